using System.Numerics;
using System.Runtime.InteropServices;
using Counterweight.Reference.Precision;

namespace Counterweight.Reference.Losses;

/// <summary>Binary cross-entropy from its definition.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BinaryCrossEntropyReference(double PositiveWeight, double NegativeWeight, double LabelSmoothing) : IPointReference
{
    /// <inheritdoc/>
    public PointElement<TNumber> Evaluate<TNumber>(TNumber score, TNumber target)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        var (keep, half) = (TNumber.CreateChecked(1 - LabelSmoothing), TNumber.CreateChecked(LabelSmoothing / 2));
        var positive = TNumber.CreateChecked(PositiveWeight) * ((target * keep) + half);
        var negative = TNumber.CreateChecked(NegativeWeight) * (((TNumber.One - target) * keep) + half);
        var total = positive + negative;
        var e = TNumber.Exp(-TNumber.Abs(score));
        var log = ScalarMath.Log1p(e);
        var inverse = TNumber.One / (TNumber.One + e);
        var (up, down) = score < TNumber.Zero ? (e * inverse, inverse) : (inverse, e * inverse);
        var value = Share(positive, (score < TNumber.Zero ? -score : TNumber.Zero) + log) + Share(negative, (score > TNumber.Zero ? score : TNumber.Zero) + log);
        return new(total, value, (negative * up) - (positive * down), total * up * down);
    }

    private static TNumber Share<TNumber>(TNumber weight, TNumber loss)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber> => weight == TNumber.Zero ? TNumber.Zero : weight * loss;
}
