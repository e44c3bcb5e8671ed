using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Elementwise;

namespace Counterweight.Weighting.Adaptive;

/// <summary>
/// Weights of rows as AdaBoost changes them, round by round: kept as logarithms, whose greatest is 0 after a step, so that no number of rounds
/// overflows them or leaves all at 0.
/// </summary>
/// <remarks>
/// e = Σ_{wrong} w/Σ w, α = rate·(ln((1 − e)/e) + ln(K − 1)), ln w ← ln w + α for rows answered wrongly. A row of log weight −∞ has no
/// weight and stays so. Start from zeros, or from logarithms of sample weights. Source: J. Zhu, H. Zou, S. Rosset, T. Hastie, Multi-class
/// AdaBoost, 2009, algorithm 2.
/// </remarks>
public static class SammeWeights
{
    /// <summary>Raises the log weights of rows answered wrongly; of none, or of answers no better than chance, it leaves all as they are.</summary>
    /// <remarks>Sums of weights are in double, the same bits on every machine. Log weights are rounded once.</remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="labels">One class a row, in [0, K).</param>
    /// <param name="answers">The class that the new model gives each row, in [0, K).</param>
    /// <param name="classCount">K, at least 2.</param>
    /// <param name="logWeights">One log weight a row, finite or −∞, one of them finite; changed in place.</param>
    /// <param name="learningRate">Factor of α, finite and above 0.</param>
    /// <exception cref="ArgumentException">A length is wrong, no row has weight, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range. Nothing has been written.</exception>
    public static SammeStep Step<T>(ReadOnlySpan<int> labels, ReadOnlySpan<int> answers, int classCount, Span<T> logWeights, double learningRate = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => StepOf(labels, answers, classCount, logWeights, learningRate);

    /// <inheritdoc cref="Step{T}(ReadOnlySpan{int}, ReadOnlySpan{int}, int, Span{T}, double)"/>
    [OverloadResolutionPriority(-1)]
    public static SammeStep Step<T>(ReadOnlySpan<long> labels, ReadOnlySpan<long> answers, int classCount, Span<T> logWeights, double learningRate = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => StepOf(labels, answers, classCount, logWeights, learningRate);

    /// <summary>Weights of mean 1 of log weights: e^l over its mean.</summary>
    /// <remarks>Maximum error: 0.51 ulp (float); 2 + √n/30 ε (double), and ½ ε for every unit between a log weight and the greatest.</remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="logWeights">One log weight a row, finite or −∞, one of them finite.</param>
    /// <param name="destination">One weight a row, at least 0; may be the memory of <paramref name="logWeights"/>.</param>
    /// <exception cref="ArgumentException">A length is wrong, no row has weight, or memory overlaps otherwise. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A log weight is NaN or +∞. Nothing has been written.</exception>
    public static void ToWeights<T>(ReadOnlySpan<T> logWeights, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ElementType<T>();
        Guard.SameLength(destination.Length, logWeights.Length, nameof(destination), nameof(logWeights));
        Guard.NoPartialOverlap(destination, logWeights, nameof(destination), nameof(logWeights));
        CheckLogWeights(logWeights, nameof(logWeights));
        var greatest = LogWeightLoop.Greatest(logWeights, 1, []);
        CheckAny(greatest, nameof(logWeights));
        var factor = logWeights.Length / LogWeightLoop.Sum(logWeights, 1, greatest, [], default);
        LogWeightLoop.Write(logWeights, 1, greatest, factor, [], destination);
    }

    private const double MostRate = 1e100;

    private static SammeStep StepOf<TLabel, T>(ReadOnlySpan<TLabel> labels, ReadOnlySpan<TLabel> answers, int classCount, Span<T> logWeights, double learningRate)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ElementType<T>();
        Guard.AtLeast(classCount, 2);
        Guard.Parameter(learningRate > 0 && learningRate <= MostRate, learningRate, nameof(learningRate), "be above 0 and at most 1e100");
        Guard.SameLength(answers.Length, labels.Length, nameof(answers), nameof(labels));
        Guard.SameLength(logWeights.Length, labels.Length, nameof(logWeights), nameof(labels));
        Guard.Disjoint<T, TLabel>(logWeights, labels, nameof(logWeights), nameof(labels));
        Guard.Disjoint<T, TLabel>(logWeights, answers, nameof(logWeights), nameof(answers));
        Guard.Labels(labels, classCount, null, nameof(labels));
        Guard.Labels(answers, classCount, null, nameof(answers));
        CheckLogWeights(logWeights, nameof(logWeights));
        var (right, wrong) = SammeLoop.Greatest<TLabel, T>(labels, answers, logWeights);
        CheckAny(Math.Max(right, wrong), nameof(logWeights));
        var sums = SammeLoop.Sums<TLabel, T>(labels, answers, logWeights, Math.Max(right, wrong));
        var error = sums.Wrong / (sums.Right + sums.Wrong);
        if (error <= 0)
        {
            return new(error, double.PositiveInfinity, SammeOutcome.Perfect);
        }

        // (1 − e)(K − 1)/e, of which the logarithm is α: at most 1 where the answers are no better than chance.
        var odds = sums.Right * (classCount - 1.0) / sums.Wrong;
        if (odds <= 1 || error >= 1 - (1.0 / classCount))
        {
            return new(error, 0, SammeOutcome.NoBetterThanChance);
        }

        // Where the odds are beyond a double, their logarithm is not.
        Span<double> log = double.IsFinite(odds) ? [odds, 1] : [sums.Right * (classCount - 1.0), sums.Wrong];
        VectorMath.Log(log, log);
        var alpha = learningRate * (log[0] - log[1]);
        SammeLoop.Update(labels, answers, logWeights, alpha, Math.Max(right, wrong + alpha));
        return new(error, alpha, SammeOutcome.Updated);
    }

    private static void CheckLogWeights<T>(ReadOnlySpan<T> logWeights, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Guard.Elements(default(LogWeightCheck<T>), logWeights, name, "a log weight must be finite or -Infinity");

    private static void CheckAny(double greatest, string name)
    {
        if (double.IsNegativeInfinity(greatest))
        {
            throw new ArgumentException("No row has weight: there are none, or all log weights are -Infinity.", name);
        }
    }
}
