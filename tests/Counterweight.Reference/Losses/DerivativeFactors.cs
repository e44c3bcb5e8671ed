using System.Numerics;
using System.Runtime.InteropServices;
using Counterweight.Losses;
using Counterweight.Reference.Losses.Point;
using Counterweight.Reference.Losses.Softmax;

namespace Counterweight.Reference.Losses;

/// <summary>What a batch's gradients and Hessians are multiplied by, and whether a negative Hessian becomes 0.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DerivativeFactors(double Gradient, double Hessian)
{
    /// <summary>1 over the batch's rows or weight, of the Hessian times its factor for so many classes.</summary>
    public static DerivativeFactors Of(GradientScale scale, HessianFactor factor, SoftmaxTotal total, int classes)
    {
        var gradient = scale == GradientScale.None ? 1
            : total.Rows == 0 ? 0
            : scale == GradientScale.PerRow ? 1.0 / total.Rows
            : 1 / total.Weight;
        var hessian = factor switch
        {
            HessianFactor.One => 1,
            HessianFactor.Two => 2,
            _ => classes == 1 ? 1 : classes / (classes - 1.0),
        };
        return new(gradient, hessian * gradient);
    }

    public bool ClampsHessian { get; init; }

    /// <summary>Multiplies and clamps them.</summary>
    public void Apply<TNumber>(in SoftmaxBatch<TNumber> batch)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        Multiply(batch.Gradient, TNumber.CreateChecked(Gradient));
        Multiply(batch.Hessian, TNumber.CreateChecked(Hessian));
        for (var i = 0; i < batch.Hessian.Length && ClampsHessian; i++)
        {
            batch.Hessian[i] = batch.Hessian[i] < TNumber.Zero ? TNumber.Zero : batch.Hessian[i];
        }
    }

    private static void Multiply<TNumber>(Span<TNumber> numbers, TNumber factor)
        where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
    {
        foreach (ref var number in numbers)
        {
            number *= factor;
        }
    }
}
