using System.Runtime.InteropServices;
using Counterweight.Histograms;
using Counterweight.Reference.Catalog;
using Counterweight.Splits;

namespace Counterweight.Reference.Splits;

/// <summary>Split search in the histogram of a node of three classes: one feature a row, one bin a column.</summary>
public abstract class SplitSearchCase<TImpurity>(string name, LossVariant variant) : KernelCase
    where TImpurity : struct, IImpurity
{
    /// <summary>Of every output's scale.</summary>
    protected const double Epsilons = 8;

    private const int Classes = 3;
    private const int NodeRows = 500;

    private static readonly WeightScale Scale = WeightScale.Create(16, NodeRows);

    private readonly bool full = variant == LossVariant.Full;

    private readonly SplitOptions options = variant == LossVariant.Full
        ? new() { LastBinIsMissing = true, MinRowCount = 5, MinWeight = 20 }
        : default;

    /// <inheritdoc/>
    public override string Name => full ? $"{name}-full" : name;

    /// <inheritdoc/>
    public override Type ElementType => typeof(double);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["SplitSearch.Find", "SplitSearch.FindAll", typeof(TImpurity).Name];

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

    /// <summary>Two sides of three classes and their totals, with an entropy.</summary>
    public override double TranscendentalsPerElement => typeof(TImpurity) != typeof(EntropyImpurity) ? 0 : 2 * (Classes + 1);

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => Classes * Marshal.SizeOf<ClassCell>();

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("cells", typeof(long), 2 * ShapeOf(shape).Length),
        new("split", typeof(double), 8, IsOutput: true, IsResult: true),
    ];

    /// <summary>The same rows in each feature, of a class that leans on the bin; weights that round, so that no two candidates tie.</summary>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        var layout = ShapeOf(shape);
        var cells = Cells(operands);
        cells.Clear();
        var labels = new int[NodeRows];
        var weights = new long[NodeRows];
        for (var i = 0; i < NodeRows; i++)
        {
            labels[i] = random.Next(3) == 0 ? random.Next(Classes) : 0;
            var weight = kind == InputKind.Wide ? Math.ScaleB(1 - random.NextDouble(), -random.Next(20)) : random.NextDouble();
            weights[i] = Scale.ToUnits(weight * (labels[i] == 0 ? 1 : 10));
        }

        for (var feature = 0; feature < shape.Rows; feature++)
        {
            for (var i = 0; i < NodeRows; i++)
            {
                var bin = random.Next(1 + feature % 4) == 0 ? random.Next(shape.Width) : labels[i] * (shape.Width - 1) / Classes;
                ref var cell = ref cells[layout.IndexOf(feature, bin, labels[i])];
                cell = new(cell.RowCount + 1, cell.Weight + weights[i]);
            }
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var split = default(Split);
        var histogram = new ClassHistogramView(Cells(operands), ShapeOf(shape), Scale);
        if (full)
        {
            SplitSearch.FindAll(histogram, [0], new Span<Split>(ref split), default(TImpurity), options, default, degreeOfParallelism);
        }
        else
        {
            split = SplitSearch.Find(histogram, default(TImpurity), options, default, degreeOfParallelism);
        }

        Store(operands, split);
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var cells = Cells(operands);
        var layout = ShapeOf(shape);
        Span<double> totals = stackalloc double[Classes], left = stackalloc double[Classes], missing = stackalloc double[Classes];
        totals.Clear();
        var totalRows = 0L;
        for (var i = 0; i < shape.Width * Classes; i++)
        {
            totals[i % Classes] += cells[i].Weight;
            totalRows += cells[i].RowCount;
        }

        var (best, gain) = (default(Split), -1.0);
        var parent = Total(totals);
        for (var feature = 0; feature < shape.Rows; feature++)
        {
            var ofFeature = cells.Slice(feature * layout.FeatureStride, shape.Width * Classes);
            var missingRows = 0L;
            for (var c = 0; c < Classes && full; c++)
            {
                missing[c] = ofFeature[^(Classes - c)].Weight;
                missingRows += ofFeature[^(Classes - c)].RowCount;
            }

            for (var direction = 0; direction < (full ? 2 : 1); direction++)
            {
                var rows = 0L;
                left.Clear();
                if (direction == 1)
                {
                    missing.CopyTo(left);
                    rows = missingRows;
                }

                for (var bin = 0; bin < shape.Width - (full ? 1 : 0); bin++)
                {
                    var (leftWeight, leftTerms, rightWeight, rightTerms) = (0.0, 0.0, 0.0, 0.0);
                    for (var c = 0; c < Classes; c++)
                    {
                        var cell = ofFeature[(bin * Classes) + c];
                        left[c] += cell.Weight;
                        rows += cell.RowCount;
                        var right = totals[c] - left[c];
                        leftWeight += left[c];
                        rightWeight += right;
                        leftTerms += Term(left[c], totals[c]);
                        rightTerms += Term(right, totals[c]);
                    }

                    var minRowCount = Math.Max(1, options.MinRowCount);
                    var minWeight = options.MinWeight / Scale.Quantum;
                    var here = parent - Total(leftTerms, leftWeight) - Total(rightTerms, rightWeight);
                    if (here > gain && rows >= minRowCount && totalRows - rows >= minRowCount && leftWeight >= minWeight && rightWeight >= minWeight)
                    {
                        gain = here;
                        best = new()
                        {
                            Feature = feature,
                            Bin = bin,
                            MissingGoesLeft = direction == 1,
                            Gain = Gain(here, parent, leftWeight + rightWeight),
                            LeftRowCount = rows,
                            RightRowCount = totalRows - rows,
                            LeftWeight = leftWeight * Scale.Quantum,
                            RightWeight = rightWeight * Scale.Quantum,
                        };
                    }
                }
            }
        }

        Store(operands, best);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var layout = ShapeOf(shape);
        var counts = new long[shape.Elements * Classes];
        var weights = new double[counts.Length];
        var cells = Cells(operands);
        for (var i = 0; i < counts.Length; i++)
        {
            var cell = cells[(i / (shape.Width * Classes) * layout.FeatureStride) + (i % (shape.Width * Classes))];
            (counts[i], weights[i]) = (cell.RowCount, Scale.ToWeight(cell.Weight));
        }

        var reference = new SplitReference(counts, weights, shape.Rows, shape.Width, Classes, options.LastBinIsMissing, Definition);
        var expected = new double[8];
        if (reference.Find(1e-12, Math.Max(1, options.MinRowCount), options.MinWeight) is { } best)
        {
            expected[0] = best.Feature;
            expected[1] = best.Bin;
            expected[2] = best.MissingGoesLeft ? 1 : 0;
            expected[3] = best.Gain;
            for (var b = 0; b < shape.Width; b++)
            {
                var isMissing = options.LastBinIsMissing && b == shape.Width - 1;
                var goesLeft = isMissing ? best.MissingGoesLeft : b <= best.Bin;
                for (var c = 0; c < Classes; c++)
                {
                    var at = (((best.Feature * shape.Width) + b) * Classes) + c;
                    expected[goesLeft ? 4 : 5] += counts[at];
                    expected[goesLeft ? 6 : 7] += weights[at];
                }
            }
        }

        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["split"] = new(expected, [0, 0, 0, ScaleOf(expected[3]), 0, 0, expected[6], expected[7]]) };
    }

    /// <summary>The improvement, a difference of impurities of at most log₂ 3, within roundings of them; the weights are exact but for the reference's sum.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Reduction, Epsilons: Epsilons);

    /// <summary>The improvement of class weights on the left and right.</summary>
    protected abstract double Definition(double[] left, double[] right);

    /// <summary>What a class adds to the sum of terms.</summary>
    protected abstract double Term(double classWeight, double nodeClassWeight);

    /// <summary>Weight times impurity.</summary>
    protected abstract double Total(double termSum, double weight);

    /// <summary>The improvement that a difference of totals stands for.</summary>
    protected virtual double Gain(double gain, double nodeTotal, double nodeWeight) => gain / nodeWeight;

    /// <summary>What an improvement's error is measured against.</summary>
    protected virtual double ScaleOf(double improvement) => 1;

    private double Total(ReadOnlySpan<double> classWeights)
    {
        var (terms, weight) = (0.0, 0.0);
        foreach (var s in classWeights)
        {
            terms += Term(s, s);
            weight += s;
        }

        return Total(terms, weight);
    }

    private static void Store(OperandSet operands, Split split)
    {
        var destination = operands.Span<double>("split");
        destination[0] = split.Feature;
        destination[1] = split.Bin;
        destination[2] = split.MissingGoesLeft ? 1 : 0;
        destination[3] = split.Gain;
        destination[4] = split.LeftRowCount;
        destination[5] = split.RightRowCount;
        destination[6] = split.LeftWeight;
        destination[7] = split.RightWeight;
    }

    private static HistogramShape ShapeOf(Shape shape) => new(shape.Rows, shape.Width, Classes);

    private static Span<ClassCell> Cells(OperandSet operands) => MemoryMarshal.Cast<long, ClassCell>(operands.Span<long>("cells"));
}
