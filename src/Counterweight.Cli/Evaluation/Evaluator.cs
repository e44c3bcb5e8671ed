using Counterweight.Metrics;
using Counterweight.Metrics.Bins;
using Counterweight.Metrics.Ranking.Intervals;
using Counterweight.Randomness;

namespace Counterweight.Cli.Evaluation;

/// <summary>Evaluates predictions: every number is one of the library's, with an interval where there is a method for one.</summary>
internal sealed class Evaluator
{
    /// <summary>No probability of a label counts as less, so that a certain mistake does not cost without end; as <c>compare</c> has it.</summary>
    public const double LeastProbability = 1e-15;

    // All of the probability on another class.
    private const double MostBrier = 2;

    private const int Bins = 10;
    private const double MostReplicates = 1000;
    private const double LeastReplicates = 100;

    // Some seconds.
    private const double DrawnRows = 2e9;

    private readonly Predictions data;
    private readonly EvaluationOptions options;
    private readonly CancellationToken cancellation;
    private readonly int replicates;
    private readonly ConfusionMatrix matrix;
    private readonly ConfusionReplicates drawn;
    private readonly EffectiveRows rows;

    /// <param name="data">What to evaluate.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public Evaluator(Predictions data, EvaluationOptions options, CancellationToken cancellation)
    {
        this.data = data;
        this.options = options;
        this.cancellation = cancellation;
        replicates = options.Replicates > 0 ? options.Replicates : (int)Math.Clamp(DrawnRows / ((double)data.RowCount * data.ClassCount), LeastReplicates, MostReplicates);
        matrix = new ConfusionMatrix(data.ClassCount);
        matrix.AddPredictions<double>(data.Decisions, data.Labels, data.Weights);
        cancellation.ThrowIfCancellationRequested();
        drawn = new ConfusionReplicates(data, options, replicates);
        rows = new EffectiveRows(data);
    }

    /// <summary>Does it.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public EvaluationReport Run()
    {
        ClassEvaluation[] classes = [.. Enumerable.Range(0, data.ClassCount).Select(Evaluate)];
        var costs = options.Costs is null ? null : new CostEvaluator(data, options, drawn).Run();
        return new EvaluationReport(data, matrix, [.. Measures(classes)], classes, BrierParts.Of(classes.Select(one => one.Calibration)), costs, replicates, options.Level);
    }

    private IEnumerable<Measure> Measures(ClassEvaluation[] classes)
    {
        yield return drawn.Share("accuracy", "accuracy", matrix.Accuracy, rows.All);
        yield return drawn.Replicated("balancedAccuracy", "balanced accuracy", matrix.BalancedAccuracy, ConfusionReplicates.BalancedAccuracy);
        yield return drawn.Replicated("macroF1", "macro F1", matrix.FBeta(ClassAverage.Macro), ConfusionReplicates.MacroF1);
        yield return drawn.Replicated("weightedF1", "weighted F1", matrix.FBeta(ClassAverage.Weighted), ConfusionReplicates.WeightedF1);
        yield return drawn.Replicated("matthewsCorrelation", "Matthews correlation", matrix.MatthewsCorrelation(double.NaN), ConfusionReplicates.Correlation);
        yield return drawn.Replicated("cohenKappa", "Cohen's kappa", matrix.CohenKappa(), ConfusionReplicates.Kappa);
        yield return drawn.Replicated("geometricMean", "geometric mean of recalls", matrix.RecallGeometricMean(), ConfusionReplicates.GeometricMean);
        yield return new Measure("macroRocAuc", "ROC AUC, mean of classes", Mean(classes.Select(one => one.RocAuc.Value)));
        yield return new Measure("macroAveragePrecision", "average precision, mean of classes", Mean(classes.Select(one => one.AveragePrecision.Value)));
        cancellation.ThrowIfCancellationRequested();
        yield return Scored("logLoss", "log loss", (probabilities, labels, weights) => ProbabilityScore.LogLoss(probabilities, data.ClassCount, labels, weights, LeastProbability)).Within(0);
        yield return Scored("brier", "Brier score", (probabilities, labels, weights) => ProbabilityScore.Brier(probabilities, data.ClassCount, labels, weights)).Within(0, MostBrier);
        yield return new Measure("calibrationError", "expected calibration error, mean of classes", Mean(classes.Select(one => one.Calibration.ExpectedCalibrationError)));
    }

    private ClassEvaluation Evaluate(int label)
    {
        cancellation.ThrowIfCancellationRequested();
        var scores = data.ProbabilitiesOf(label);
        var labels = data.OneAgainstRest(label);
        var bins = CalibrationBins.EqualMass<double>(scores, Bins, EvenWeights(label));
        bins.Add<double>(scores, labels, data.Weights);
        return new ClassEvaluation(
            label,
            data.ClassNames[label],
            labels.Sum(one => (long)one),
            data.Decisions.LongCount(decision => decision == label),
            drawn.Share("precision", "precision", matrix.Precision(label, double.NaN), rows.OfDecision(label)),
            drawn.Share("recall", "recall", matrix.Recall(label, double.NaN), rows.OfLabel(label)),
            drawn.Replicated("f1", "F1", matrix.FBeta(label), ConfusionReplicates.F1Of(label)),
            drawn.Share("specificity", "specificity", matrix.Specificity(label, double.NaN), rows.OfOthers(label)),
            AveragePrecision(scores, labels, label),
            RocAuc(scores, labels),
            bins);
    }

    // Of a rare class nearly all rows have about the same probability: edges are where both sides, the class and the rest, have half of the weight.
    private double[] EvenWeights(int label)
    {
        var (own, rest) = (matrix.Support(label), matrix.Total - matrix.Support(label));
        return own > 0 && rest > 0
            ? [.. data.Labels.Select((other, row) => data.WeightOf(row) / (other == label ? own : rest))]
            : data.Weights;
    }

    private Measure RocAuc(double[] scores, int[] labels)
    {
        var estimate = DeLong.Estimate<double>(scores, labels, data.Weights);
        return double.IsNaN(estimate.Variance)
            ? new Measure("rocAuc", "ROC AUC", estimate.Auc)
            : new Measure("rocAuc", "ROC AUC", estimate.Auc, estimate.Interval(options.Level), "delong");
    }

    private Measure AveragePrecision(double[] scores, int[] labels, int label)
    {
        var value = Metrics.Ranking.RankingMetrics.AveragePrecision(Metrics.Ranking.ScoreRanking.Create<double>(scores, labels, data.Weights));
        if (double.IsNaN(value))
        {
            return new Measure("averagePrecision", "average precision", value);
        }

        var (areas, precisions) = (new double[replicates], new double[replicates]);
        RankingBootstrap.Areas<double>(scores, labels, areas, precisions, new RandomStream(options.Seed, (ulong)label + 1), data.Weights, degreeOfParallelism: options.Threads);
        return new Measure("averagePrecision", "average precision", value, MetricInterval.Percentile(precisions, options.Level), "bootstrap");
    }

    private Measure Scored(string key, string title, RowScore score)
    {
        var values = new double[data.RowCount];
        for (var row = 0; row < values.Length; row++)
        {
            values[row] = score(data.Probabilities.AsSpan(row * data.ClassCount, data.ClassCount), data.Labels.AsSpan(row, 1), default).Mean;
        }

        var interval = MetricInterval.OfMean(values, data.Weights, options.Level);
        var mean = score(data.Probabilities, data.Labels, data.Weights).Mean;
        return double.IsNaN(interval.Low) ? new Measure(key, title, mean) : new Measure(key, title, mean, interval, "normal");
    }

    private static double Mean(IEnumerable<double> values) => values.Where(value => !double.IsNaN(value)).DefaultIfEmpty(double.NaN).Average();

    private delegate ScoreSum RowScore(ReadOnlySpan<double> probabilities, ReadOnlySpan<int> labels, ReadOnlySpan<double> weights);
}
