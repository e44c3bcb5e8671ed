using System.Numerics;
using System.Runtime.InteropServices;

namespace Counterweight.Reference.Losses.Point.Regression;

/// <summary>Huber's two branches.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct HuberLossReference(double Delta) : IPointReference
{
    /// <inheritdoc/>
    public PointElement<TNumber> Evaluate<TNumber>(TNumber score, TNumber target)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        var delta = TNumber.CreateChecked(Delta);
        var half = TNumber.One / TNumber.CreateChecked(2);
        var residual = score - target;
        return TNumber.Abs(residual) <= delta || TNumber.IsNaN(residual)
            ? new(TNumber.One, half * residual * residual, residual, TNumber.IsNaN(residual) ? TNumber.Zero : TNumber.One)
            : new(TNumber.One, delta * (TNumber.Abs(residual) - (half * delta)), residual > TNumber.Zero ? delta : -delta, TNumber.Zero);
    }
}
