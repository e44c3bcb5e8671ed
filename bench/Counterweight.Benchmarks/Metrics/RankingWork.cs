using Counterweight.Benchmarks.Timing;
using Counterweight.Benchmarks.Trees;
using Counterweight.Metrics.Ranking;
using Counterweight.Metrics.Ranking.Intervals;

namespace Counterweight.Benchmarks.Metrics;

/// <summary>Metrics of a ranking of scores s with labels y and perhaps weights w, from the scores on: the sort is timed too.</summary>
internal sealed class RankingWork : ServedTreeWork
{
    private const int Alerts = 1000;
    private const double Fraction = 0.5;

    private readonly float[] scores;
    private readonly int[] labels;
    private readonly float[] weights;
    private readonly int replicates;
    private readonly Func<RankingWork, int, double[]> measure;
    private readonly float[] thresholds;
    private readonly double[] truePositives;
    private readonly double[] falsePositives;
    private readonly long[] workspace;
    private readonly double[] precisions;
    private readonly double[] recalls;
    private double[] result = [];

    public RankingWork(TreeRequest request)
    {
        measure = request.OneOf<Func<RankingWork, int, double[]>>(
            "of",
            Areas,
            ("areas", Areas),
            ("auc", Auc),
            ("all", All),
            ("sweep", Sweep),
            ("bootstrap", Bootstrap));
        replicates = request.Positive("replicates", 1000);
        var isWeighted = request.OneOf("weights", false, ("yes", true), ("no", false));
        request.RefuseOthers();
        labels = RawArray.Read<int>(request.Directory, "y.i32");
        scores = RawArray.Read<float>(request.Directory, "s.f32", labels.Length);
        weights = isWeighted ? RawArray.Read<float>(request.Directory, "w.f32", labels.Length) : [];
        thresholds = new float[labels.Length];
        truePositives = new double[labels.Length];
        falsePositives = new double[labels.Length];
        workspace = new long[ScoreRanking.WorkspaceLength<float>(labels.Length)];
        precisions = new double[labels.Length + 1];
        recalls = new double[labels.Length + 1];
    }

    public override double Seconds(int threads, TimeSpan budget, Clock clock) => InterleavedTimer.SecondsPerCall([() => result = measure(this, threads)], budget, clock)[0];

    public override void WriteResults(string directory) => RawArray.Write<double>(directory, "metric.f64", result);

    private RankingCurve<float> Curve() => ScoreRanking.Build(scores, labels, thresholds, truePositives, falsePositives, workspace, weights);

    private static double[] Areas(RankingWork work, int threads)
    {
        var curve = work.Curve();
        return [RankingMetrics.RocAuc(curve), RankingMetrics.AveragePrecision(curve)];
    }

    private static double[] Auc(RankingWork work, int threads) => [RankingMetrics.RocAuc(work.Curve())];

    private static double[] All(RankingWork work, int threads)
    {
        var options = new RankingOptions { MaxFalsePositiveRate = Fraction, Alerts = Alerts, LeastPrecision = Fraction, LeastRecall = Fraction };
        return [RankingMetrics.Summarize(work.Curve(), options).RocAuc];
    }

    /// <summary>What precision_recall_curve gives, and of all thresholds the one of the greatest F1.</summary>
    private static double[] Sweep(RankingWork work, int threads)
    {
        var curve = work.Curve();
        RankingMetrics.PrecisionRecall(curve, work.precisions.AsSpan(0, curve.Count + 1), work.recalls.AsSpan(0, curve.Count + 1));
        var best = ThresholdSearch.BestFBeta(curve);
        return [2 * best.Precision * best.Recall / (best.Precision + best.Recall)];
    }

    /// <summary>The mean and the standard deviation of replicates.</summary>
    private static double[] Bootstrap(RankingWork work, int threads)
    {
        var aucs = new double[work.replicates];
        RankingBootstrap.Areas(work.scores, work.labels, aucs, [], new(1), work.weights, degreeOfParallelism: threads);
        var mean = aucs.Average();
        return [mean, Math.Sqrt(aucs.Average(auc => (auc - mean) * (auc - mean)))];
    }
}
