using System.Numerics;
using Counterweight.Reference.Losses.Point;
using Counterweight.Reference.Precision;

namespace Counterweight.Reference.Losses;

/// <summary>q^γ·(−ln p) and its derivatives by the margin m, p = σ(m), q = σ(−m).</summary>
internal static class FocalTerm
{
    public static PointElement<TNumber> Evaluate<TNumber>(TNumber margin, TNumber gamma, TNumber weight)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        if (weight == TNumber.Zero)
        {
            return default;
        }

        var e = TNumber.Exp(-TNumber.Abs(margin));
        var inverse = TNumber.One / (TNumber.One + e);
        var (p, q) = margin < TNumber.Zero ? (e * inverse, inverse) : (inverse, e * inverse);
        var loss = (margin < TNumber.Zero ? -margin : TNumber.Zero) + ScalarMath.Log1p(e);
        var product = p == TNumber.Zero ? TNumber.Zero : gamma * p * loss;
        var two = TNumber.CreateChecked(2);
        var power = weight * (gamma == two ? q * q : TNumber.Pow(q, gamma));
        return new(weight, power * loss, -power * (product + q), power * ((product * ((gamma * p) - q)) + (p * q * (TNumber.One + (two * gamma)))));
    }

    /// <summary>
    /// The same with every difference made a sum. A power's error grows with its exponent, γ times that of q, and where
    /// it comes from a logarithm with γ·|ln q| too; the cases allow 6 ε and more, of which these are thirds.
    /// </summary>
    public static PointElement<double> Scale(double margin, double gamma, double weight)
    {
        if (weight == 0)
        {
            return default;
        }

        var term = Evaluate(margin, gamma, weight);
        var e = Math.Exp(-Math.Abs(margin));
        var (p, q) = margin < 0 ? (e / (1 + e), 1 / (1 + e)) : (1 / (1 + e), e / (1 + e));
        var loss = ScalarMath.Softplus(-margin);
        var product = p == 0 ? 0 : gamma * p * loss;
        var grows = gamma == 2 || q == 0 ? 1 : 1 + (gamma * (1 + ScalarMath.Softplus(margin)) / 3);

        // A probability below the smallest normal number has its absolute error, which the Hessian multiplies by L.
        return new(
            weight * (1 + gamma) * (1 + gamma) * (1 + Math.Min(loss, 1000)),
            grows * term.Value,
            grows * Math.Abs(term.Gradient),
            grows * weight * Math.Pow(q, gamma) * ((product * ((gamma * p) + q)) + (p * q * (1 + (2 * gamma)))));
    }
}
