using System.Numerics;
using Counterweight.Metrics.Ranking;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Metrics.Ranking;

/// <summary>All metrics of a ranking, each by itself and together; in full with weights.</summary>
public sealed class RankingMetricsCase<T>(LossVariant variant = LossVariant.Plain) : RankingCase<T>(variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double MaxRate = 0.3;
    private const double LeastPrecision = 0.4;
    private const double LeastRecall = 0.45;
    private const double Alerts = 10;

    /// <inheritdoc/>
    public override string Name => IsWeighted ? "ranking-metrics-weighted" : "ranking-metrics";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers =>
    [
        "RankingMetrics.RocAuc", "RankingMetrics.AveragePrecision", "RankingMetrics.PartialAuc", "RankingMetrics.PrecisionAt",
        "RankingMetrics.KolmogorovSmirnov", "RankingMetrics.Summarize", "ThresholdSearch.RecallAtPrecision", "ThresholdSearch.PrecisionAtRecall",
    ];

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var metrics = operands.Span<double>("metrics");
        var curve = Curve(operands);
        metrics[0] = RankingMetrics.RocAuc(curve);
        metrics[1] = RankingMetrics.AveragePrecision(curve);
        metrics[2] = RankingMetrics.PartialAuc(curve, MaxRate);
        metrics[3] = RankingMetrics.PrecisionAt(curve, Alerts);
        metrics[4] = RankingMetrics.KolmogorovSmirnov(curve, out _);
        metrics[5] = ThresholdSearch.RecallAtPrecision(curve, LeastPrecision).Recall;
        metrics[6] = ThresholdSearch.PrecisionAtRecall(curve, LeastRecall).Precision;
        var all = RankingMetrics.Summarize(curve, new() { MaxFalsePositiveRate = MaxRate, Alerts = Alerts, LeastPrecision = LeastPrecision, LeastRecall = LeastRecall });
        metrics = metrics[7..];
        (metrics[0], metrics[1], metrics[2], metrics[3]) = (all.RocAuc, all.AveragePrecision, all.PartialAuc, all.PrecisionAtAlerts);
        (metrics[4], metrics[5], metrics[6]) = (all.KolmogorovSmirnov, all.AtLeastPrecision!.Value.Recall, all.AtLeastRecall!.Value.Precision);
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var points = ScalarPoints(operands);
        var (area, x, y) = (0.0, 0.0, 0.0);
        foreach (var (_, tp, fp) in points)
        {
            area += (fp - x) * (tp + y) / 2;
            (x, y) = (fp, tp);
        }

        Store(operands, points, area / x / y);
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var (scores, labels, weights) = Rows(operands);
        var values = Values(RankingReference.Points(scores, labels, weights), RankingReference.PairCount(scores, labels, weights));
        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["metrics"] = new([.. values, .. values], [.. values.Select(_ => 1.0), .. values.Select(_ => 1.0)]) };
    }

    /// <summary>The reference sums up to 257² pairs in plain double.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Probability, Epsilons: 64 * OfDouble);

    /// <inheritdoc/>
    protected override IReadOnlyList<Operand> Results(Shape shape) => [new("metrics", typeof(double), 14, IsOutput: true, IsResult: true)];

    private static void Store(OperandSet operands, IReadOnlyList<RankingPoint> points, double auc)
    {
        var values = Values(points, auc);
        values.CopyTo(operands.Span<double>("metrics"));
        values.CopyTo(operands.Span<double>("metrics")[7..]);
    }

    private static double[] Values(IReadOnlyList<RankingPoint> points, double auc)
    {
        var (positives, recall, precision) = (points.Count == 0 ? 0 : points[^1].TruePositives, 0.0, -1.0);
        foreach (var (_, tp, fp) in points)
        {
            recall = tp / (tp + fp) >= LeastPrecision ? Math.Max(recall, tp / positives) : recall;
            precision = tp / positives >= LeastRecall ? Math.Max(precision, tp / (tp + fp)) : precision;
        }

        return
        [
            auc,
            RankingReference.AveragePrecision(points),
            RankingReference.PartialAuc(points, MaxRate),
            PrecisionAtAlerts(points),
            RankingReference.Distance(points),
            positives == 0 ? double.NaN : recall,
            positives == 0 ? 1 : precision,
        ];
    }

    /// <summary>Alerts are given to points in turn; the last point that gets some gets them in the proportion of its classes.</summary>
    private static double PrecisionAtAlerts(IReadOnlyList<RankingPoint> points)
    {
        var (given, right, before) = (0.0, 0.0, (TruePositives: 0.0, FalsePositives: 0.0));
        foreach (var (_, tp, fp) in points)
        {
            var total = tp + fp - before.TruePositives - before.FalsePositives;
            var share = total == 0 ? 0 : Math.Min((Alerts - given) / total, 1);
            right += share * (tp - before.TruePositives);
            given = Math.Min(tp + fp, Alerts);
            before = (tp, fp);
        }

        return right / given;
    }
}
