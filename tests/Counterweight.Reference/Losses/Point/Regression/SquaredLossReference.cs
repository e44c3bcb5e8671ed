using System.Numerics;
using System.Runtime.InteropServices;

namespace Counterweight.Reference.Losses.Point.Regression;

/// <summary>Half the squared error.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SquaredLossReference : IPointReference
{
    /// <inheritdoc/>
    public PointElement<TNumber> Evaluate<TNumber>(TNumber score, TNumber target)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        var residual = score - target;
        return new(TNumber.One, residual * residual / TNumber.CreateChecked(2), residual, TNumber.One);
    }
}
