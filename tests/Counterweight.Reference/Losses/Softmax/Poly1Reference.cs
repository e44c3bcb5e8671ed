using System.Numerics;
using System.Runtime.InteropServices;
using Counterweight.Reference.Losses.Point;

namespace Counterweight.Reference.Losses.Softmax;

/// <summary>L + ε·q with q = 1 − e^−L.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Poly1Reference(double Epsilon) : ISoftmaxReference
{
    /// <inheritdoc/>
    public SoftmaxTerms<TNumber> Evaluate<TNumber>(TNumber crossEntropy, TNumber probability, TNumber complement)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        var epsilon = TNumber.CreateChecked(Epsilon);
        return new(crossEntropy + (epsilon * complement), TNumber.One + (epsilon * probability), -epsilon * probability);
    }

    /// <inheritdoc/>
    public SoftmaxTerms<double> Errors(SoftmaxRowErrors row)
    {
        var factor = Math.Abs(Epsilon);
        var ofFactor = factor * row.Probability * row.OfProbability;
        return new(
            (row.CrossEntropy * row.OfCrossEntropy) + (factor * row.Complement * row.OfComplement),
            1 + ofFactor + (factor * row.Tiny),
            ofFactor + (factor * row.Tiny));
    }
}
