using System.Numerics;
using System.Runtime.InteropServices;

namespace Counterweight.Reference.Losses.Point.Regression;

/// <summary>The two derivatives; at the kink the subgradient 0.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct QuantileLossReference(double Quantile) : IPointReference
{
    /// <inheritdoc/>
    public PointElement<TNumber> Evaluate<TNumber>(TNumber score, TNumber target)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        var (below, above) = (TNumber.CreateChecked(Quantile), TNumber.CreateChecked(1 - Quantile));
        var residual = score - target;
        return residual < TNumber.Zero ? new(TNumber.One, -below * residual, -below, TNumber.Zero)
            : residual > TNumber.Zero ? new(TNumber.One, above * residual, above, TNumber.Zero)
            : new(TNumber.One, residual, residual, TNumber.Zero);
    }
}
