using System.Numerics;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Decisions.Guarantees;

/// <summary>P-values of conformal prediction.</summary>
public sealed class ConformalPValuesCase<T>(LossVariant variant = LossVariant.Plain) : ConformalCase<T>("conformal-p-values", "ConformalSets.PValues", variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override bool IsParallel => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) => [.. base.Operands(shape), new("values", typeof(double), shape.Elements, IsOutput: true)];

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) =>
        Sets(operands, shape).PValues<T>(operands.Span<T>("scores"), operands.Span<double>("values"), degreeOfParallelism);

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape) => PValues(operands, shape).CopyTo(operands.Span<double>("values"));

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape) => Outputs(("values", PValues(operands, shape)));

    /// <inheritdoc/>
    public override Bound BoundOf(string output) => Bound.Exact;
}
