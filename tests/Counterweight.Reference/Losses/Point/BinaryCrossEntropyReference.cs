using System.Numerics;
using System.Runtime.InteropServices;

namespace Counterweight.Reference.Losses.Point;

/// <summary>Binary cross-entropy from its definition.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BinaryCrossEntropyReference(double PositiveWeight, double NegativeWeight, double LabelSmoothing) : IPointReference
{
    /// <inheritdoc/>
    public PointElement<TNumber> Evaluate<TNumber>(TNumber score, TNumber target)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        var (one, zero) = Parts(target);
        return CrossEntropyTerms.Evaluate(score, one, zero);
    }

    /// <summary>Sums of magnitudes.</summary>
    public PointElement<double> Scale(double score, double target)
    {
        var (one, zero) = Parts(target);
        return CrossEntropyTerms.Scale(score, one, zero);
    }

    private (TNumber One, TNumber Zero) Parts<TNumber>(TNumber target)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        var (keep, half) = (TNumber.CreateChecked(1 - LabelSmoothing), TNumber.CreateChecked(LabelSmoothing / 2));
        return (
            TNumber.CreateChecked(PositiveWeight) * ((target * keep) + half),
            TNumber.CreateChecked(NegativeWeight) * (((TNumber.One - target) * keep) + half));
    }
}
