using System.Numerics;
using System.Runtime.InteropServices;

namespace Counterweight.Reference.Losses.Point.Regression;

/// <summary>Absolute error; at the kink the subgradient 0.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct AbsoluteLossReference : IPointReference
{
    /// <inheritdoc/>
    public PointElement<TNumber> Evaluate<TNumber>(TNumber score, TNumber target)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        var residual = score - target;
        var sign = residual > TNumber.Zero ? TNumber.One : residual < TNumber.Zero ? -TNumber.One : residual;
        return new(TNumber.One, TNumber.Abs(residual), sign, TNumber.Zero);
    }
}
