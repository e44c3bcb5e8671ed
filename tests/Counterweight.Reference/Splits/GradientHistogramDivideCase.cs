using System.Numerics;
using Counterweight.Features;
using Counterweight.Histograms;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Splits;

/// <summary>A child of an eighth of the rows, some of them twice, and the rest of the parent, whose numbers are 0, 1, 2 …</summary>
/// <remarks>Full: rows have weights of two classes; one row of sixteen weighs 7.5, the others half.</remarks>
public sealed class GradientHistogramDivideCase<T>(LossVariant variant) : KernelCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Bins = 255;

    /// <summary>Coarse enough for all sums to be doubles, so that they compare exactly.</summary>
    private static readonly GradientHistogramScale Scale = new(weightExponent: 10, gradientExponent: 14, hessianExponent: 15);

    private readonly bool isWeighted = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override string Name => isWeighted ? "gradient-histogram-divide-full" : "gradient-histogram-divide";

    /// <inheritdoc/>
    public override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["GradientHistogram.Divide"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(576, 8), new(4096, 28), new(100000, 28)];

    /// <inheritdoc/>
    public override bool HasWidth => true;

    /// <inheritdoc/>
    public override int MaxWidth => 200;

    /// <inheritdoc/>
    public override bool RowsAreIndependent => false;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <summary>A bin of each feature, gradient, Hessian and weight of an eighth of the rows.</summary>
    public override double BytesPerElement(Shape shape) => (1 + ((isWeighted ? 3.0 : 2) * OperandSet.SizeOf(typeof(T)) / shape.Width)) / 8;

    /// <summary>The parent is taken from, which is no output beside an input.</summary>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("bins", typeof(byte), shape.Elements),
        new("gradients", typeof(T), shape.Rows),
        new("hessians", typeof(T), shape.Rows),
        new("rows", typeof(int), (shape.Rows + 7) / 8),
        new("cells", typeof(long), ShapeOf(shape).Length, IsOutput: true),
        new("parent", typeof(long), ShapeOf(shape).Length, IsOutput: true, IsResult: true),
        .. isWeighted ? (Operand[])[new("weights", typeof(T), shape.Rows)] : [],
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        foreach (ref var bin in operands.Span<byte>("bins"))
        {
            bin = (byte)random.Next(kind == InputKind.Wide ? 3 : Bins);
        }

        foreach (ref var gradient in operands.Span<T>("gradients"))
        {
            gradient = T.CreateChecked((random.NextDouble() * 2) - 1);
        }

        foreach (ref var hessian in operands.Span<T>("hessians"))
        {
            hessian = T.CreateChecked(random.NextDouble());
        }

        foreach (ref var row in operands.Span<int>("rows"))
        {
            row = random.Next(shape.Rows);
        }

        foreach (ref var weight in Weights(operands))
        {
            weight = T.CreateChecked(random.Next(16) == 0 ? 7.5 : 0.5);
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var parent = operands.Span<long>("parent");
        Number(parent);
        var bins = BinMatrix.Create(operands.Span<byte>("bins"), shape.Rows, shape.Width);
        var destination = new GradientHistogramSpan(operands.Span<long>("cells"), ShapeOf(shape), Scale);
        GradientHistogram.Divide<byte, T>(bins, Weights(operands), operands.Span<T>("gradients"), operands.Span<T>("hessians"), parent, destination, operands.Span<int>("rows"), degreeOfParallelism);
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        Span<long> cells = operands.Span<long>("cells"), parent = operands.Span<long>("parent");
        Span<T> gradients = operands.Span<T>("gradients"), hessians = operands.Span<T>("hessians");
        var weights = Weights(operands);
        cells.Clear();
        Number(parent);
        foreach (var row in operands.Span<int>("rows"))
        {
            var weight = (long)((isWeighted ? double.CreateTruncating(weights[row]) : 1) / Scale.WeightQuantum);
            for (var feature = 0; feature < shape.Width; feature++)
            {
                var first = ShapeOf(shape).IndexOf(feature, operands.Span<byte>("bins")[(row * shape.Width) + feature]);
                var gradient = weight * (long)Math.Round(Math.ScaleB(double.CreateTruncating(gradients[row]), Scale.GradientExponent));
                var hessian = weight * (long)Math.Round(Math.ScaleB(double.CreateTruncating(hessians[row]), Scale.HessianExponent));
                foreach (var (cell, number) in (ReadOnlySpan<(int, long)>)[(first, 1), (first + 1, weight), (first + 2, gradient), (first + 3, hessian)])
                {
                    cells[cell] += number;
                    parent[cell] -= number;
                }
            }
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var histogram = ShapeOf(shape);
        var bins = operands.Span<byte>("bins").ToArray();
        var sums = GradientHistogramReference.Sum(
            (row, feature) => bins[(row * shape.Width) + feature],
            shape.Width,
            Bins,
            outputCount: 1,
            operands.Span<int>("rows").ToArray(),
            Converted.ToDouble<T>(Weights(operands)),
            Converted.ToDouble<T>(operands.Span<T>("gradients")),
            Converted.ToDouble<T>(operands.Span<T>("hessians")),
            Scale);
        var (cells, parent) = (new double[histogram.Length], new double[histogram.Length]);
        for (var i = 0; i < parent.Length; i++)
        {
            parent[i] = i;
        }

        var ofFeature = Bins * histogram.CellLength;
        for (var i = 0; i < sums.Length; i++)
        {
            // Few are not 0, and the conversion is slow.
            if (sums[i] != 0)
            {
                var at = (i / ofFeature * histogram.FeatureStride) + (i % ofFeature);
                cells[at] = (double)sums[i];
                parent[at] -= cells[at];
            }
        }

        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["cells"] = new(cells), ["parent"] = new(parent) };
    }

    /// <inheritdoc/>
    public override Bound BoundOf(string output) => Bound.Exact;

    private Span<T> Weights(OperandSet operands) => isWeighted ? operands.Span<T>("weights") : [];

    private static GradientHistogramShape ShapeOf(Shape shape) => new(shape.Width, Bins);

    private static void Number(Span<long> numbers)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = i;
        }
    }
}
