using Counterweight.Reference.Catalog;
using Counterweight.Resampling.Under;

namespace Counterweight.Reference.Resampling.Under;

/// <summary>The rows of the greatest probabilities.</summary>
public sealed class InstanceHardnessCase : RowsCase
{
    /// <inheritdoc/>
    public override string Name => "instance-hardness";

    /// <inheritdoc/>
    public override Type ElementType => typeof(double);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["InstanceHardness.Select"];

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => 16;

    /// <inheritdoc/>
    protected override IReadOnlyList<Operand> Others(int rows) => [new("probabilities", typeof(double), rows)];

    /// <summary>Special ones are a few values, which tie.</summary>
    protected override void Generate(OperandSet operands, InputKind kind, Random random)
    {
        foreach (ref var probability in operands.Span<double>("probabilities"))
        {
            probability = kind == InputKind.Special ? random.Next(4) / 3.0 : random.NextDouble();
        }
    }

    /// <inheritdoc/>
    protected override int Select(OperandSet operands, ReadOnlySpan<int> labels, Span<int> destination) => InstanceHardness.Select(operands.Span<double>("probabilities"), labels, destination);

    /// <inheritdoc/>
    protected override int[] Keep(OperandSet operands, UnderReference reference) => reference.Greatest(operands.Span<double>("probabilities").ToArray());
}
