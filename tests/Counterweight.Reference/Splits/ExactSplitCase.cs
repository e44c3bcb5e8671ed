using System.Numerics;
using System.Runtime.InteropServices;
using Counterweight.Features;
using Counterweight.Histograms;
using Counterweight.Reference.Catalog;
using Counterweight.Sorting;
using Counterweight.Splits;
using Counterweight.Splits.Exact;

namespace Counterweight.Reference.Splits;

/// <summary>
/// Exact search in a node of three classes: by Gini impurity; in full by entropy, of a row-major array, with minimums
/// and, where values are special, missing ones.
/// </summary>
public sealed class ExactSplitCase<T>(LossVariant variant = LossVariant.Plain) : KernelCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Classes = 3;

    private static readonly WeightScale Scale = WeightScale.Create(16, 1 << 16);

    private readonly bool full = variant == LossVariant.Full;

    private readonly SplitOptions options = variant == LossVariant.Full ? new() { MinRowCount = 3, MinWeight = 2.5 } : default;

    /// <inheritdoc/>
    public override string Name => full ? "exact-split-search-full" : "exact-split-search";

    /// <inheritdoc/>
    public override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["ExactSplitSearch.Find"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(100000, 4), new(1000, 50)];

    /// <inheritdoc/>
    public override bool HasWidth => true;

    /// <inheritdoc/>
    public override int MinRowCount => 1;

    /// <inheritdoc/>
    public override bool RowsAreIndependent => false;

    /// <summary>Two sides of a class and of all.</summary>
    public override double TranscendentalsPerElement => full ? 4 : 0;

    /// <summary>A row number, a label and a value.</summary>
    public override double BytesPerElement(Shape shape) => 12 + OperandSet.SizeOf(typeof(T));

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("values", typeof(T), shape.Elements),
        new("orders", typeof(int), shape.Elements),
        new("labels", typeof(long), shape.Rows),
        new("totals", typeof(long), 2 * Classes),
        new("split", typeof(double), 8, IsOutput: true, IsResult: true),
    ];

    /// <summary>Ordinary values are rounded to halves, so that some are equal; weights are such that no two candidates tie.</summary>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        var values = operands.Span<T>("values");
        Inputs.Scores(values, kind, random);
        for (var i = 0; i < values.Length && kind == InputKind.Ordinary; i++)
        {
            values[i] = T.Round(values[i] * T.CreateChecked(2)) / T.CreateChecked(2);
        }

        var totals = operands.Span<long>("totals");
        totals.Clear();
        var labels = MemoryMarshal.Cast<long, WeightedLabel>(operands.Span<long>("labels"));
        for (var row = 0; row < shape.Rows; row++)
        {
            var label = random.Next(3) == 0 ? random.Next(Classes) : 0;
            labels[row] = new(label, Scale.ToUnits((1 - random.NextDouble()) * (label == 0 ? 1 : 10)));
            totals[2 * label]++;
            totals[(2 * label) + 1] += labels[row].Units;
        }

        for (var feature = 0; feature < shape.Width; feature++)
        {
            SortedFeatures.Order<T>(values, shape.Rows, At(shape, feature, 0), full ? shape.Width : 1).CopyTo(operands.Span<int>("orders")[(feature * shape.Rows)..]);
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var data = FeatureMatrix.Create(operands.Span<T>("values"), shape.Rows, shape.Width, full ? FeatureLayout.RowMajor : FeatureLayout.FeatureMajor);
        var rows = new SortedRows(operands.Span<int>("orders"), shape.Rows, 0, shape.Rows);
        var labels = MemoryMarshal.Cast<long, WeightedLabel>(operands.Span<long>("labels"));
        var totals = MemoryMarshal.Cast<long, ClassCell>(operands.Span<long>("totals"));
        var split = full
            ? ExactSplitSearch.Find(rows, data, labels, totals, Scale, default(EntropyImpurity), options, degreeOfParallelism)
            : ExactSplitSearch.Find(rows, data, labels, totals, Scale, default(GiniImpurity), options, degreeOfParallelism);
        Store(operands, [split.Feature, split.Threshold, split.MissingGoesLeft ? 1 : 0, split.Gain, split.LeftRowCount, split.RightRowCount, split.LeftWeight, split.RightWeight]);
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape) => Store(operands, Best(operands, shape));

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var best = Best(operands, shape);
        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["split"] = new(best, [0, 0, 0, 1, 0, 0, best[6], best[7]]) };
    }

    /// <summary>The improvement, a difference of impurities of at most log₂ 3, within roundings of them, in double whatever the values; the weights are exact but for the reference's sum.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Reduction, Epsilons: typeof(T) == typeof(float) ? Math.ScaleB(8, -29) : 8);

    private static void Store(OperandSet operands, ReadOnlySpan<double> split) => split.CopyTo(operands.Span<double>("split"));

    private int At(Shape shape, int feature, int row) => full ? (row * shape.Width) + feature : (feature * shape.Rows) + row;

    /// <summary>The first candidate that is better than all before, beyond roundings.</summary>
    private double[] Best(OperandSet operands, Shape shape)
    {
        var labels = MemoryMarshal.Cast<long, WeightedLabel>(operands.Span<long>("labels")).ToArray();
        var reduced = SplitReference.Reduced(full ? SplitReference.Entropy : SplitReference.Gini);
        double[] best = new double[8];
        for (var feature = 0; feature < shape.Width; feature++)
        {
            var column = new double[shape.Rows];
            for (var row = 0; row < shape.Rows; row++)
            {
                column[row] = double.CreateChecked(operands.Span<T>("values")[At(shape, feature, row)]);
            }

            var values = column.Where(value => !double.IsNaN(value)).Distinct().Order().ToArray();
            for (var i = 0; i < values.Length; i++)
            {
                foreach (var missingGoesLeft in (bool[])[false, true])
                {
                    var (left, right) = (new double[Classes], new double[Classes]);
                    var (leftRows, rightRows) = (0, 0);
                    for (var row = 0; row < shape.Rows; row++)
                    {
                        var goesLeft = double.IsNaN(column[row]) ? missingGoesLeft : column[row] <= values[i];
                        (goesLeft ? left : right)[labels[row].Label] += Scale.ToWeight(labels[row].Units);
                        leftRows += goesLeft ? 1 : 0;
                        rightRows += goesLeft ? 0 : 1;
                    }

                    var least = Math.Max(1, options.MinRowCount);
                    if (leftRows < least || rightRows < least || left.Sum() < options.MinWeight || right.Sum() < options.MinWeight)
                    {
                        continue;
                    }

                    var improvement = reduced(left, right);
                    if (improvement > best[3] + 1e-12)
                    {
                        best = [feature, Threshold(values, i), missingGoesLeft ? 1 : 0, improvement, leftRows, rightRows, left.Sum(), right.Sum()];
                    }
                }
            }
        }

        return best;
    }

    private static double Threshold(double[] values, int last)
    {
        if (last + 1 == values.Length)
        {
            return double.PositiveInfinity;
        }

        var middle = (values[last] + values[last + 1]) / 2;
        return middle >= values[last] && middle < values[last + 1] ? middle : values[last];
    }
}
