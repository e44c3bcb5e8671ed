using System.Numerics;
using System.Runtime.InteropServices;

namespace Counterweight.Reference.Losses.Point;

/// <summary>Squared hinge loss from its definition.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct SquaredHingeLossReference(double PositiveWeight, double NegativeWeight) : IPointReference
{
    /// <inheritdoc/>
    public PointElement<TNumber> Evaluate<TNumber>(TNumber score, TNumber target)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        var isPositive = target == TNumber.One;
        var weight = TNumber.CreateChecked(isPositive ? PositiveWeight : NegativeWeight);
        var sign = isPositive ? TNumber.One : TNumber.NegativeOne;
        var slack = TNumber.One - (sign * score);
        return slack <= TNumber.Zero
            ? new(weight, TNumber.Zero, TNumber.Zero, TNumber.Zero)
            : new(weight, weight * slack * slack / TNumber.CreateChecked(2), -sign * weight * slack, TNumber.IsNaN(slack) ? slack : weight);
    }
}
