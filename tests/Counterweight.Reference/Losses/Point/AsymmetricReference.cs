using System.Numerics;
using System.Runtime.InteropServices;
using Counterweight.Reference.Precision;

namespace Counterweight.Reference.Losses.Point;

/// <summary>Asymmetric loss from its definition: a focal term of the class 1, a shifted one of the class 0.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct AsymmetricReference(double PositiveGamma, double NegativeGamma, double Shift, double PositiveWeight, double NegativeWeight) : IPointReference
{
    /// <inheritdoc/>
    public PointElement<TNumber> Evaluate<TNumber>(TNumber score, TNumber target)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        var one = FocalTerm.Evaluate(score, TNumber.CreateChecked(PositiveGamma), TNumber.CreateChecked(PositiveWeight) * target);
        var zero = Negative(score, TNumber.CreateChecked(NegativeWeight) * (TNumber.One - target));
        return new(one.Weight + zero.Weight, one.Value + zero.Value, one.Gradient + zero.Gradient, one.Hessian + zero.Hessian);
    }

    /// <summary>Sums of magnitudes; of u = σ − c its error, some ε·σ, over its size, as often as it is a factor.</summary>
    public PointElement<double> Scale(double score, double target)
    {
        var one = FocalTerm.Scale(score, PositiveGamma, PositiveWeight * target);
        var weight = NegativeWeight * (1 - target);
        PointElement<double> zero;
        if (Shift == 0 || weight == 0)
        {
            zero = FocalTerm.Scale(-score, NegativeGamma, weight);
        }
        else
        {
            var (p, q) = (Sigmoid(score), Sigmoid(-score));
            var u = p - Shift;
            if (!(u > 0))
            {
                return one with { Weight = one.Weight + weight };
            }

            var (v, d, power) = (q + Shift, MinusLog(u, q), weight * Math.Pow(u, NegativeGamma));
            var (a, b, c) = (p * q * d / u, p * q / v, p * q / u);
            var grows = 1 + ((NegativeGamma + 1) * (p / u) / 3) - (NegativeGamma * Math.Log(u) / 3);
            zero = new(
                weight * (1 + NegativeGamma) * (1 + NegativeGamma) * (1 + d) / v,
                grows * power * d,
                grows * power * ((NegativeGamma * a) + b),
                grows * power * ((NegativeGamma * ((a * ((Math.Abs(NegativeGamma - 1) * c) + p + q)) + (2 * c * b))) + (b * (q + (p * Shift / v)))));
        }

        return new(one.Weight + zero.Weight, one.Value + zero.Value, one.Gradient + zero.Gradient, one.Hessian + zero.Hessian);
    }

    private static TNumber Sigmoid<TNumber>(TNumber x)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        var e = TNumber.Exp(-TNumber.Abs(x));
        return x < TNumber.Zero ? e / (TNumber.One + e) : TNumber.One / (TNumber.One + e);
    }

    /// <summary>u^γ·(−ln(1 − u)), u = max(σ − c, 0), by the chain rule.</summary>
    private PointElement<TNumber> Negative<TNumber>(TNumber score, TNumber weight)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        var gamma = TNumber.CreateChecked(NegativeGamma);
        if (Shift == 0 || weight == TNumber.Zero)
        {
            var focal = FocalTerm.Evaluate(-score, gamma, weight);
            return focal with { Gradient = -focal.Gradient };
        }

        var (p, q, c) = (Sigmoid(score), Sigmoid(-score), TNumber.CreateChecked(Shift));
        var u = p - c;
        if (u <= TNumber.Zero)
        {
            return new(weight, TNumber.Zero, TNumber.Zero, TNumber.Zero);
        }

        var (v, d, two) = (q + c, MinusLog(u, q), TNumber.CreateChecked(2));
        var power = weight * TNumber.Pow(u, gamma);
        var first = power * ((gamma * d / u) + (TNumber.One / v));
        var second = power * ((gamma * (gamma - TNumber.One) * d / (u * u)) + (two * gamma / (u * v)) + (TNumber.One / (v * v)));
        return new(weight, power * d, first * p * q, (second * p * q * p * q) + (first * p * q * (q - p)));
    }

    /// <summary>−ln(1 − u), 1 − u = (1 − σ) + c.</summary>
    private TNumber MinusLog<TNumber>(TNumber u, TNumber q)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber> =>
        u > TNumber.CreateChecked(0.5) ? -TNumber.Log(q + TNumber.CreateChecked(Shift)) : -ScalarMath.Log1p(-u);
}
