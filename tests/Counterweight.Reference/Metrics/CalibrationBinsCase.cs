using System.Numerics;
using Counterweight.Metrics.Bins;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Metrics;

/// <summary>Five calibration bins of equal width; in full, three of about equal mass, of weighted rows.</summary>
public sealed class CalibrationBinsCase<T>(LossVariant variant = LossVariant.Plain) : KernelCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int IgnoreLabel = -7;
    private const int Bins = 5;
    private const int FullBins = 3;

    private readonly bool full = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override string Name => full ? "calibration-bins-full" : "calibration-bins";

    /// <inheritdoc/>
    public override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => full ? ["CalibrationBins.Add", "CalibrationBins.EqualMass"] : ["CalibrationBins.Add"];

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(65536)];

    /// <inheritdoc/>
    public override bool HasWidth => false;

    /// <summary>There is a row of each class whose weight is above 0.</summary>
    public override int MinRowCount => 2;

    /// <inheritdoc/>
    public override bool RowsAreIndependent => false;

    /// <summary>The bins.</summary>
    public override bool AllocatesTables => true;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <inheritdoc/>
    public override double BytesPerElement(Shape shape) => 4 + (OperandSet.SizeOf(typeof(T)) * (full ? 2 : 1));

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("probabilities", typeof(T), shape.Rows),
        new("labels", typeof(int), shape.Rows),
        .. full ? (Operand[])[new("weights", typeof(T), shape.Rows)] : [],
        new("measures", typeof(double), 7, IsOutput: true, IsResult: true),
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        foreach (ref var probability in operands.Span<T>("probabilities"))
        {
            probability = T.CreateTruncating(kind switch
            {
                InputKind.Wide => Math.Pow(10, -random.Next(9)) * random.NextDouble(),
                InputKind.Special when random.Next(2) == 0 => random.Next(Bins + 1) / (double)Bins,
                _ => random.NextDouble(),
            });
        }

        var labels = operands.Span<int>("labels");
        Inputs.Labels(labels, 2, full ? IgnoreLabel : 0, random);
        (labels[0], labels[1]) = (0, 1);
        if (full)
        {
            var weights = operands.Span<T>("weights");
            Inputs.Weights(weights, random);
            (weights[0], weights[1]) = (T.One, T.One);
        }
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var probabilities = operands.Span<T>("probabilities");
        var weights = operands.Optional<T>("weights");
        var bins = full ? CalibrationBins.EqualMass<T>(probabilities, FullBins, weights) : CalibrationBins.EqualWidth(Bins);
        bins.Add<T>(probabilities, operands.Span<int>("labels"), weights, full ? IgnoreLabel : null, degreeOfParallelism);
        var parts = bins.DecomposeBrier();
        double[] measures = [bins.ExpectedCalibrationError, bins.MaximumCalibrationError, parts.Reliability, parts.Resolution, parts.Uncertainty, parts.WithinBinVariance, parts.WithinBinCovariance];
        measures.CopyTo(operands.Span<double>("measures"));
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape) => ByDefinition(operands).CopyTo(operands.Span<double>("measures"));

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var measures = ByDefinition(operands);
        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["measures"] = new(measures, [.. measures.Select(_ => 1.0)]) };
    }

    /// <summary>Measures are fractions of 1; the reference sums row by row.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Reduction, Epsilons: typeof(T) == typeof(float) ? 1e-6 : 300);

    private double[] ByDefinition(OperandSet operands)
    {
        var p = Converted.ToDouble<T>(operands.Span<T>("probabilities"));
        var labels = operands.Span<int>("labels").ToArray();
        var w = full ? Converted.ToDouble<T>(operands.Span<T>("weights")) : [.. p.Select(_ => 1.0)];
        var rows = Enumerable.Range(0, p.Length).Where(row => labels[row] != IgnoreLabel).ToArray();

        // Which probabilities are quantiles is the matter of the bins of features.
        var edges = full ? CalibrationBins.EqualMass<T>(operands.Span<T>("probabilities"), FullBins, operands.Span<T>("weights")).Edges.ToArray() : [.. Enumerable.Range(1, Bins).Select(bin => bin / (double)Bins)];
        var all = rows.Sum(row => w[row]);
        var frequency = rows.Sum(row => w[row] * labels[row]) / all;
        var measures = new double[7];
        measures[4] = frequency * (1 - frequency);
        foreach (var bin in rows.GroupBy(row => edges.First(edge => p[row] <= edge)))
        {
            var weight = bin.Sum(row => w[row]);
            if (weight == 0)
            {
                continue;
            }

            var (mean, own) = (bin.Sum(row => w[row] * p[row]) / weight, bin.Sum(row => w[row] * labels[row]) / weight);
            measures[0] += weight / all * Math.Abs(own - mean);
            measures[1] = Math.Max(measures[1], Math.Abs(own - mean));
            measures[2] += weight / all * (mean - own) * (mean - own);
            measures[3] += weight / all * (own - frequency) * (own - frequency);
            measures[5] += bin.Sum(row => w[row] * (p[row] - mean) * (p[row] - mean)) / all;
            measures[6] += bin.Sum(row => w[row] * (p[row] - mean) * (labels[row] - own)) / all;
        }

        return measures;
    }
}
