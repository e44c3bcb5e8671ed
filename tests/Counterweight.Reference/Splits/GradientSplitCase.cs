using Counterweight.Histograms;
using Counterweight.Reference.Catalog;
using Counterweight.Splits;

namespace Counterweight.Reference.Splits;

/// <summary>Split search in a gradient histogram, one feature a row, one bin a column: one output, or three with all penalties and minimums.</summary>
public sealed class GradientSplitCase(LossVariant variant = LossVariant.Plain) : KernelCase
{
    private const int NodeRows = 500;

    private static readonly GradientHistogramScale Scale = new(20, 22, 22);

    private static readonly int[] Node = [0];

    private readonly bool full = variant == LossVariant.Full;

    private readonly int outputs = variant == LossVariant.Full ? 3 : 1;

    private readonly BoostingGain gain = variant == LossVariant.Full
        ? new() { L1 = 0.5, L2 = 1.5, Gamma = 0.01, MaxStep = 0.75 }
        : new() { L2 = 1 };

    private readonly GradientSplitOptions options = variant == LossVariant.Full
        ? new() { LastBinIsMissing = true, MinRowCount = 5, MinWeight = 3, MinHessian = 1.5 }
        : default;

    /// <inheritdoc/>
    public override string Name => full ? "gradient-split-search-full" : "gradient-split-search";

    /// <inheritdoc/>
    public override Type ElementType => typeof(double);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["GradientSplitSearch.Find", "GradientSplitSearch.FindAll"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(28, 256), new(200, 64)];

    /// <inheritdoc/>
    public override bool HasWidth => true;

    /// <inheritdoc/>
    public override int MinRowCount => 1;

    /// <inheritdoc/>
    public override int MaxWidth => 256;

    /// <inheritdoc/>
    public override bool RowsAreIndependent => false;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => sizeof(long) * (2 + (2 * outputs));

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("cells", typeof(long), ShapeOf(shape).Length),
        new("split", typeof(double), 12, IsOutput: true, IsResult: true),
    ];

    /// <summary>The same rows in each feature, with gradients that lean on the bin.</summary>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        var layout = ShapeOf(shape);
        var cells = operands.Span<long>("cells");
        cells.Clear();
        var rows = new long[NodeRows][];
        for (var i = 0; i < NodeRows; i++)
        {
            rows[i] = new long[layout.CellLength];
            rows[i][0] = 1;
            rows[i][1] = 1 + random.NextInt64(kind == InputKind.Wide ? 1L << random.Next(1, 21) : 1L << 20);
            for (var k = 0; k < outputs; k++)
            {
                rows[i][2 + (2 * k)] = rows[i][1] * random.NextInt64(-1L << 21, 1L << 22);
                rows[i][3 + (2 * k)] = rows[i][1] * random.NextInt64(1L << 20);
            }
        }

        for (var feature = 0; feature < shape.Rows; feature++)
        {
            foreach (var row in rows)
            {
                var bin = random.Next(1 + (feature % 4)) == 0 ? random.Next(shape.Width) : row[2] > 0 ? shape.Width / 3 : 0;
                var cell = cells.Slice(layout.IndexOf(feature, bin), layout.CellLength);
                for (var i = 0; i < row.Length; i++)
                {
                    cell[i] += row[i];
                }
            }
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var split = default(GradientSplit);
        var histogram = new GradientHistogramView(operands.Span<long>("cells"), ShapeOf(shape), Scale);
        if (full)
        {
            GradientSplitSearch.FindAll(histogram, Node, new Span<GradientSplit>(ref split), gain, options, default, degreeOfParallelism);
        }
        else
        {
            split = GradientSplitSearch.Find(histogram, gain, options, default, degreeOfParallelism);
        }

        Store(operands, split);
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var cells = operands.Span<long>("cells");
        var layout = ShapeOf(shape);
        var length = layout.CellLength;
        Span<long> total = stackalloc long[length], left = stackalloc long[length], bestLeft = stackalloc long[length];
        total.Clear();
        bestLeft.Clear();
        for (var i = 0; i < shape.Width * length; i++)
        {
            total[i % length] += cells[i];
        }

        var (best, most) = (default(GradientSplit), 0.0);
        var parent = Score(total, default);
        var valueBins = shape.Width - (full ? 1 : 0);
        for (var feature = 0; feature < shape.Rows; feature++)
        {
            var ofFeature = cells.Slice(layout.IndexOf(feature, 0), shape.Width * length);
            for (var direction = 0; direction < (full ? 2 : 1); direction++)
            {
                left.Clear();
                if (direction == 1)
                {
                    ofFeature[^length..].CopyTo(left);
                }

                for (var bin = 0; bin < valueBins; bin++)
                {
                    for (var i = 0; i < length; i++)
                    {
                        left[i] += ofFeature[(bin * length) + i];
                    }

                    if (Allowed(left, default) && Allowed(total, left))
                    {
                        var here = Score(left, default) + Score(total, left) - parent - gain.Gamma;
                        if (here > most)
                        {
                            most = here;
                            best = new() { Feature = feature, Bin = bin, MissingGoesLeft = direction == 1, Gain = here };
                            left.CopyTo(bestLeft);
                        }
                    }
                }
            }
        }

        Store(operands, best with { Left = Sums(bestLeft, default), Right = most > 0 ? Sums(total, bestLeft) : default });
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var layout = ShapeOf(shape);
        var cells = operands.Span<long>("cells");
        var real = new double[shape.Elements * layout.CellLength];
        for (var i = 0; i < real.Length; i++)
        {
            var at = i % (shape.Width * layout.CellLength);
            var quantum = (at % layout.CellLength) switch
            {
                0 => 1,
                1 => Scale.WeightQuantum,
                var j when j % 2 == 0 => Scale.GradientQuantum,
                _ => Scale.HessianQuantum,
            };
            real[i] = cells[(i / (shape.Width * layout.CellLength) * layout.FeatureStride) + at] * quantum;
        }

        var reference = new GradientSplitReference(real, shape.Rows, shape.Width, outputs, gain, options);
        var (expected, scale) = (new double[12], new double[12]);
        if (reference.Find() is { } best)
        {
            var left = reference.Sum(best.Feature, bin => reference.GoesLeft(bin, best.Bin, best.MissingGoesLeft));
            var right = reference.Sum(best.Feature, bin => !reference.GoesLeft(bin, best.Bin, best.MissingGoesLeft));
            (expected[0], expected[1], expected[2], expected[3]) = (best.Feature, best.Bin, best.MissingGoesLeft ? 1 : 0, best.Gain);
            scale[3] = reference.Reduction(left) + reference.Reduction(right);
            foreach (var (side, at) in new[] { (left, 4), (right, 8) })
            {
                (expected[at], expected[at + 1]) = (side[0], side[1]);
                for (var k = 0; k < outputs; k++)
                {
                    expected[at + 2] += side[2 + (2 * k)];
                    expected[at + 3] += side[3 + (2 * k)];
                    scale[at + 2] += Math.Abs(side[2 + (2 * k)]) + NodeRows;
                    scale[at + 3] += side[3 + (2 * k)];
                }
            }
        }

        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["split"] = new(expected, scale) };
    }

    /// <summary>Two sums of each output rounded once, then five roundings a term, against the terms' sum; the reference's own sums beside.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Reduction, Epsilons: 12);

    private static void Store(OperandSet operands, GradientSplit split)
    {
        var destination = operands.Span<double>("split");
        destination[0] = split.Feature;
        destination[1] = split.Bin;
        destination[2] = split.MissingGoesLeft ? 1 : 0;
        destination[3] = split.Gain;
        Store(split.Left, destination[4..]);
        Store(split.Right, destination[8..]);
    }

    private static void Store(GradientSums sums, Span<double> destination)
    {
        destination[0] = sums.RowCount;
        destination[1] = sums.Weight * Scale.WeightQuantum;
        destination[2] = Scale.ToGradient(sums.Gradient);
        destination[3] = Scale.ToHessian(sums.Hessian);
    }

    private static long Less(ReadOnlySpan<long> sum, ReadOnlySpan<long> left, int i) => sum[i] - (left.IsEmpty ? 0 : left[i]);

    private static GradientSums Sums(ReadOnlySpan<long> sum, ReadOnlySpan<long> left)
    {
        var (gradient, hessian) = (0L, 0L);
        for (var i = 2; i < sum.Length; i += 2)
        {
            gradient += Less(sum, left, i);
            hessian += Less(sum, left, i + 1);
        }

        return new(Less(sum, left, 0), Less(sum, left, 1), gradient, hessian);
    }

    private double Score(ReadOnlySpan<long> sum, ReadOnlySpan<long> left)
    {
        var score = 0.0;
        for (var i = 2; i < sum.Length; i += 2)
        {
            var slope = Math.Max(Math.Abs(Less(sum, left, i) * Scale.GradientQuantum) - gain.L1, 0);
            var bend = (Less(sum, left, i + 1) * Scale.HessianQuantum) + gain.L2;
            var step = gain.MaxStep > 0 ? Math.Min(slope / bend, gain.MaxStep) : slope / bend;
            score += step * (slope - (bend * step / 2));
        }

        return score;
    }

    private bool Allowed(ReadOnlySpan<long> sum, ReadOnlySpan<long> left)
    {
        var sums = Sums(sum, left);
        return sums.RowCount >= Math.Max(1, options.MinRowCount) && sums.Weight * Scale.WeightQuantum >= options.MinWeight
            && (long)sums.Hessian * Scale.HessianQuantum >= options.MinHessian;
    }

    private GradientHistogramShape ShapeOf(Shape shape) => new(shape.Rows, shape.Width, outputs);
}
