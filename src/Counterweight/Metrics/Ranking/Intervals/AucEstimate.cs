using Counterweight.Core.Checks;

namespace Counterweight.Metrics.Ranking.Intervals;

/// <summary>An area under the ROC curve with its variance.</summary>
/// <param name="Auc">The area.</param>
/// <param name="Variance">Its variance by DeLong; NaN where a class has no more than one row's worth of weight, or little more: see <see cref="DeLong.Estimate{T}(ReadOnlySpan{T}, ReadOnlySpan{int}, ReadOnlySpan{T}, WeightMeaning)"/>.</param>
public readonly record struct AucEstimate(double Auc, double Variance)
{
    /// <summary>The interval that is symmetric about the log-odds of the area, within [0, 1]; the area itself where it is 0 or 1, or the variance 0.</summary>
    /// <param name="level">Its coverage, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is outside (0, 1).</exception>
    public MetricInterval Interval(double level = 0.95)
    {
        Guard.Parameter(level is > 0 and < 1, level, nameof(level), "lie in (0, 1)");
        if (Auc is 0 or 1 || Variance == 0)
        {
            return new(Auc, Auc);
        }

        var logit = Math.Log(Auc / (1 - Auc));
        var half = NormalTail.Quantile((1 + level) / 2) * Math.Sqrt(Variance) / (Auc * (1 - Auc));
        return new(1 / (1 + Math.Exp(half - logit)), 1 / (1 + Math.Exp(-half - logit)));
    }
}

/// <summary>Two models' areas of the same rows.</summary>
/// <param name="First">Of the first model.</param>
/// <param name="Second">Of the second model.</param>
/// <param name="Covariance">Of both areas.</param>
/// <param name="Difference">The first area less the second, of the rows' differences: of models that differ in few rows the areas have no digits left for it.</param>
/// <param name="Variance">Of the difference, of the rows' differences too.</param>
public readonly record struct AucComparison(AucEstimate First, AucEstimate Second, double Covariance, double Difference, double Variance)
{
    /// <summary>
    /// The chance of a difference at least so large, of either sign, between models of equal areas (DeLong's paired test); 1 where the areas are equal, and 0
    /// where they differ with a variance of 0.
    /// </summary>
    public double PValue => Difference == 0 ? 1 : NormalTail.TwoSided(Math.Abs(Difference) / Math.Sqrt(Variance));
}
