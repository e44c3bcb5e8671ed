using System.Runtime.CompilerServices;

namespace Counterweight.Numerics;

/// <summary>Weights as integers.</summary>
internal static class FixedPoint
{
    // 1.5·2⁵²: adding it rounds to an integer, held in the low bits.
    private const double Magic = 6755399441055744.0;

    /// <summary>weight·factor, at most 2⁵¹, rounded to 24 bits, so that twice the weight is twice the units, then to an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long ToUnits(double weight, double factor) =>
        BitConverter.DoubleToInt64Bits((double)(float)(weight * factor) + Magic) - BitConverter.DoubleToInt64Bits(Magic);
}
