using System.Numerics;
using System.Runtime.InteropServices;

namespace Counterweight.Reference.Losses.Point;

/// <summary>Exponential loss, which ends at <paramref name="Greatest"/>, from its definition.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ExponentialLossReference(double PositiveWeight, double NegativeWeight, double Greatest) : IPointReference
{
    /// <inheritdoc/>
    public PointElement<TNumber> Evaluate<TNumber>(TNumber score, TNumber target)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        var isPositive = target == TNumber.One;
        var weight = TNumber.CreateChecked(isPositive ? PositiveWeight : NegativeWeight);
        var sign = isPositive ? TNumber.One : TNumber.NegativeOne;
        var greatest = TNumber.CreateChecked(Greatest);
        var loss = TNumber.Min(weight * TNumber.Min(TNumber.Exp(-sign * score), greatest), greatest);
        return new(weight, loss, -sign * loss, loss);
    }
}
