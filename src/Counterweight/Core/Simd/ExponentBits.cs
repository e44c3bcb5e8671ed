using System.Runtime.CompilerServices;

namespace Counterweight.Core.Simd;

/// <summary>The bit patterns with which both blocks take exponents apart and put them together.</summary>
/// <remarks>
/// Adding <c>offset</c> to the bits of x carries into the exponent field exactly where the mantissa reaches 1.5, so
/// that the field becomes the exponent of a mantissa in [0.75, 1.5), and <c>low</c> (the bits of 0.75) puts that
/// mantissa back. Small integers turn into floating point, and back, through the bits of 2²³ and 2⁵².
/// </remarks>
internal static class ExponentBits
{
    public const int SingleLow = 0x3F400000;
    public const int SingleOffset = 0x3F800000 - SingleLow;
    public const int SingleFraction = 0x007FFFFF;
    public const int SingleIntegerMagic = 0x4B000000;
    public const float SingleMagic = (1 << 23) + 127;

    public const long DoubleLow = 0x3FE8000000000000;
    public const long DoubleOffset = 0x3FF0000000000000 - DoubleLow;
    public const long DoubleFraction = 0x000FFFFFFFFFFFFF;
    public const long DoubleIntegerMagic = 0x4330000000000000;
    public const double DoubleMagic = (1L << 52) + 1023;

    /// <summary>2⁵⁴, by which subnormal input is lifted.</summary>
    public const double SubnormalScale = 1L << 54;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MinNormal<T>() => typeof(T) == typeof(float) ? 1.1754943508222875e-38 : 2.2250738585072014e-308;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Bias<T>() => typeof(T) == typeof(float) ? (1 << 23) + 127 : (1L << 52) + 1023;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double BiasOfSubnormal<T>() => Bias<T>() + 54;
}
