using System.Runtime.CompilerServices;

namespace Counterweight.Core.Numerics;

/// <summary>Weights as integers.</summary>
internal static class FixedPoint
{
    // 1.5·2⁵²: adding it rounds to an integer, held in the low bits.
    private const double Magic = 6755399441055744.0;

    /// <summary>weight·factor, at most 2⁵¹, rounded to 24 bits, so that twice the weight is twice the units, then to an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ToUnits(double weight, double factor) =>
        BitConverter.DoubleToInt64Bits((double)(float)(weight * factor) + Magic) - BitConverter.DoubleToInt64Bits(Magic);

    /// <summary>weight · 2^exponent, cut to an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static UInt128 ToFixed(double weight, int exponent)
    {
        var bits = BitConverter.DoubleToUInt64Bits(weight);
        var field = (int)(bits >> 52) & 0x7FF;
        var mantissa = bits & ((1UL << 52) - 1);
        mantissa |= field == 0 ? 0 : 1UL << 52;
        var shift = Math.Max(field, 1) - 1075 + exponent;
        return (uint)shift < 64 ? new(mantissa >> 1 >> (63 - shift), mantissa << shift) : Shifted(mantissa, shift);
    }

    private static UInt128 Shifted(ulong mantissa, int shift) => shift >= 0 ? (UInt128)mantissa << shift : shift > -64 ? mantissa >> -shift : 0;
}
