using System.Numerics;
using Counterweight.Decisions;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Decisions;

/// <summary>What answers cost by costs of rows.</summary>
public sealed class DecisionCostCase<T>(LossVariant variant = LossVariant.Plain) : RowCostsCase<T>("decision-costs", variant, "DecisionCost.PerRow")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        .. Costs(shape),
        new("labels", typeof(int), shape.Rows),
        new("answers", typeof(int), shape.Rows),
        .. Full ? (Operand[])[new("weights", typeof(T), shape.Rows)] : [],
        new("sums", typeof(double), 4, IsOutput: true, IsResult: true),
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        GenerateCosts(operands, kind, random);
        DecisionCostReference.Generate(operands, 2, random);
        Inputs.Weights(operands.Optional<T>("weights"), random);
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) => DecisionCostReference.Store(
        DecisionCost.PerRow<T>(operands.Span<int>("labels"), operands.Span<int>("answers"), operands.Span<T>("alarms"), operands.Span<T>("misses"), operands.Optional<T>("weights")),
        operands);

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape) => Sums(operands).CopyTo(operands.Span<double>("sums"));

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape) => Outputs(("sums", Sums(operands)));

    /// <summary>The kernel is exact; the reference rounds a product and a sum of up to 257 rows.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Reduction, Ulps: typeof(T) == typeof(float) ? 257.0 / (1 << 29) : 257);

    private double[] Sums(OperandSet operands)
    {
        var (alarms, misses) = (Converted.ToDouble<T>(operands.Span<T>("alarms")), Converted.ToDouble<T>(operands.Span<T>("misses")));
        return DecisionCostReference.Sums(operands, Converted.ToDouble<T>(operands.Optional<T>("weights")), (row, label, answer) =>
            label == answer ? 0 : label == 0 ? alarms[Full ? row : 0] : misses[row]);
    }
}
