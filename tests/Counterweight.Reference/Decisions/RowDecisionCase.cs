using System.Numerics;
using Counterweight.Decisions;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Decisions;

/// <summary>Answers of two classes by costs of rows. Some probabilities are a row's threshold to the bit.</summary>
public sealed class RowDecisionCase<T>(LossVariant variant = LossVariant.Plain) : RowCostsCase<T>("row-decisions", variant, "LeastCost.DecidePerRow")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override bool RowsAreIndependent => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
        [new("probabilities", typeof(T), shape.Rows), .. Costs(shape), new("answers", typeof(int), shape.Rows, IsOutput: true)];

    /// <summary>Costs are integers below 2²⁰, so that sums are exact in float; probabilities are off their thresholds by some millionths at least, or equal them where those are quarters.</summary>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        foreach (var name in (string[])["misses", "alarms"])
        {
            foreach (ref var cost in operands.Span<T>(name))
            {
                cost = T.CreateChecked(random.Next(6) == 0 ? 0 : kind == InputKind.Wide ? random.Next(1 << 20) : random.Next(1, 4));
            }
        }

        var probabilities = operands.Span<T>("probabilities");
        for (var row = 0; row < probabilities.Length; row++)
        {
            var (probability, threshold) = (random.NextDouble(), Threshold(operands, row));
            probability = Math.Abs(probability - threshold) < 1e-5 ? 0 : probability;
            probabilities[row] = kind == InputKind.Special && random.Next(8) == 0 ? T.NaN : Narrow(threshold is 0 or 0.25 or 0.5 or 0.75 or 1 && random.Next(2) == 0 ? threshold : probability);
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) =>
        LeastCost.DecidePerRow<T>(operands.Span<T>("probabilities"), operands.Span<T>("alarms"), operands.Span<T>("misses"), operands.Span<int>("answers"));

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        for (var row = 0; row < shape.Rows; row++)
        {
            operands.Span<int>("answers")[row] = Answer(operands, row);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape) =>
        Outputs(("answers", [.. Enumerable.Range(0, shape.Rows).Select(row => (double)Answer(operands, row))]));

    /// <inheritdoc/>
    public override Bound BoundOf(string output) => Bound.Exact;

    /// <summary>The cheaper answer in expectation, 0 of equals.</summary>
    private int Answer(OperandSet operands, int row)
    {
        var probability = Wide(operands.Span<T>("probabilities")[row]);
        return double.IsNaN(probability) ? -1 : probability > Threshold(operands, row) ? 1 : 0;
    }
}
