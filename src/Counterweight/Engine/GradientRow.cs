using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using Counterweight.Numerics;

namespace Counterweight.Engine;

/// <summary>Weight, gradients and Hessians of rows as integers, checked.</summary>
/// <remarks>An absent weight points to a single one, and its mask of 0 sends every index there.</remarks>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct GradientRow<T>(T* weights, nint weightMask, T* gradients, T* hessians, nint outputs, double weightFactor, double gradientFactor, double hessianFactor)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Bits of a sum of weights in units.</summary>
    public const int WeightBits = 39;

    /// <summary>Bits of a gradient or Hessian in units.</summary>
    public const int GradientBits = 23;

    /// <summary>2³⁹, and what rounding to 24 bits and then to units adds to 2³¹ rows.</summary>
    private const long WeightSumLimit = (1L << WeightBits) + (1L << 31);

    private const double WeightLimit = 1L << WeightBits;
    private const double GradientLimit = 1L << GradientBits;

    private long weightUnits;

    /// <summary>Whether no product with the sum of weights exceeds 63 bits.</summary>
    public readonly bool Fits => weightUnits <= WeightSumLimit;

    public readonly nint Outputs => outputs;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Prefetch(nint row)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(gradients + (row * outputs));
            Sse.Prefetch0(hessians + (row * outputs));
            Sse.Prefetch0(weights + (row & weightMask));
        }
    }

    /// <summary>The row's weight in units; false where it is bad.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Weight(nint row, out long units)
    {
        var number = RowUnits.At(weights, row & weightMask);
        units = FixedPoint.ToUnits(number, weightFactor);
        weightUnits += units;
        return number * weightFactor <= WeightLimit && number >= 0;
    }

    /// <summary>The gradient and Hessian of one output, times the weight; false where one is not within its scale. Nothing is asked of rows of weight 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Output(nint index, long weight, out long gradient, out long hessian)
    {
        var g = RowUnits.At(gradients, index) * gradientFactor;
        var h = RowUnits.At(hessians, index) * hessianFactor;
        gradient = RowUnits.Round(g) * weight;
        hessian = RowUnits.Round(h) * weight;
        return weight == 0 || (Math.Abs(g) <= GradientLimit && Math.Abs(h) <= GradientLimit);
    }

    /// <summary>Clamped, so that no number of merges overflows.</summary>
    public void Merge(in GradientRow<T> other) =>
        weightUnits = Math.Min(weightUnits, 1L << 61) + Math.Min(other.weightUnits, 1L << 61);
}
