using System.Numerics;
using Counterweight.Decisions;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Decisions;

/// <summary>Thresholds of rows by their costs.</summary>
public sealed class RowThresholdCase<T>(LossVariant variant = LossVariant.Plain) : RowCostsCase<T>("row-thresholds", variant, "BayesThreshold.PerRow")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) => [.. Costs(shape), new("thresholds", typeof(T), shape.Rows, IsOutput: true, MayReplace: "misses")];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed) => GenerateCosts(operands, kind, new Random(seed));

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) =>
        BayesThreshold.PerRow<T>(operands.Span<T>("alarms"), operands.Span<T>("misses"), operands.Span<T>("thresholds"));

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        for (var row = 0; row < shape.Rows; row++)
        {
            operands.Span<T>("thresholds")[row] = Narrow(Threshold(operands, row));
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape) =>
        Outputs(("thresholds", [.. Enumerable.Range(0, shape.Rows).Select(row => Threshold(operands, row))]));

    /// <summary>A sum and a quotient, each rounded; so has the reference in double.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Elementwise, Ulps: typeof(T) == typeof(float) ? 1.5 : 3);
}
