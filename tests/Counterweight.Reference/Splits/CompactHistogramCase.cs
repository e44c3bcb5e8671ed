using System.Numerics;
using System.Runtime.InteropServices;
using Counterweight.Features;
using Counterweight.Histograms;
using Counterweight.Histograms.Compact;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Splits;

/// <summary>Every other feature over the bins that two rows of three have; in full with missing values, and a random threshold for every third feature listed.</summary>
public sealed class CompactHistogramCase(LossVariant variant = LossVariant.Plain) : KernelCase
{
    private const int Bins = 256;
    private const int Classes = 2;

    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override string Name => full ? "compact-histogram-full" : "compact-histogram";

    /// <inheritdoc/>
    public override Type ElementType => typeof(long);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["CompactHistogram.Build"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(64, 28), new(4096, 28), new(100000, 28)];

    /// <inheritdoc/>
    public override bool HasWidth => true;

    /// <inheritdoc/>
    public override bool IsParallel => false;

    /// <inheritdoc/>
    public override int MaxWidth => 200;

    /// <inheritdoc/>
    public override bool RowsAreIndependent => false;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    private int MissingBin => full ? Bins - 1 : -1;

    /// <summary>A byte of half the features of two rows of three, and their share of the row.</summary>
    public override double BytesPerElement(Shape shape) => (1 / 3.0) + (20 * 2 / 3.0 / shape.Width);

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape)
    {
        var features = Features(shape);
        return
        [
            new("bins", typeof(byte), shape.Elements),
            new("features", typeof(int), features),
            new("rows", typeof(int), shape.Rows * 2 / 3),
            new("rowWeights", typeof(long), 2 * shape.Rows),
            new("workspace", typeof(long), CompactHistogram.WorkspaceLength(features, Classes)),
            .. full ? (Operand[])[new("draws", typeof(long), features)] : [],
            new("cells", typeof(long), 2 * CompactHistogram.Length(features, Bins, Classes), IsOutput: true),
            new("cellBins", typeof(byte), features * CompactHistogram.MaxBinCount, IsOutput: true),
            new("cellCounts", typeof(int), features, IsOutput: true),
            new("shapeBins", typeof(int), 1, IsOutput: true, IsResult: true),
        ];
    }

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        foreach (ref var bin in operands.Span<byte>("bins"))
        {
            // Wide: few bins, far apart.
            bin = (byte)(kind == InputKind.Wide ? 127 * random.Next(3) : random.Next(Bins));
        }

        var features = operands.Span<int>("features");
        for (var i = 0; i < features.Length; i++)
        {
            features[i] = shape.Width - 1 - (2 * i);
        }

        foreach (ref var row in operands.Span<int>("rows"))
        {
            row = random.Next(shape.Rows);
        }

        foreach (ref var row in RowWeights(operands))
        {
            var count = random.Next(4);
            row = new ClassRow(random.Next(Classes), count, count * random.NextInt64(1L << 30));
        }

        operands.Span<long>("workspace").Clear();
        if (full)
        {
            var draws = operands.Span<long>("draws");
            for (var i = 0; i < draws.Length; i++)
            {
                draws[i] = i % 3 == 1 ? random.NextInt64(long.MinValue, long.MaxValue) | 1 : 0;
            }
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var destination = new CompactHistogramBuffers
        {
            Cells = MemoryMarshal.Cast<long, ClassCell>(operands.Span<long>("cells")),
            CellBins = operands.Span<byte>("cellBins"),
            CellCounts = operands.Span<int>("cellCounts"),
            Workspace = operands.Span<long>("workspace"),
        };
        var cellBins = destination.CellBins;
        var cellCounts = destination.CellCounts;
        var built = CompactHistogram.Build(
            BinMatrix.Create(operands.Span<byte>("bins"), shape.Rows, shape.Width),
            new(cellCounts.Length, Bins, Classes),
            full,
            operands.Span<int>("features"),
            operands.Span<int>("rows"),
            RowWeights(operands),
            destination,
            Draws(operands));
        operands.Span<int>("shapeBins")[0] = built.BinCount;

        // What is left as it is must be comparable.
        operands.Span<long>("cells")[(2 * built.Length)..].Clear();
        for (var i = 0; i < cellCounts.Length; i++)
        {
            cellBins[((CompactHistogram.MaxBinCount * i) + cellCounts[i])..(CompactHistogram.MaxBinCount * (i + 1))].Clear();
        }
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var result = Reference(operands, shape);
        Store(result["cells"], operands.Span<long>("cells"));
        Store(result["cellBins"], operands.Span<byte>("cellBins"));
        Store(result["cellCounts"], operands.Span<int>("cellCounts"));
        Store(result["shapeBins"], operands.Span<int>("shapeBins"));
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var bins = operands.Span<byte>("bins").ToArray();
        var rows = operands.Span<int>("rows").ToArray();
        var weights = RowWeights(operands).ToArray();
        var features = operands.Span<int>("features").ToArray();
        var draws = Draws(operands).ToArray();
        var places = features.Select((feature, i) => PlacesOf([.. rows.Select(row => (int)bins[(row * shape.Width) + feature])], full ? draws[i] : 0)).ToArray();
        var shapeBins = Math.Max(1, places.Max(place => place.Length) + (full ? 1 : 0));
        var layout = new HistogramShape(features.Length, shapeBins, Classes);
        var cells = new double[operands.Span<long>("cells").Length];
        var cellBins = new double[operands.Span<byte>("cellBins").Length];
        for (var i = 0; i < features.Length; i++)
        {
            places[i].Select(place => (double)place).ToArray().CopyTo(cellBins, i * CompactHistogram.MaxBinCount);
            foreach (var row in rows)
            {
                int bin = bins[(row * shape.Width) + features[i]];
                var place = bin == MissingBin ? shapeBins - 1
                    : full && draws[i] != 0 && places[i].Length == 2 ? (bin <= places[i][0] ? 0 : 1)
                    : Array.IndexOf(places[i], bin);
                var at = 2 * layout.IndexOf(i, place, weights[row].Label);
                cells[at] += weights[row].Count;
                cells[at + 1] += weights[row].Weight;
            }
        }

        return new Dictionary<string, Expected>(StringComparer.Ordinal)
        {
            ["cells"] = new(cells),
            ["cellBins"] = new(cellBins),
            ["cellCounts"] = new([.. places.Select(place => (double)place.Length)]),
            ["shapeBins"] = new([shapeBins]),
        };
    }

    /// <summary>Integers.</summary>
    public override Bound BoundOf(string output) => Bound.Exact;

    private static int Features(Shape shape) => (shape.Width + 1) / 2;

    private static Span<ClassRow> RowWeights(OperandSet operands) => MemoryMarshal.Cast<long, ClassRow>(operands.Span<long>("rowWeights"));

    private static void Store<T>(Expected expected, Span<T> destination)
        where T : struct, INumber<T>
    {
        for (var i = 0; i < destination.Length; i++)
        {
            destination[i] = T.CreateChecked(expected.Values[i]);
        }
    }

    private ReadOnlySpan<ulong> Draws(OperandSet operands) => full ? MemoryMarshal.Cast<long, ulong>(operands.Span<long>("draws")) : [];

    private int[] PlacesOf(int[] bins, ulong draw)
    {
        int[] values = [.. bins.Where(bin => bin != MissingBin).Distinct().Order()];
        if (draw != 0)
        {
            if (values.Length < 2)
            {
                return values;
            }

            var threshold = values[0] + (int)(((BigInteger)draw * (values[^1] - values[0])) >> 64);
            return [threshold, threshold + 1];
        }

        return bins.Contains(MissingBin) && !values.Contains(0) ? [0, .. values] : values;
    }
}
