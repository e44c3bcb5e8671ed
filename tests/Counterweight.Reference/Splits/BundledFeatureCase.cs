using Counterweight.Histograms;
using Counterweight.Reference.Binning;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Splits;

/// <summary>The cells of one feature of twenty out of a histogram of columns, of as many outputs as a row is wide.</summary>
public sealed class BundledFeatureCase : KernelCase
{
    private const int Features = 20;

    private readonly BundledColumns columns = new(Features);

    /// <inheritdoc/>
    public override string Name => "gradient-histogram-copy-feature";

    /// <inheritdoc/>
    public override Type ElementType => typeof(long);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["GradientHistogram.CopyFeature"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(1), new(1, 8)];

    /// <inheritdoc/>
    public override bool HasWidth => true;

    /// <inheritdoc/>
    public override int MaxWidth => 40;

    /// <inheritdoc/>
    public override bool IsParallel => false;

    /// <summary>The number of rows says which feature.</summary>
    public override bool RowsAreIndependent => false;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => sizeof(long);

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("histogram", typeof(long), HistogramShape(shape).Length),
        new("cells", typeof(long), BundledColumns.BinCount * HistogramShape(shape).CellLength, IsOutput: true),
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        foreach (ref var number in operands.Span<long>("histogram"))
        {
            number = random.NextInt64(-1L << 40, 1L << 40);
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) =>
        GradientHistogram.CopyFeature(new(operands.Span<long>("histogram"), HistogramShape(shape), new(0, 0, 0)), columns.Bundles, shape.Rows % Features, operands.Span<long>("cells"));

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var cells = operands.Span<long>("cells");
        var expected = Sums(operands.Span<long>("histogram").ToArray(), HistogramShape(shape), shape.Rows % Features);
        for (var i = 0; i < cells.Length; i++)
        {
            cells[i] = expected[i];
        }
    }

    /// <summary>The commonest bin has what no other bin of the feature has.</summary>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var sums = Sums(operands.Span<long>("histogram").ToArray(), HistogramShape(shape), shape.Rows % Features);
        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["cells"] = new([.. sums.Select(sum => (double)sum)]) };
    }

    /// <summary>Sums of integers.</summary>
    public override Bound BoundOf(string output) => Bound.Exact;

    private long[] Sums(long[] histogram, GradientHistogramShape shape, int feature)
    {
        var number = Array.FindIndex(columns.Columns, column => column.Contains(feature));
        var column = columns.Columns[number];
        var cells = new long[BundledColumns.BinCount * shape.CellLength];
        for (var bin = 0; bin < BundledColumns.BinCount; bin++)
        {
            var own = BundledColumns.ColumnBin(column, feature, bin);
            var elsewhere = Enumerable.Range(0, BundledColumns.BinCount).Select(other => BundledColumns.ColumnBin(column, feature, other));
            int[] from = own >= 0 ? [own] : [.. Enumerable.Range(0, shape.BinCount).Except(elsewhere)];
            for (var i = 0; i < shape.CellLength; i++)
            {
                cells[(bin * shape.CellLength) + i] = from.Sum(cell => histogram[shape.IndexOf(number, cell) + i]);
            }
        }

        return cells;
    }

    private GradientHistogramShape HistogramShape(Shape shape) => new(columns.Bundles.ColumnCount, columns.Bundles.ColumnBinCount, shape.Width);
}
