using System.Numerics;
using Counterweight.Core.Checks;

namespace Counterweight.Metrics.Ranking;

/// <content>The ROC curve and the precision–recall curve.</content>
public static partial class RankingMetrics
{
    /// <summary>The ROC curve: for each threshold, from the highest down, both rates; before them (0, 0), where no row is alerted on.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="curve">The curve.</param>
    /// <param name="falsePositiveRates">Where the false positive rates go: as many as points and one. NaN where there is no negative row.</param>
    /// <param name="truePositiveRates">Where the true positive rates go, as many. NaN where there is no positive row.</param>
    /// <remarks>
    /// Element i + 1 belongs to threshold i. No point is left out: scikit-learn drops points on straight lines unless told not to, and calls
    /// the threshold of its first point the highest score plus 1 (before version 1.3), which is a score that alerts on no row.
    /// </remarks>
    /// <exception cref="ArgumentException">A length does not fit, or memory overlaps. Nothing has been written.</exception>
    public static void Roc<T>(RankingCurve<T> curve, Span<double> falsePositiveRates, Span<double> truePositiveRates)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Points(curve, falsePositiveRates, truePositiveRates, nameof(falsePositiveRates), nameof(truePositiveRates));
        var (positives, negatives) = (curve.Positives, curve.Negatives);
        (falsePositiveRates[0], truePositiveRates[0]) = (0 / negatives, 0 / positives);
        for (var i = 0; i < curve.Count; i++)
        {
            falsePositiveRates[i + 1] = curve.FalsePositives[i] / negatives;
            truePositiveRates[i + 1] = curve.TruePositives[i] / positives;
        }
    }

    /// <summary>The precision–recall curve: for each threshold, from the highest down, precision and recall; before them (1, 0), where no row is alerted on.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="curve">The curve.</param>
    /// <param name="precisions">Where the precisions go: as many as points and one.</param>
    /// <param name="recalls">Where the recalls go, as many. NaN where there is no positive row, but for the first.</param>
    /// <remarks>Element i + 1 belongs to threshold i. scikit-learn has the same points in the opposite order, and a recall of 1 where there is no positive row.</remarks>
    /// <exception cref="ArgumentException">A length does not fit, or memory overlaps. Nothing has been written.</exception>
    public static void PrecisionRecall<T>(RankingCurve<T> curve, Span<double> precisions, Span<double> recalls)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Points(curve, precisions, recalls, nameof(precisions), nameof(recalls));
        var positives = curve.Positives;
        (precisions[0], recalls[0]) = (1, 0);
        for (var i = 0; i < curve.Count; i++)
        {
            var above = curve.TruePositives[i];
            precisions[i + 1] = above / (above + curve.FalsePositives[i]);
            recalls[i + 1] = above / positives;
        }
    }

    private static void Points<T>(RankingCurve<T> curve, Span<double> one, Span<double> other, string name, string otherName)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.SameLength(one.Length, curve.Count + 1L, name, nameof(curve));
        Guard.SameLength(other.Length, curve.Count + 1L, otherName, nameof(curve));
        Guard.Disjoint<double, double>(one, other, name, otherName);
        Apart(curve, one, name);
        Apart(curve, other, otherName);
    }

    private static void Apart<T>(RankingCurve<T> curve, ReadOnlySpan<double> output, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.Disjoint(output, curve.Thresholds, name, nameof(curve));
        Guard.Disjoint(output, curve.TruePositives, name, nameof(curve));
        Guard.Disjoint(output, curve.FalsePositives, name, nameof(curve));
    }
}
