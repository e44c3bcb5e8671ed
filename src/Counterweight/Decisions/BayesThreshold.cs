using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Core.Simd;

namespace Counterweight.Decisions;

/// <summary>
/// The probability above which answering 1 of two classes costs less than answering 0, if probabilities are calibrated. The answer is 1
/// where the probability of class 1 is greater than the threshold; where they are equal both cost the same, and the answer is 0, the lower class.
/// </summary>
public static class BayesThreshold
{
    /// <summary>The threshold of a cost matrix, (c₁₀ − c₀₀)/(c₁₀ − c₀₀ + c₀₁ − c₁₁), where c_jc is the cost of answering j where c is right.</summary>
    /// <remarks>
    /// Where right answers cost nothing it is C_FP/(C_FP + C_FN). Where answering 1 costs less even if 0 is right, and no more if 1 is right, it is −∞:
    /// always 1. Where answering 0 costs less even if 1 is right, and no more if 0 is right, it is +∞: always 0. Maximum error: 3 ulp. Source: C. Elkan,
    /// The Foundations of Cost-Sensitive Learning, 2001, section 1.2.
    /// </remarks>
    /// <param name="costs">Costs of two classes.</param>
    /// <exception cref="ArgumentNullException"><paramref name="costs"/> is null.</exception>
    /// <exception cref="ArgumentException">There are not two classes, all answers cost the same, or wrong answers cost less than right ones for both classes, so that 1 would be the answer below a threshold.</exception>
    public static double Of(CostMatrix costs)
    {
        ArgumentNullException.ThrowIfNull(costs);
        if (costs.ClassCount != 2)
        {
            throw new ArgumentException(Guard.Text($"costs has {costs.ClassCount} classes; a threshold is of two."), nameof(costs));
        }

        var (falseAlarm, miss) = (costs[0, 1] - costs[0, 0], costs[1, 0] - costs[1, 1]);
        if (falseAlarm == 0 && miss == 0)
        {
            throw new ArgumentException("Both answers cost the same for both classes: no threshold is better than another.", nameof(costs));
        }

        if (falseAlarm < 0 && miss < 0)
        {
            throw new ArgumentException("Wrong answers cost less than right ones for both classes: 1 would be the answer below a threshold. Are rows and columns of costs exchanged?", nameof(costs));
        }

        return falseAlarm < 0 ? double.NegativeInfinity : miss < 0 ? double.PositiveInfinity : falseAlarm / (falseAlarm + miss);
    }

    /// <summary>The threshold of each row by its own costs, a/(a + m): a transaction's amount is what it costs to miss it.</summary>
    /// <remarks>A row of which neither mistake costs anything has +∞: its answer is 0. Maximum error: 1.5 ulp. Source: C. Elkan, The Foundations of Cost-Sensitive Learning, 2001, section 1.2.</remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="falseAlarmCosts">a, one for all rows or one a row: what answering 1 costs where 0 is right, beside the right answer. At least 0, at most half of the greatest number.</param>
    /// <param name="missCosts">m, one for all rows or one a row: what answering 0 costs where 1 is right, beside the right answer. At least 0, at most half of the greatest number.</param>
    /// <param name="destination">One threshold a row; may be the memory of either, where that has one a row.</param>
    /// <exception cref="ArgumentException">A length is neither 1 nor the number of rows, or memory overlaps otherwise. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A cost is out of its range. Nothing has been written.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void PerRow<T>(ReadOnlySpan<T> falseAlarmCosts, ReadOnlySpan<T> missCosts, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ElementType<T>();
        DecisionChecks.RowCosts(falseAlarmCosts, destination.Length, nameof(falseAlarmCosts));
        DecisionChecks.RowCosts(missCosts, destination.Length, nameof(missCosts));
        DecisionChecks.MayReplace(destination, falseAlarmCosts, nameof(falseAlarmCosts));
        DecisionChecks.MayReplace(destination, missCosts, nameof(missCosts));
        var loop = new RowThresholdLoop<T>(default, falseAlarmCosts, missCosts, destination);
        BlockDispatch.Run<RowThresholdLoop<T>, T>(ref loop);
    }

    /// <summary>
    /// The threshold for scores as they are, in place of <paramref name="threshold"/> for scores that were corrected to other priors: an operating point
    /// for a place where class 1 occurs at another rate, without touching the scores.
    /// </summary>
    /// <remarks>
    /// With p the probability of a model trained at one rate and p' what <see cref="Weighting.Priors.PriorShift.BinaryProbabilities{T}"/> makes of it,
    /// p' is above the threshold exactly where p is above the result. 0, 1 and infinities stay. Maximum error: 4 ulp and that of 1 − t. Source: M. Saerens, P. Latinne,
    /// C. Decaestecker, Adjusting the Outputs of a Classifier to New a Priori Probabilities, 2002, equation 2.4.
    /// </remarks>
    /// <param name="threshold">t, the threshold for corrected probabilities, such as of <see cref="Of"/>: in [0, 1], or infinite.</param>
    /// <param name="trainedRate">The share of class 1 in the rows trained on, by weight: in (0, 1).</param>
    /// <param name="deployedRate">The share of class 1 where the model is used: in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static double ForPriors(double threshold, double trainedRate, double deployedRate)
    {
        Guard.Parameter((threshold >= 0 && threshold <= 1) || double.IsInfinity(threshold), threshold, nameof(threshold), "lie in [0, 1], or be infinite");
        DecisionChecks.Inside(trainedRate, nameof(trainedRate));
        DecisionChecks.Inside(deployedRate, nameof(deployedRate));
        if (double.IsInfinity(threshold))
        {
            return threshold;
        }

        // The exponents apart: products of three small rates vanish.
        var above = Mantissa(threshold, out var ofThreshold) * Mantissa(trainedRate, out var ofTrained) * Mantissa(1 - deployedRate, out var ofOthers);
        var below = Mantissa(1 - threshold, out var ofRest) * Mantissa(1 - trainedRate, out var ofUntrained) * Mantissa(deployedRate, out var ofDeployed);
        var exponent = ofThreshold + ofTrained + ofOthers - ofRest - ofUntrained - ofDeployed;
        return exponent > 0 ? above / (above + Math.ScaleB(below, -exponent)) : Math.ScaleB(above, exponent) / (Math.ScaleB(above, exponent) + below);
    }

    private static double Mantissa(double number, out int exponent)
    {
        exponent = number > 0 ? Math.ILogB(number) : 0;
        return Math.ScaleB(number, -exponent);
    }
}
