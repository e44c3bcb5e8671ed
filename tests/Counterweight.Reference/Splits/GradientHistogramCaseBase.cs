using System.Numerics;
using Counterweight.Features;
using Counterweight.Histograms;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Splits;

/// <summary>Gradient histogram of binned features, one a column: all rows without weights, or two rows of three with weights and three outputs.</summary>
public abstract class GradientHistogramCase<T, TBin>(LossVariant variant, FeatureLayout layout, int binCount) : KernelCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TBin : unmanaged, IBinaryInteger<TBin>
{
    /// <summary>Coarse enough for all sums to be doubles, so that they compare exactly.</summary>
    private static readonly GradientHistogramScale Scale = new(weightExponent: 10, gradientExponent: 14, hessianExponent: 15);

    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override string Name => $"gradient-histogram{(layout == FeatureLayout.FeatureMajor ? "-wide" : string.Empty)}{(full ? "-full" : string.Empty)}";

    /// <inheritdoc/>
    public override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["GradientHistogram.Build"];

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

    private int Outputs => full ? 3 : 1;

    /// <summary>A bin and its share of the row's numbers; the cells stay in the cache.</summary>
    public override double BytesPerElement(Shape shape) =>
        OperandSet.SizeOf(typeof(TBin)) + (((full ? 4.0 : 0) + (OperandSet.SizeOf(typeof(T)) * (full ? 7 : 2))) / shape.Width);

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("bins", typeof(TBin), shape.Elements),
        new("gradients", typeof(T), shape.Rows * Outputs),
        new("hessians", typeof(T), shape.Rows * Outputs),
        new("cells", typeof(long), ShapeOf(shape).Length, IsOutput: true),
        .. full
            ? (Operand[])[new("weights", typeof(T), shape.Rows), new("rows", typeof(int), shape.Rows * 2 / 3)]
            : [],
    ];

    /// <summary>Wide: the same few bins again and again, as in sparse data, and gradients that differ by powers of two.</summary>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        foreach (ref var bin in operands.Span<TBin>("bins"))
        {
            bin = TBin.CreateTruncating(random.Next(kind == InputKind.Wide ? 3 : binCount));
        }

        foreach (ref var gradient in operands.Span<T>("gradients"))
        {
            gradient = T.CreateChecked(Number((random.NextDouble() * 2) - 1));
        }

        foreach (ref var hessian in operands.Span<T>("hessians"))
        {
            hessian = T.CreateChecked(Number(random.NextDouble()));
        }

        if (full)
        {
            var weights = operands.Span<T>("weights");
            Inputs.Weights(weights, random);
            foreach (ref var row in operands.Span<int>("rows"))
            {
                row = random.Next(shape.Rows);
            }

            for (var row = 0; row < weights.Length && kind == InputKind.Special; row++)
            {
                if (weights[row] == T.Zero)
                {
                    operands.Span<T>("gradients")[row * Outputs] = T.NaN;
                    operands.Span<T>("hessians")[row * Outputs] = T.PositiveInfinity;
                }
            }
        }

        double Number(double number) => kind == InputKind.Wide ? Math.ScaleB(number, random.Next(-40, 8)) : number;
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var bins = BinMatrix.Create(operands.Span<TBin>("bins"), shape.Rows, shape.Width, layout);
        ReadOnlySpan<T> gradients = operands.Span<T>("gradients"), hessians = operands.Span<T>("hessians");
        var destination = new GradientHistogramSpan(operands.Span<long>("cells"), ShapeOf(shape), Scale);
        if (full)
        {
            GradientHistogram.Build(bins, operands.Span<T>("weights"), gradients, hessians, destination, operands.Span<int>("rows"), degreeOfParallelism);
        }
        else
        {
            GradientHistogram.Build(bins, [], gradients, hessians, destination, RowSet.All, degreeOfParallelism);
        }
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var bins = operands.Span<TBin>("bins");
        Span<T> gradients = operands.Span<T>("gradients"), hessians = operands.Span<T>("hessians");
        var destination = new GradientHistogramSpan(operands.Span<long>("cells"), ShapeOf(shape), Scale);
        var cells = operands.Span<long>("cells");
        var histogram = ShapeOf(shape);
        var rows = full ? operands.Span<int>("rows") : default;
        var weights = full ? operands.Span<T>("weights") : default;
        cells.Clear();
        for (var i = 0; i < (full ? rows.Length : shape.Rows); i++)
        {
            var row = full ? rows[i] : i;
            var weight = (long)Math.Round((double)(float)((full ? double.CreateTruncating(weights[row]) : 1) / Scale.WeightQuantum));
            if (weight == 0)
            {
                continue;
            }

            for (var f = 0; f < shape.Width; f++)
            {
                var bin = int.CreateTruncating(bins[layout == FeatureLayout.RowMajor ? (row * shape.Width) + f : (f * shape.Rows) + row]);
                var cell = cells.Slice((f * histogram.FeatureStride) + (bin * histogram.CellLength), histogram.CellLength);
                cell[0]++;
                cell[1] += weight;
                for (var k = 0; k < Outputs; k++)
                {
                    var at = (row * Outputs) + k;
                    cell[2 + (2 * k)] += weight * (long)Math.Round(Math.ScaleB(double.CreateTruncating(gradients[at]), Scale.GradientExponent));
                    cell[3 + (2 * k)] += weight * (long)Math.Round(Math.ScaleB(double.CreateTruncating(hessians[at]), Scale.HessianExponent));
                }
            }
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var rows = full ? operands.Span<int>("rows").ToArray() : [.. Enumerable.Range(0, shape.Rows)];
        var bins = operands.Span<TBin>("bins").ToArray();
        var sums = GradientHistogramReference.Sum(
            (row, f) => int.CreateTruncating(bins[layout == FeatureLayout.RowMajor ? (row * shape.Width) + f : (f * shape.Rows) + row]),
            shape.Width,
            binCount,
            Outputs,
            rows,
            full ? Converted.ToDouble<T>(operands.Span<T>("weights")) : [],
            Converted.ToDouble<T>(operands.Span<T>("gradients")),
            Converted.ToDouble<T>(operands.Span<T>("hessians")),
            Scale);
        var histogram = ShapeOf(shape);
        var cells = new double[histogram.Length];
        var ofFeature = binCount * histogram.CellLength;
        for (var i = 0; i < sums.Length; i++)
        {
            // Few are not 0, and the conversion is slow.
            if (sums[i] != 0)
            {
                cells[(i / ofFeature * histogram.FeatureStride) + (i % ofFeature)] = (double)sums[i];
            }
        }

        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["cells"] = new(cells) };
    }

    /// <inheritdoc/>
    public override Bound BoundOf(string output) => Bound.Exact;

    private GradientHistogramShape ShapeOf(Shape shape) => new(shape.Width, binCount, Outputs);
}
