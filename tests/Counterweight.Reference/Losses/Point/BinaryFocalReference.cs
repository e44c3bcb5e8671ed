using System.Numerics;
using System.Runtime.InteropServices;

namespace Counterweight.Reference.Losses.Point;

/// <summary>Binary focal loss from its definition: the terms of the two classes, weighted by y and 1 − y.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BinaryFocalReference(double Gamma, double PositiveWeight, double NegativeWeight) : IPointReference
{
    /// <inheritdoc/>
    public PointElement<TNumber> Evaluate<TNumber>(TNumber score, TNumber target)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        var gamma = TNumber.CreateChecked(Gamma);
        var one = FocalTerm.Evaluate(score, gamma, TNumber.CreateChecked(PositiveWeight) * target);
        var zero = FocalTerm.Evaluate(-score, gamma, TNumber.CreateChecked(NegativeWeight) * (TNumber.One - target));
        return new(one.Weight + zero.Weight, one.Value + zero.Value, one.Gradient - zero.Gradient, one.Hessian + zero.Hessian);
    }

    /// <summary>Sum of what the two terms may be off by.</summary>
    public PointElement<double> Scale(double score, double target)
    {
        var one = FocalTerm.Scale(score, Gamma, PositiveWeight * target);
        var zero = FocalTerm.Scale(-score, Gamma, NegativeWeight * (1 - target));
        return new(one.Weight + zero.Weight, one.Value + zero.Value, one.Gradient + zero.Gradient, one.Hessian + zero.Hessian);
    }
}
