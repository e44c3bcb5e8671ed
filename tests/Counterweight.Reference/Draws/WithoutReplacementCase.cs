using System.Numerics;
using Counterweight.Draws;
using Counterweight.Reference.Catalog;
using Counterweight.Reference.Randomness;

namespace Counterweight.Reference.Draws;

/// <summary>Half of the categories without replacement; in full of equal weights.</summary>
public sealed class WithoutReplacementCase<T>(LossVariant variant = LossVariant.Plain) : DrawCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override string Name => full ? "draws-without-replacement-equal" : "draws-without-replacement";

    /// <inheritdoc/>
    public override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["DrawsWithoutReplacement.Draw"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(100000)];

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => full ? 0 : 1;

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => (sizeof(int) / 2) + OperandSet.SizeOf(typeof(T));

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        .. full ? (Operand[])[] : [new("weights", typeof(T), shape.Rows)],
        new("workspace", typeof(long), (int)DrawsWithoutReplacement.WorkspaceLength((shape.Rows + 1) / 2)),
        new("draws", typeof(int), (shape.Rows + 1) / 2, IsOutput: true),
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        DrawInputs.Weights(operands.Optional<T>("weights"), kind, seed);
        operands.Span<long>("workspace").Clear();
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var draws = operands.Span<int>("draws");
        var workspace = operands.Span<long>("workspace");
        if (full)
        {
            DrawsWithoutReplacement.Draw(shape.Rows, Stream, Start(shape), draws, workspace);
        }
        else
        {
            DrawsWithoutReplacement.Draw<T>(operands.Span<T>("weights"), Stream, Start(shape), draws, workspace);
        }
    }

    /// <summary>All arrivals in order.</summary>
    protected override int[] Draw(OperandSet operands, Shape shape)
    {
        var weights = full ? [.. Enumerable.Repeat(1.0, shape.Rows)] : Converted.ToDouble<T>(operands.Span<T>("weights"));
        var times = weights.Select((weight, i) => weight == 0 ? double.PositiveInfinity : -Math.Log(PhiloxReference.Open(Seed, StreamNumber, Start(shape) + i)) / weight).ToArray();
        return [.. Enumerable.Range(0, shape.Rows).OrderBy(i => times[i]).Take((shape.Rows + 1) / 2)];
    }
}
