using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Core.Numerics;
using Counterweight.Elementwise;
using Counterweight.Weighting;

namespace Counterweight.Decisions.Guarantees;

/// <summary>
/// Thresholds with a guarantee: of the class to protect, at most a fraction α of all rows to come is answered wrongly, with a probability of at least 1 − δ over the draw of the
/// held-out rows. Nothing is presumed of the scores or of the other class.
/// </summary>
/// <remarks>
/// The held-out rows are of the class to protect alone, took no part in the fit, and are drawn independently as the rows to come are. The threshold is one of their scores, by its rank. With
/// scores that repeat the promise holds too, as long as a score at the threshold is answered as each entry says. Source: X. Tong, Y. Feng, J. J. Li, Neyman–Pearson Classification Algorithms and NP
/// Receiver Operating Characteristics, 2018, proposition 1.
/// </remarks>
public static class NeymanPearson
{
    /// <summary>Numbers of rows up to which the least one is made exact; beyond, they are rounded to doubles.</summary>
    private const long ExactRows = 1L << 40;

    /// <summary>The threshold that misses at most α of class 1: the answer is 1 where a score is at least the threshold (≥).</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="scores">Scores of held-out rows of class 1, of any scale, not NaN: at least <see cref="LeastRows"/>.</param>
    /// <param name="missRate">α, in (0, 1).</param>
    /// <param name="risk">δ, the probability that more are missed, in (0, 1).</param>
    /// <exception cref="ArgumentException">There are too few rows (the message says how many it takes).</exception>
    /// <exception cref="ArgumentOutOfRangeException">A rate is out of its range, or a score is NaN.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static NeymanPearsonThreshold MissThreshold<T>(ReadOnlySpan<T> scores, double missRate, double risk)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rank = CheckedRank(scores, missRate, nameof(missRate), risk);
        return Of(scores, rank, rank, missRate);
    }

    /// <summary>The threshold that gives false alarms for at most α of class 0: the answer is 1 where a score is greater than the threshold (&gt;).</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="scores">Scores of held-out rows of class 0, of any scale, not NaN: at least <see cref="LeastRows"/>.</param>
    /// <param name="falseAlarmRate">α, in (0, 1).</param>
    /// <param name="risk">δ, the probability that there are more, in (0, 1).</param>
    /// <exception cref="ArgumentException">There are too few rows (the message says how many it takes).</exception>
    /// <exception cref="ArgumentOutOfRangeException">A rate is out of its range, or a score is NaN.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static NeymanPearsonThreshold FalseAlarmThreshold<T>(ReadOnlySpan<T> scores, double falseAlarmRate, double risk)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rank = CheckedRank(scores, falseAlarmRate, nameof(falseAlarmRate), risk);
        return Of(scores, rank, scores.Length + 1 - rank, falseAlarmRate);
    }

    /// <summary>The fewest held-out rows for a promise, ⌈ln δ/ln(1 − α)⌉: with fewer not even the most extreme score keeps it.</summary>
    /// <param name="errorRate">α, in (0, 1).</param>
    /// <param name="risk">δ, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A rate is out of its range.</exception>
    public static long LeastRows(double errorRate, double risk)
    {
        DecisionChecks.Inside(errorRate, nameof(errorRate));
        DecisionChecks.Inside(risk, nameof(risk));
        var log = NumberMath.Log1p(-errorRate);
        var quotient = Math.Ceiling(NumberMath.Log(risk) / log);
        if (quotient >= ExactRows)
        {
            return quotient >= long.MaxValue ? long.MaxValue : (long)quotient;
        }

        // Of rounded logarithms: the power decides.
        var rows = Math.Max(1, (long)quotient);
        while (rows > 1 && NumberMath.Exp((rows - 1) * log) <= risk)
        {
            rows--;
        }

        while (NumberMath.Exp(rows * log) > risk)
        {
            rows++;
        }

        return rows;
    }

    /// <summary>The greatest rank whose score keeps the promise, counted from 1 at the most extreme score: the lowest where misses are limited, the greatest where false alarms are.</summary>
    /// <param name="rows">Held-out rows n: at least <see cref="LeastRows"/>.</param>
    /// <param name="errorRate">α, in (0, 1).</param>
    /// <param name="risk">δ, in (0, 1).</param>
    /// <exception cref="ArgumentException">There are too few rows (the message says how many it takes).</exception>
    /// <exception cref="ArgumentOutOfRangeException">A rate is out of its range.</exception>
    public static int Rank(int rows, double errorRate, double risk)
    {
        var least = LeastRows(errorRate, risk);
        if (rows < least)
        {
            throw new ArgumentException(Guard.Text($"There are {rows} rows of the class to protect; for an error rate of {errorRate} and a risk of {risk} it takes {least}."), nameof(rows));
        }

        var (low, high) = (1, rows);
        while (low < high)
        {
            var middle = high - ((high - low) / 2);
            if (ViolationProbability(rows, middle, errorRate) <= risk)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }

    /// <summary>The probability that the score of a rank errs on more than α of the class, Σ_{j &lt; rank} C(n, j)·αʲ·(1 − α)ⁿ⁻ʲ; of scores that repeat it is at most that.</summary>
    /// <remarks>Maximum error: 10⁻⁹ of it, and 10⁻¹⁵ where it is above ½.</remarks>
    /// <param name="rows">Held-out rows n, at least 1.</param>
    /// <param name="rank">The rank as <see cref="Rank"/> counts it, from 1 to n.</param>
    /// <param name="errorRate">α, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static double ViolationProbability(int rows, int rank, double errorRate)
    {
        Guard.AtLeast(rows, 1);
        Guard.AtLeast(rank, 1);
        Guard.AtMost(rank, rows);
        DecisionChecks.Inside(errorRate, nameof(errorRate));
        return BinomialTail.AtMost(rows, rank - 1, errorRate);
    }

    private static int CheckedRank<T>(ReadOnlySpan<T> scores, double errorRate, string name, double risk)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ElementType<T>();
        DecisionChecks.Inside(errorRate, name);
        DecisionChecks.Inside(risk, nameof(risk));
        var least = LeastRows(errorRate, risk);
        if (scores.Length < least)
        {
            throw new ArgumentException(Guard.Text($"scores has {scores.Length} rows of the class to protect; for a {name} of {errorRate} and a risk of {risk} it takes {least}."), nameof(scores));
        }

        Guard.Elements(default(NumberCheck<T>), scores, nameof(scores), "a score must be a number");
        return Rank(scores.Length, errorRate, risk);
    }

    private static NeymanPearsonThreshold Of<T>(ReadOnlySpan<T> scores, int rank, int fromLowest, double errorRate)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        new(double.CreateTruncating(RankSelectionLoop.Smallest(scores, fromLowest)), rank, scores.Length, ViolationProbability(scores.Length, rank, errorRate));
}
