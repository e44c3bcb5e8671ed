using System.Numerics;
using System.Runtime.InteropServices;

namespace Counterweight.Reference.Losses.Point;

/// <summary>Logit-adjusted binary cross-entropy from its definition.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct LogitAdjustedBinaryReference(double PositiveFraction, double Tau, double PositiveWeight, double NegativeWeight) : IPointReference
{
    private double Adjustment => Tau * Math.Log(PositiveFraction / (1 - PositiveFraction));

    /// <inheritdoc/>
    public PointElement<TNumber> Evaluate<TNumber>(TNumber score, TNumber target)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber> => CrossEntropyTerms.Evaluate(
            score + TNumber.CreateChecked(Adjustment),
            TNumber.CreateChecked(PositiveWeight) * target,
            TNumber.CreateChecked(NegativeWeight) * (TNumber.One - target));

    /// <summary>Sums of magnitudes; the adjustment and the adjusted score are each off by half an ε of themselves.</summary>
    public PointElement<double> Scale(double score, double target, double epsilons)
    {
        var adjusted = score + Adjustment;
        return CrossEntropyTerms.Scale(
            adjusted, PositiveWeight * target, NegativeWeight * (1 - target), (0.5 * Math.Min(Math.Abs(adjusted), 1000) + Math.Abs(Adjustment)) / epsilons);
    }
}
