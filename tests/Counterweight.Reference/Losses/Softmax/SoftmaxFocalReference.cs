using System.Numerics;
using System.Runtime.InteropServices;
using Counterweight.Reference.Losses.Point;

namespace Counterweight.Reference.Losses.Softmax;

/// <summary>q^γ·L with q = 1 − e^−L, and its derivatives: q′ = p, p′ = −p.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SoftmaxFocalReference(double Gamma) : ISoftmaxReference
{
    /// <inheritdoc/>
    public SoftmaxTerms<TNumber> Evaluate<TNumber>(TNumber crossEntropy, TNumber probability, TNumber complement)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        var gamma = TNumber.CreateChecked(Gamma);
        var power = TNumber.Pow(complement, gamma);
        if (probability == TNumber.Zero)
        {
            return new(power * crossEntropy, power, TNumber.Zero);
        }

        // As q → 0, L/q → 1 and all three go to 0, the second as q^(γ−1)·q² in what it is multiplied by.
        var (first, second) = (TNumber.One, TNumber.Zero);
        if (complement != TNumber.Zero)
        {
            var (p, ratio) = (probability, crossEntropy / complement);
            first = TNumber.One + (gamma * p * ratio);
            second = gamma * p / complement * (TNumber.CreateChecked(2) - crossEntropy + ((gamma - TNumber.One) * p * ratio));
        }

        return new(power * crossEntropy, power * first, power * second);
    }

    /// <inheritdoc/>
    public SoftmaxTerms<double> Errors(SoftmaxRowErrors row)
    {
        var (value, first, _) = Evaluate(row.CrossEntropy, row.Probability, row.Complement);
        var log = row.Complement == 0 ? 0 : -Math.Log(row.Complement);

        // The logarithm of a power is γ times ln q off, which is rounded itself unless γ is small and integral.
        var ofPower = 2 + (Gamma * (row.OfComplement + (double.IsInteger(Gamma) && Gamma <= 4 ? 0 : log)));
        var tiny = row.Tiny * (1 + Gamma) * (1 + Gamma) * (1 + Math.Min(row.CrossEntropy, 1000));
        if (row.Probability == 0 || row.Complement == 0)
        {
            return new((value * (ofPower + row.OfCrossEntropy)) + tiny, (first * ofPower) + tiny, tiny);
        }

        var power = Math.Pow(row.Complement, Gamma);
        var product = row.Probability * row.CrossEntropy / row.Complement;
        var second = power * Gamma * ((row.Probability * 2 / row.Complement) + product + (Math.Abs(Gamma - 1) * row.Probability * product / row.Complement));
        var ofProduct = ofPower + row.OfProbability + row.OfCrossEntropy + row.OfComplement;
        return new(
            (value * (ofPower + row.OfCrossEntropy)) + tiny,
            (power * ofPower) + (power * Gamma * product * ofProduct) + tiny,
            (second * (ofProduct + row.OfProbability + row.OfComplement)) + tiny);
    }
}
