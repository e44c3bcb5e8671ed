using System.Collections.Concurrent;
using Counterweight.Features;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Binning;

/// <summary>Columns of row-major bins; in full of feature-major ones.</summary>
public sealed class FeatureBundlesCase(LossVariant variant = LossVariant.Plain) : KernelCase
{
    private readonly ConcurrentDictionary<int, BundledColumns> made = new();
    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override string Name => full ? "feature-bundles-full" : "feature-bundles";

    /// <inheritdoc/>
    public override Type ElementType => typeof(long);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["FeatureBundles.Apply"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(100000, 200)];

    /// <inheritdoc/>
    public override bool HasWidth => true;

    /// <inheritdoc/>
    public override int MaxWidth => 200;

    /// <summary>Feature-major rows are not one run of memory each.</summary>
    public override bool RowsAreIndependent => !full;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    private FeatureLayout Layout => full ? FeatureLayout.FeatureMajor : FeatureLayout.RowMajor;

    /// <summary>The bins are read twice, and the columns written once.</summary>
    public override double BytesPerElement(Shape shape) => 2 + (Made(shape).Columns.Length / (double)shape.Width);

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("bins", typeof(byte), shape.Elements),
        new("columns", typeof(byte), shape.Rows * Made(shape).Columns.Length, IsOutput: true),
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var rows = new byte[shape.Elements];
        Made(shape).Fill(rows, new Random(seed));
        var bins = operands.Span<byte>("bins");
        for (var i = 0; i < rows.Length; i++)
        {
            bins[Place(i / shape.Width, i % shape.Width, shape, shape.Width)] = rows[i];
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) =>
        Made(shape).Bundles.Apply(new(operands.Span<byte>("bins"), shape.Rows, shape.Width, Layout), operands.Span<byte>("columns"), Layout, degreeOfParallelism);

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var all = Made(shape).Columns;
        var bins = operands.Span<byte>("bins");
        var columns = operands.Span<byte>("columns");
        for (var row = 0; row < shape.Rows; row++)
        {
            for (var column = 0; column < all.Length; column++)
            {
                var own = 0;
                foreach (var feature in all[column])
                {
                    own = Math.Max(own, BundledColumns.ColumnBin(all[column], feature, bins[Place(row, feature, shape, shape.Width)]));
                }

                columns[Place(row, column, shape, all.Length)] = (byte)own;
            }
        }
    }

    /// <summary>The number of the one feature's bin that is not the commonest, 0 where there is none.</summary>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var all = Made(shape).Columns;
        var bins = operands.Span<byte>("bins").ToArray();
        var expected = new double[shape.Rows * all.Length];
        for (var row = 0; row < shape.Rows; row++)
        {
            for (var column = 0; column < all.Length; column++)
            {
                var others = all[column].Select(feature => BundledColumns.ColumnBin(all[column], feature, bins[Place(row, feature, shape, shape.Width)])).Where(bin => bin >= 0);
                expected[Place(row, column, shape, all.Length)] = others.SingleOrDefault();
            }
        }

        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["columns"] = new(expected) };
    }

    /// <summary>Nothing is computed.</summary>
    public override Bound BoundOf(string output) => Bound.Exact;

    private int Place(int row, int number, Shape shape, int width) => full ? (number * shape.Rows) + row : (row * width) + number;

    private BundledColumns Made(Shape shape) => made.TryGetValue(shape.Width, out var found) ? found : made.GetOrAdd(shape.Width, width => new(width));
}
