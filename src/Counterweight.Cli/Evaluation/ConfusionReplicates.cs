using Counterweight.Metrics;
using Counterweight.Metrics.Ranking.Intervals;
using Counterweight.Randomness;

namespace Counterweight.Cli.Evaluation;

/// <summary>Measures of decisions in replicates of the rows, and the intervals they give.</summary>
internal sealed class ConfusionReplicates
{
    /// <summary>Which measure of a replicate.</summary>
    public const int Accuracy = 0;

    /// <summary>Which measure of a replicate.</summary>
    public const int BalancedAccuracy = 1;

    /// <summary>Which measure of a replicate.</summary>
    public const int MacroF1 = 2;

    /// <summary>Which measure of a replicate.</summary>
    public const int WeightedF1 = 3;

    /// <summary>Which measure of a replicate.</summary>
    public const int Correlation = 4;

    /// <summary>Which measure of a replicate.</summary>
    public const int Kappa = 5;

    /// <summary>Which measure of a replicate.</summary>
    public const int GeometricMean = 6;

    /// <summary>Which measure of a replicate.</summary>
    public const int MeanCost = 7;

    private const int OfClasses = 8;
    private const int OfAClass = 4;

    private readonly Predictions data;
    private readonly EvaluationOptions options;
    private readonly double[] values;
    private readonly int measures;

    /// <param name="data">The rows.</param>
    /// <param name="options">Costs, seed and level.</param>
    /// <param name="replicates">How many there are.</param>
    public ConfusionReplicates(Predictions data, EvaluationOptions options, int replicates)
    {
        this.data = data;
        this.options = options;
        measures = OfClasses + (OfAClass * data.ClassCount);
        values = new double[replicates * measures];
        ConfusionBootstrap.Evaluate<double>(data.Decisions, data.Labels, data.ClassCount, Measures, measures, values, new RandomStream(options.Seed), data.Weights);
    }

    /// <summary>Which measure of a replicate.</summary>
    public static int PrecisionOf(int label) => OfClasses + (OfAClass * label);

    /// <summary>Which measure of a replicate.</summary>
    public static int RecallOf(int label) => PrecisionOf(label) + 1;

    /// <summary>Which measure of a replicate.</summary>
    public static int F1Of(int label) => PrecisionOf(label) + 2;

    /// <summary>Which measure of a replicate.</summary>
    public static int SpecificityOf(int label) => PrecisionOf(label) + 3;

    /// <summary>A measure with the interval of its replicates.</summary>
    public Measure Replicated(string key, string title, double value, int measure)
    {
        var own = new double[values.Length / measures];
        for (var replicate = 0; replicate < own.Length; replicate++)
        {
            own[replicate] = values[(replicate * measures) + measure];
        }

        var interval = MetricInterval.Percentile(own, options.Level);
        return double.IsNaN(value) || double.IsNaN(interval.Low) ? new Measure(key, title, value) : new Measure(key, title, value, interval, "bootstrap");
    }

    /// <summary>A share of rows: Wilson's interval, or that of replicates where rows have weights.</summary>
    public Measure Share(string key, string title, double value, double trials, int measure) =>
        double.IsNaN(value) ? new Measure(key, title, value)
        : data.Weights.Length > 0 ? Replicated(key, title, value, measure)
        : new Measure(key, title, value, MetricInterval.Wilson(value, trials, options.Level), "wilson");

    private void Measures(ConfusionMatrix matrix, Span<double> destination)
    {
        destination[Accuracy] = matrix.Accuracy;
        destination[BalancedAccuracy] = matrix.BalancedAccuracy;
        destination[MacroF1] = matrix.FBeta(ClassAverage.Macro);
        destination[WeightedF1] = matrix.FBeta(ClassAverage.Weighted);
        destination[Correlation] = matrix.MatthewsCorrelation();
        destination[Kappa] = matrix.CohenKappa();
        destination[GeometricMean] = matrix.RecallGeometricMean();
        destination[MeanCost] = options.Costs is null ? double.NaN : AnswerCosts.MeanOf(matrix, options.Costs);
        for (var label = 0; label < matrix.ClassCount; label++)
        {
            destination[PrecisionOf(label)] = matrix.Precision(label, double.NaN);
            destination[RecallOf(label)] = matrix.Recall(label, double.NaN);
            destination[F1Of(label)] = matrix.FBeta(label);
            destination[SpecificityOf(label)] = matrix.Specificity(label, double.NaN);
        }
    }
}
