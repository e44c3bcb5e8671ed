using System.Numerics;
using Counterweight.Core.Checks;

namespace Counterweight.Metrics.Ranking;

/// <summary>Exact searches of all thresholds of a curve for the best one: alert where the score is at least the threshold.</summary>
/// <remarks>
/// Every point of the curve is a candidate, and so is alerting on no row. Of thresholds that are worth the same the highest is
/// returned, which alerts on the fewest rows; no alert goes before all others. Time is linear in points.
/// </remarks>
public static class ThresholdSearch
{
    /// <summary>The threshold of least cost.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="curve">The curve.</param>
    /// <param name="costs">The cost matrix, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A cost is not finite.</exception>
    public static unsafe OperatingPoint<T> LeastCost<T>(RankingCurve<T> curve, AlertCosts costs)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Finite(costs.FalsePositive, "costs.FalsePositive");
        Finite(costs.FalseNegative, "costs.FalseNegative");
        Finite(costs.TruePositive, "costs.TruePositive");
        Finite(costs.TrueNegative, "costs.TrueNegative");
        fixed (double* tp = curve.TruePositives, fp = curve.FalsePositives)
        {
            return curve.At(SweepLoop<CostObjective>.Best(new(tp, fp, curve.Count), new(costs, curve.Positives + curve.Negatives)));
        }
    }

    /// <summary>The threshold of greatest F-beta; no alert where there is no positive row.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="curve">The curve.</param>
    /// <param name="beta">How many times recall counts for precision: finite, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">β is negative, NaN or infinite.</exception>
    public static unsafe OperatingPoint<T> BestFBeta<T>(RankingCurve<T> curve, double beta = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.Weight(beta, nameof(beta));
        fixed (double* tp = curve.TruePositives, fp = curve.FalsePositives)
        {
            return curve.At(SweepLoop<FBetaObjective>.Best(new(tp, fp, curve.Count), new(beta, curve.Positives)));
        }
    }

    /// <summary>The threshold of greatest recall among those whose precision is at least so high; no alert where none is.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="curve">The curve.</param>
    /// <param name="leastPrecision">In [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">The precision is outside [0, 1].</exception>
    public static unsafe OperatingPoint<T> RecallAtPrecision<T>(RankingCurve<T> curve, double leastPrecision)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.Fraction(leastPrecision, nameof(leastPrecision));
        fixed (double* tp = curve.TruePositives, fp = curve.FalsePositives)
        {
            return curve.At(SweepLoop<RecallObjective>.Best(new(tp, fp, curve.Count), new(leastPrecision)));
        }
    }

    /// <summary>The threshold of greatest precision among those whose recall is at least so high; no alert where there is no positive row, or the recall may be 0.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="curve">The curve.</param>
    /// <param name="leastRecall">In [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">The recall is outside [0, 1].</exception>
    public static unsafe OperatingPoint<T> PrecisionAtRecall<T>(RankingCurve<T> curve, double leastRecall)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.Fraction(leastRecall, nameof(leastRecall));
        fixed (double* tp = curve.TruePositives, fp = curve.FalsePositives)
        {
            return curve.At(curve.Positives > 0 ? SweepLoop<PrecisionObjective>.Best(new(tp, fp, curve.Count), new(leastRecall, curve.Positives)) : -1);
        }
    }

    /// <summary>The lowest threshold that alerts on no more than a capacity, such as the alerts that can be looked at in a day.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="curve">The curve.</param>
    /// <param name="alerts">The capacity, at least 0, in the unit of the weights: rows where there are none.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is negative or NaN.</exception>
    public static OperatingPoint<T> WithCapacity<T>(RankingCurve<T> curve, double alerts)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (!(alerts >= 0))
        {
            throw new ArgumentOutOfRangeException(nameof(alerts), alerts, Guard.Text($"alerts is {alerts}; it must be at least 0."));
        }

        return curve.At(LastWithin(curve, alerts));
    }

    /// <summary>The last point of no more than so many alerts, −1 where none is.</summary>
    internal static int LastWithin<T>(RankingCurve<T> curve, double alerts)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (low, high) = (0, curve.Count);
        while (low < high)
        {
            var middle = (int)(((uint)low + (uint)high) / 2);
            (low, high) = curve.TruePositives[middle] + curve.FalsePositives[middle] <= alerts ? (middle + 1, high) : (low, middle);
        }

        return low - 1;
    }

    private static void Finite(double cost, string name) => Guard.Parameter(double.IsFinite(cost), cost, name, "be finite");
}
