using System.Runtime.InteropServices;
using Counterweight.Histograms;
using Counterweight.Reference.Catalog;
using Counterweight.Splits.Exact;

namespace Counterweight.Reference.Splits;

/// <summary>Rows and weight of each class of some rows.</summary>
public sealed class SumLabelsCase : KernelCase
{
    private const int Classes = 5;

    /// <inheritdoc/>
    public override string Name => "sum-labels";

    /// <inheritdoc/>
    public override Type ElementType => typeof(long);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["WeightedLabels.Sum"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(100000)];

    /// <inheritdoc/>
    public override bool HasWidth => false;

    /// <inheritdoc/>
    public override bool IsParallel => false;

    /// <inheritdoc/>
    public override bool RowsAreIndependent => false;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => 12;

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("rows", typeof(int), shape.Rows),
        new("labels", typeof(long), shape.Rows),
        new("totals", typeof(long), 2 * Classes, IsOutput: true),
    ];

    /// <summary>Any rows, some of them several times.</summary>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        foreach (ref var row in operands.Span<int>("rows"))
        {
            row = random.Next(shape.Rows);
        }

        foreach (ref var label in MemoryMarshal.Cast<long, WeightedLabel>(operands.Span<long>("labels")))
        {
            label = new(random.Next(Classes), random.NextInt64(1L << 30));
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) => WeightedLabels.Sum(
        operands.Span<int>("rows"),
        MemoryMarshal.Cast<long, WeightedLabel>(operands.Span<long>("labels")),
        MemoryMarshal.Cast<long, ClassCell>(operands.Span<long>("totals")));

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var totals = operands.Span<long>("totals");
        totals.Clear();
        foreach (var row in operands.Span<int>("rows"))
        {
            var packed = operands.Span<long>("labels")[row];
            totals[2 * (int)(packed % 4096)]++;
            totals[(2 * (int)(packed % 4096)) + 1] += packed / 4096;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var labels = MemoryMarshal.Cast<long, WeightedLabel>(operands.Span<long>("labels")).ToArray();
        var ofClass = operands.Span<int>("rows").ToArray().Select(row => labels[row]).ToLookup(label => label.Label);
        double[] totals = [.. Enumerable.Range(0, Classes).SelectMany(c => (double[])[ofClass[c].Count(), ofClass[c].Sum(label => label.Units)])];
        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["totals"] = new(totals) };
    }

    /// <summary>Integers.</summary>
    public override Bound BoundOf(string output) => Bound.Exact;
}
