using System.Numerics;
using Counterweight.Reference.Losses.Point;
using Counterweight.Reference.Precision;

namespace Counterweight.Reference.Losses;

/// <summary>one·softplus(−z) + zero·softplus(z), from the definition.</summary>
internal static class CrossEntropyTerms
{
    public static PointElement<TNumber> Evaluate<TNumber>(TNumber score, TNumber one, TNumber zero)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        var (up, down) = Sigmoids(score);
        var total = one + zero;
        var value = Weighted(one, ScalarMath.Softplus(-score)) + Weighted(zero, ScalarMath.Softplus(score));
        return new(total, value, (zero * up) - (one * down), total * up * down);
    }

    /// <summary>The value and the Hessian are sums of positive terms. The gradient is the difference of two: its scale is their sum.</summary>
    /// <param name="score">z.</param>
    /// <param name="one">Weight of the class 1.</param>
    /// <param name="zero">Weight of the class 0.</param>
    /// <param name="argument">What z itself may be off by, over the ε that the case allows for the rest.</param>
    public static PointElement<double> Scale(double score, double one, double zero, double argument = 0)
    {
        var element = Evaluate(score, one, zero);
        var (up, down) = Sigmoids(score);
        var gradient = (zero * up) + (one * down);

        // Each derivative of a logarithm of σ is at most itself in relative terms, but for the first at the infinite ends.
        var more = argument == 0 ? 0 : argument * gradient;
        return new(element.Weight, element.Value + more, gradient * (1 + argument), element.Hessian * (1 + argument));
    }

    private static (TNumber Up, TNumber Down) Sigmoids<TNumber>(TNumber score)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        var e = TNumber.Exp(-TNumber.Abs(score));
        var inverse = TNumber.One / (TNumber.One + e);
        return score < TNumber.Zero ? (e * inverse, inverse) : (inverse, e * inverse);
    }

    private static TNumber Weighted<TNumber>(TNumber weight, TNumber loss)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber> => weight == TNumber.Zero ? TNumber.Zero : weight * loss;
}
