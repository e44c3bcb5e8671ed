using System.Numerics;
using Counterweight.Core.Checks;

namespace Counterweight.Metrics.Ranking;

/// <summary>Metrics of a ranking, each in one pass over the points of its curve.</summary>
/// <remarks>
/// Ties count half in areas; equal scores are one point. The same bits come of rows in any order, and of weights times a power of
/// two unless they leave the range of a double. A metric of the positive class is NaN where there is no positive row, one of both
/// classes where either is missing.
/// </remarks>
public static partial class RankingMetrics
{
    /// <summary>Points that all metrics look at before any goes on: they stay in the nearest cache.</summary>
    private const int PointsAtOnce = 1024;

    /// <summary>Area under the ROC curve: the chance that a positive row scores above a negative one, ½ where they are equal.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="curve">The curve.</param>
    public static unsafe double RocAuc<T>(RankingCurve<T> curve)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (double* tp = curve.TruePositives, fp = curve.FalsePositives)
        {
            return Areas(new CurveSpan(tp, fp, curve.Count)).Auc;
        }
    }

    /// <summary>Average precision: Σ (Rᵢ − Rᵢ₋₁)·Pᵢ over points, recall R and precision P; steps, no trapezoids.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="curve">The curve.</param>
    public static unsafe double AveragePrecision<T>(RankingCurve<T> curve)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (double* tp = curve.TruePositives, fp = curve.FalsePositives)
        {
            return Areas(new CurveSpan(tp, fp, curve.Count)).Precision;
        }
    }

    /// <summary>Area under the ROC curve up to a false positive rate, between points by the straight line; as it is, or in McClish's scale, in which ½ is chance and 1 the best.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="curve">The curve.</param>
    /// <param name="maxFalsePositiveRate">In (0, 1].</param>
    /// <param name="isStandardized">Whether in McClish's scale: ½·(1 + (area − max²/2)/(max − max²/2)) (McClish 1989).</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is outside (0, 1].</exception>
    public static unsafe double PartialAuc<T>(RankingCurve<T> curve, double maxFalsePositiveRate, bool isStandardized = true)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.Positive(maxFalsePositiveRate, nameof(maxFalsePositiveRate));
        Guard.AtMost(maxFalsePositiveRate, 1.0);
        double area;
        fixed (double* tp = curve.TruePositives, fp = curve.FalsePositives)
        {
            area = PartialAreas.Below(new CurveSpan(tp, fp, curve.Count), maxFalsePositiveRate);
        }

        var least = maxFalsePositiveRate * maxFalsePositiveRate / 2;
        return isStandardized ? (1 + ((area - least) / (maxFalsePositiveRate - least))) / 2 : area;
    }

    /// <summary>Precision of the first <paramref name="alerts"/> of weight in the ranking: what is expected where equal scores come in random order. 0 where no row is positive, NaN without rows.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="curve">The curve.</param>
    /// <param name="alerts">k, above 0, in the unit of the weights: rows where there are none. Where all rows are fewer, all of them.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of alerts is not above 0.</exception>
    public static double PrecisionAt<T>(RankingCurve<T> curve, double alerts)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.Positive(alerts, nameof(alerts));
        if (curve.Count == 0)
        {
            return double.NaN;
        }

        var last = ThresholdSearch.LastWithin(curve, alerts);
        var inside = curve.At(last);
        if (last == curve.Count - 1 || inside.Alerts == alerts)
        {
            return inside.TruePositives / inside.Alerts;
        }

        var (positive, negative) = (curve.TruePositives[last + 1] - inside.TruePositives, curve.FalsePositives[last + 1] - inside.FalsePositives);
        return (inside.TruePositives + ((alerts - inside.Alerts) * (positive / (positive + negative)))) / alerts;
    }

    /// <summary>The Kolmogorov–Smirnov statistic max |true positive rate − false positive rate|, and the highest threshold where it is reached.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="curve">The curve.</param>
    /// <param name="at">The threshold.</param>
    public static unsafe double KolmogorovSmirnov<T>(RankingCurve<T> curve, out OperatingPoint<T> at)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (double* tp = curve.TruePositives, fp = curve.FalsePositives)
        {
            var objective = new DistanceObjective(curve.Positives, curve.Negatives);
            at = curve.At(HasBoth(curve) ? SweepLoop<DistanceObjective>.Best(new(tp, fp, curve.Count), objective) : -1);
            return Math.Abs(at.Recall - at.FalsePositiveRate);
        }
    }

    /// <summary>All metrics, the curve read once.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="curve">The curve.</param>
    /// <param name="options">What some of them need.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of its range.</exception>
    public static unsafe RankingSummary<T> Summarize<T>(RankingCurve<T> curve, RankingOptions options = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (precision, recall) = (options.LeastPrecision ?? 0, options.LeastRecall ?? 0);
        Guard.Fraction(precision, nameof(options.LeastPrecision));
        Guard.Fraction(recall, nameof(options.LeastRecall));
        var partial = options.MaxFalsePositiveRate is { } rate ? PartialAuc(curve, rate) : double.NaN;
        var atCapacity = options.Alerts is { } alerts ? PrecisionAt(curve, alerts) : double.NaN;
        fixed (double* tp = curve.TruePositives, fp = curve.FalsePositives)
        {
            var span = new CurveSpan(tp, fp, curve.Count);
            var areas = new AreaLoop(span);
            var distances = new SweepLoop<DistanceObjective>(span, new(curve.Positives, curve.Negatives));
            var recalls = new SweepLoop<RecallObjective>(span, new(precision));
            var precisions = new SweepLoop<PrecisionObjective>(span, new(recall, curve.Positives));
            for (var first = 0; first == 0 || first < curve.Count; first += PointsAtOnce)
            {
                var end = Math.Min(first + PointsAtOnce, curve.Count);
                areas.Add(first, end);
                distances.Add(first, end);
                recalls.Add(first, end);
                precisions.Add(first, end);
            }

            var distance = curve.At(HasBoth(curve) ? distances.Index : -1);
            return new()
            {
                RocAuc = Auc(in areas),
                AveragePrecision = Precision(in areas),
                PartialAuc = partial,
                PrecisionAtAlerts = atCapacity,
                KolmogorovSmirnov = Math.Abs(distance.Recall - distance.FalsePositiveRate),
                AtKolmogorovSmirnov = distance,
                AtLeastPrecision = options.LeastPrecision is null ? null : curve.At(curve.Positives > 0 ? recalls.Index : -1),
                AtLeastRecall = options.LeastRecall is null ? null : curve.At(curve.Positives > 0 ? precisions.Index : -1),
            };
        }
    }

    private static (double Auc, double Precision) Areas(CurveSpan curve)
    {
        var loop = new AreaLoop(curve);
        loop.Add(0, curve.Count);
        return (Auc(in loop), Precision(in loop));
    }

    // Rounding may take the sums a last bit beyond what they can be.
    private static double Auc(in AreaLoop areas) => Math.Min(areas.Area / (2 * areas.Positives * areas.Negatives), 1);

    private static double Precision(in AreaLoop areas) => Math.Min(areas.Precision / areas.Positives, 1);

    private static bool HasBoth<T>(RankingCurve<T> curve)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => curve is { Positives: > 0, Negatives: > 0 };
}
