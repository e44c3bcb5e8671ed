using System.Numerics;
using System.Runtime.InteropServices;

namespace Counterweight.Reference.Losses.Point.Regression;

/// <summary>e^z − y·z, with the limits of both terms.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PoissonLossReference : IPointReference
{
    /// <inheritdoc/>
    public PointElement<TNumber> Evaluate<TNumber>(TNumber score, TNumber target)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        var mean = TNumber.Exp(score);
        var value = TNumber.IsPositiveInfinity(mean) || target == TNumber.Zero ? mean : mean - (target * score);
        return new(TNumber.One, value, mean - target, mean);
    }
}
