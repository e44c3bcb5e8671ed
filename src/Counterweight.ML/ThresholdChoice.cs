using Counterweight.Metrics.Ranking;

namespace Counterweight.ML;

/// <summary>How a threshold is chosen among those of the rows that it is fitted to: alarms are raised where the score is at least the threshold.</summary>
public sealed class ThresholdChoice
{
    private readonly Func<double[], int[], double[], double> choose;

    private ThresholdChoice(Func<double[], int[], double[], double> choose) => this.choose = choose;

    /// <summary>A threshold of one's own.</summary>
    /// <param name="threshold">Any number but NaN.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is NaN.</exception>
    public static ThresholdChoice Fixed(double threshold) => double.IsNaN(threshold)
        ? throw Refuse.OutOfRange($"threshold is NaN; it must be a number.", nameof(threshold))
        : new((_, _, _) => threshold);

    /// <summary>The threshold of least cost.</summary>
    /// <param name="falsePositive">Cost of a false alarm, finite.</param>
    /// <param name="falseNegative">Cost of a missed positive, finite.</param>
    /// <exception cref="ArgumentOutOfRangeException">A cost is not finite.</exception>
    public static ThresholdChoice LeastCost(double falsePositive, double falseNegative)
    {
        Finite(falsePositive, nameof(falsePositive));
        Finite(falseNegative, nameof(falseNegative));
        return Of(curve => ThresholdSearch.LeastCost(curve, new AlertCosts(falsePositive, falseNegative)));
    }

    /// <summary>The threshold of the best F-beta, the weighted harmonic mean of precision and recall.</summary>
    /// <param name="beta">What recall counts beside precision, above 0 and finite: 1 for F1.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is out of its range.</exception>
    public static ThresholdChoice BestFBeta(double beta = 1) => beta > 0 && double.IsFinite(beta)
        ? Of(curve => ThresholdSearch.BestFBeta(curve, beta))
        : throw Refuse.OutOfRange($"beta is {beta}; it must be above 0 and finite.", nameof(beta));

    /// <summary>The threshold of the best recall whose precision is at least a number.</summary>
    /// <param name="leastPrecision">In [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">It is out of its range.</exception>
    public static ThresholdChoice RecallAtPrecision(double leastPrecision)
    {
        Fraction(leastPrecision, nameof(leastPrecision));
        return Of(curve => ThresholdSearch.RecallAtPrecision(curve, leastPrecision));
    }

    /// <summary>The threshold of the best precision whose recall is at least a number.</summary>
    /// <param name="leastRecall">In [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">It is out of its range.</exception>
    public static ThresholdChoice PrecisionAtRecall(double leastRecall)
    {
        Fraction(leastRecall, nameof(leastRecall));
        return Of(curve => ThresholdSearch.PrecisionAtRecall(curve, leastRecall));
    }

    /// <summary>The threshold that raises as many alarms as can be handled, or fewer where scores are equal.</summary>
    /// <param name="share">Alarms as a share of all rows, in [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">It is out of its range.</exception>
    public static ThresholdChoice WithCapacity(double share)
    {
        Fraction(share, nameof(share));
        return Of(curve => ThresholdSearch.WithCapacity(curve, share * (curve.Positives + curve.Negatives)));
    }

    /// <summary>The threshold for scored rows.</summary>
    internal double Choose(double[] scores, int[] labels, double[] weights) => choose(scores, labels, weights);

    private static ThresholdChoice Of(Search search) => new((scores, labels, weights) => search(ScoreRanking.Create<double>(scores, labels, weights)).Threshold);

    private static void Finite(double cost, string name)
    {
        if (!double.IsFinite(cost))
        {
            throw Refuse.OutOfRange($"{name} is {cost}; it must be finite.", name);
        }
    }

    private static void Fraction(double fraction, string name)
    {
        if (!(fraction is >= 0 and <= 1))
        {
            throw Refuse.OutOfRange($"{name} is {fraction}; it must be in [0, 1].", name);
        }
    }

    private delegate OperatingPoint<double> Search(RankingCurve<double> curve);
}
