using System.Numerics;

namespace Counterweight.Reference.Losses.Overlap;

/// <summary>Tversky loss from its definition.</summary>
public static class OverlapReference
{
    /// <summary>Σ w·t·p, Σ w(1 − t)p, Σ w·t(1 − p) over rows of positive weight; no weights are all ones.</summary>
    public static (double TruePositives, double FalsePositives, double FalseNegatives) Sum<TNumber>(
        ReadOnlySpan<TNumber> scores, ReadOnlySpan<TNumber> targets, ReadOnlySpan<TNumber> weights)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        var (truePositives, falsePositives, falseNegatives) = (0.0, 0.0, 0.0);
        for (var i = 0; i < scores.Length; i++)
        {
            var weight = weights.IsEmpty ? TNumber.One : weights[i];
            if (weight > TNumber.Zero)
            {
                var (p, q) = Probabilities(scores[i]);
                truePositives += double.CreateTruncating(weight * targets[i] * p);
                falsePositives += double.CreateTruncating(weight * (TNumber.One - targets[i]) * p);
                falseNegatives += double.CreateTruncating(weight * targets[i] * q);
            }
        }

        return (truePositives, falsePositives, falseNegatives);
    }

    /// <summary>1 − N/D with N = TP + k, D = TP + α·FP + β·FN + k, as (D − N)/D; 0 where D is.</summary>
    public static double Loss((double TruePositives, double FalsePositives, double FalseNegatives) sum, double alpha, double beta, double smooth)
    {
        var weightedErrors = (alpha * sum.FalsePositives) + (beta * sum.FalseNegatives);
        var denominator = sum.TruePositives + weightedErrors + smooth;
        return denominator == 0 ? 0 : weightedErrors / denominator;
    }

    /// <summary>
    /// dL/dz and d²L/dz² of a row by the chain rule: dL/dp = −(N′D − N·D′)/D² and, N and D being linear in p,
    /// d²L/dp² = 2D′(N′D − N·D′)/D³, with N′ = wt, D′ = w(α + (1 − α − β)t).
    /// </summary>
    public static (double Gradient, double Hessian) Derivatives(
        (double TruePositives, double FalsePositives, double FalseNegatives) sum, double alpha, double beta, double smooth, double score, double target, double weight)
    {
        var numerator = sum.TruePositives + smooth;
        var denominator = sum.TruePositives + (alpha * sum.FalsePositives) + (beta * sum.FalseNegatives) + smooth;
        if (weight == 0 || denominator == 0)
        {
            return (0, 0);
        }

        var (p, q) = Probabilities(score);
        var derivative = weight * (alpha + ((1 - alpha - beta) * target));
        var cross = (weight * target * denominator) - (numerator * derivative);
        var (first, second) = (-cross / (denominator * denominator), 2 * derivative * cross / (denominator * denominator * denominator));
        return (first * p * q, (second * p * q * p * q) + (first * p * q * (q - p)));
    }

    /// <summary>σ(z) and σ(−z), from the exponential that cannot overflow.</summary>
    private static (TNumber Probability, TNumber Complement) Probabilities<TNumber>(TNumber score)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        var e = TNumber.Exp(-TNumber.Abs(score));
        var (large, small) = (TNumber.One / (TNumber.One + e), e / (TNumber.One + e));
        return score < TNumber.Zero ? (small, large) : (large, small);
    }
}
