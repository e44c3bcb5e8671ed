using System.Numerics;
using System.Runtime.InteropServices;
using Counterweight.Features;
using Counterweight.Histograms;
using Counterweight.Reference.Catalog;
using Counterweight.Weighting;

namespace Counterweight.Reference.Splits;

/// <summary>Histogram of binned features, one a column: all rows without sample weights, or two rows of three with them.</summary>
public sealed class ClassHistogramCase<T>(LossVariant variant = LossVariant.Plain) : KernelCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Bins = 256;
    private const int Classes = 2;

    private static readonly T[] ClassWeights = [T.CreateChecked(0.7), T.CreateChecked(4)];

    private static readonly double Epsilon = typeof(T) == typeof(float) ? Math.ScaleB(1, -23) : Math.ScaleB(1, -52);

    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override string Name => full ? "class-histogram-full" : "class-histogram";

    /// <inheritdoc/>
    public override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["ClassHistogram.Build"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(4096, 28), new(100000, 28), new(10000, 200)];

    /// <inheritdoc/>
    public override bool HasWidth => true;

    /// <inheritdoc/>
    public override int MaxWidth => 200;

    /// <inheritdoc/>
    public override bool RowsAreIndependent => false;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <summary>A byte and its share of the row's label and weights; the cells stay in the cache.</summary>
    public override double BytesPerElement(Shape shape) =>
        1 + ((full ? 8.0 + OperandSet.SizeOf(typeof(T)) : 4) / shape.Width);

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("bins", typeof(byte), shape.Elements),
        new("labels", typeof(int), shape.Rows),
        new("cells", typeof(long), 2 * ShapeOf(shape).Length, IsOutput: true),
        .. full
            ? (Operand[])[new("sampleWeights", typeof(T), shape.Rows), new("rows", typeof(int), shape.Rows * 2 / 3)]
            : [],
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        foreach (ref var bin in operands.Span<byte>("bins"))
        {
            // Wide: the same few bins again and again, as in sparse data.
            bin = (byte)random.Next(kind == InputKind.Wide ? 3 : Bins);
        }

        Inputs.Labels(operands.Span<int>("labels"), Classes, 0, random);
        if (full)
        {
            Inputs.Weights(operands.Span<T>("sampleWeights"), random);
            foreach (ref var row in operands.Span<int>("rows"))
            {
                row = random.Next(shape.Rows);
            }
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var bins = BinMatrix.Create(operands.Span<byte>("bins"), shape.Rows, shape.Width);
        var labels = operands.Span<int>("labels");
        var destination = new ClassHistogramSpan(MemoryMarshal.Cast<long, ClassCell>(operands.Span<long>("cells")), ShapeOf(shape), Scale(shape));
        if (full)
        {
            ClassHistogram.Build<byte, T>(bins, labels, ClassWeights, operands.Span<T>("sampleWeights"), destination, operands.Span<int>("rows"), degreeOfParallelism);
        }
        else
        {
            ClassHistogram.Build<byte, T>(bins, labels, ClassWeights, [], destination, RowSet.All, degreeOfParallelism);
        }
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var bins = operands.Span<byte>("bins");
        var labels = operands.Span<int>("labels");
        var cells = MemoryMarshal.Cast<long, ClassCell>(operands.Span<long>("cells"));
        var (layout, scale) = (ShapeOf(shape), Scale(shape));
        var rows = full ? operands.Span<int>("rows") : default;
        var sampleWeights = full ? operands.Span<T>("sampleWeights") : default;
        cells.Clear();
        for (var i = 0; i < (full ? rows.Length : labels.Length); i++)
        {
            var row = full ? rows[i] : i;
            var label = labels[row];
            var units = scale.ToUnits(double.CreateTruncating(ClassWeights[label]) * (full ? double.CreateTruncating(sampleWeights[row]) : 1));
            if (units == 0)
            {
                continue;
            }

            for (var f = 0; f < shape.Width; f++)
            {
                ref var cell = ref cells[(f * layout.FeatureStride) + (bins[(row * shape.Width) + f] * Classes) + label];
                cell = new(cell.RowCount + 1, cell.Weight + units);
            }
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var rows = full ? operands.Span<int>("rows").ToArray() : [.. Enumerable.Range(0, shape.Rows)];
        var sampleWeights = full ? Converted.ToDouble<T>(operands.Span<T>("sampleWeights")) : [];
        var (counts, weights) = HistogramReference.Sum<byte>(
            operands.Span<byte>("bins"), shape.Width, Bins, Classes, rows, operands.Span<int>("labels"), Converted.ToDouble<T>(ClassWeights), sampleWeights);
        var layout = ShapeOf(shape);
        var cells = new double[2 * layout.Length];
        var scale = new double[cells.Length];
        for (var i = 0; i < counts.Length; i++)
        {
            var at = 2 * ((i / (Bins * Classes) * layout.FeatureStride) + (i % (Bins * Classes)));
            cells[at] = counts[i];
            cells[at + 1] = weights[i] / Scale(shape).Quantum;
            scale[at + 1] = cells[at + 1] * Math.ScaleB(1, -23) / Epsilon;
        }

        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["cells"] = new(cells, scale) };
    }

    /// <summary>Counts exact; a weight is rounded to 24 bits, and once more where two floats are multiplied.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Reduction, Epsilons: 1);

    private static HistogramShape ShapeOf(Shape shape) => new(shape.Width, Bins, Classes);

    private static WeightScale Scale(Shape shape) => WeightScale.Create(20, Math.Max(shape.Rows, 1));
}
