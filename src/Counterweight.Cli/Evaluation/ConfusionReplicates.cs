using Counterweight.Metrics;
using Counterweight.Metrics.Ranking.Intervals;
using Counterweight.Randomness;

namespace Counterweight.Cli.Evaluation;

/// <summary>Measures of decisions in replicates of the rows, and the intervals they give.</summary>
internal sealed class ConfusionReplicates
{
    /// <summary>Which measure of a replicate.</summary>
    public const int BalancedAccuracy = 0;

    /// <summary>Which measure of a replicate.</summary>
    public const int MacroF1 = 1;

    /// <summary>Which measure of a replicate.</summary>
    public const int WeightedF1 = 2;

    /// <summary>Which measure of a replicate.</summary>
    public const int Correlation = 3;

    /// <summary>Which measure of a replicate.</summary>
    public const int Kappa = 4;

    /// <summary>Which measure of a replicate.</summary>
    public const int GeometricMean = 5;

    /// <summary>Which measure of a replicate.</summary>
    public const int MeanCost = 6;

    private const int OfClasses = 7;

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
        measures = OfClasses + data.ClassCount;
        values = new double[replicates * measures];
        ConfusionBootstrap.Evaluate<double>(data.Decisions, data.Labels, data.ClassCount, Measures, measures, values, new RandomStream(options.Seed), data.Weights);
    }

    /// <summary>Which measure of a replicate.</summary>
    public static int F1Of(int label) => OfClasses + label;

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

    /// <summary>A share of rows with Wilson's interval: replicates of a share of 0 or 1 are all the same.</summary>
    /// <param name="key">Its key.</param>
    /// <param name="title">What it is called.</param>
    /// <param name="value">The share.</param>
    /// <param name="rows">How many rows it is of, or what they are worth.</param>
    public Measure Share(string key, string title, double value, double rows) =>
        double.IsNaN(value) ? new Measure(key, title, value) : new Measure(key, title, value, MetricInterval.Wilson(value, rows, options.Level), "wilson");

    private void Measures(ConfusionMatrix matrix, Span<double> destination)
    {
        destination[BalancedAccuracy] = matrix.BalancedAccuracy;
        destination[MacroF1] = matrix.FBeta(ClassAverage.Macro);
        destination[WeightedF1] = matrix.FBeta(ClassAverage.Weighted);
        destination[Correlation] = matrix.MatthewsCorrelation();
        destination[Kappa] = matrix.CohenKappa();
        destination[GeometricMean] = matrix.RecallGeometricMean();
        destination[MeanCost] = options.Costs is null ? double.NaN : AnswerCosts.MeanOf(matrix, options.Costs);
        for (var label = 0; label < matrix.ClassCount; label++)
        {
            destination[F1Of(label)] = matrix.FBeta(label);
        }
    }
}
