using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Counterweight.Core.Simd;

/// <content>Exponents put in and taken out.</content>
internal partial struct Vector512Block<T>
{
    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> ScaleB(Vector512Block<T> value, Vector512Block<T> exponent)
    {
        if (Avx512F.IsSupported)
        {
            return typeof(T) == typeof(float)
                ? new() { v = Avx512F.Scale(value.v.AsSingle(), exponent.v.AsSingle()).As<float, T>() }
                : new() { v = Avx512F.Scale(value.v.AsDouble(), exponent.v.AsDouble()).As<double, T>() };
        }

        // Two exact powers of two: only the last product can round.
        var half = Round(exponent * Constant(0.5));
        return value * PowerOfTwo(half) * PowerOfTwo(exponent - half);
    }

    [MethodImpl(Inline)]
    private static Vector512Block<T> PowerOfTwo(Vector512Block<T> exponent) => typeof(T) == typeof(float)
        ? new() { v = ((exponent.v.AsSingle() + Vector512.Create(ExponentBits.SingleMagic)).AsInt32() << 23).As<int, T>() }
        : new() { v = ((exponent.v.AsDouble() + Vector512.Create(ExponentBits.DoubleMagic)).AsInt64() << 52).As<long, T>() };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void Decompose(Vector512Block<T> value, out Vector512Block<T> mantissa, out Vector512Block<T> exponent)
    {
        var tiny = LessThan(value, Constant(ExponentBits.MinNormal<T>()));
        Split(Select(tiny, value * Constant(ExponentBits.SubnormalScale), value), out mantissa, out exponent);
        exponent -= Select(tiny, Constant(ExponentBits.BiasOfSubnormal<T>()), Constant(ExponentBits.Bias<T>()));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void DecomposeNormal(Vector512Block<T> value, out Vector512Block<T> mantissa, out Vector512Block<T> exponent)
    {
        Split(value, out mantissa, out exponent);
        exponent -= Constant(ExponentBits.Bias<T>());
    }

    /// <summary>Mantissa, and exponent with its bias on it.</summary>
    [MethodImpl(Inline)]
    private static void Split(Vector512Block<T> value, out Vector512Block<T> mantissa, out Vector512Block<T> exponent)
    {
        if (typeof(T) == typeof(float))
        {
            var bits = value.v.AsInt32() + Vector512.Create(ExponentBits.SingleOffset);
            mantissa = new() { v = ((bits & Vector512.Create(ExponentBits.SingleFraction)) + Vector512.Create(ExponentBits.SingleLow)).As<int, T>() };
            exponent = new() { v = ((bits >>> 23) | Vector512.Create(ExponentBits.SingleIntegerMagic)).As<int, T>() };
        }
        else
        {
            var bits = value.v.AsInt64() + Vector512.Create(ExponentBits.DoubleOffset);
            mantissa = new() { v = ((bits & Vector512.Create(ExponentBits.DoubleFraction)) + Vector512.Create(ExponentBits.DoubleLow)).As<long, T>() };
            exponent = new() { v = ((bits >>> 52) | Vector512.Create(ExponentBits.DoubleIntegerMagic)).As<long, T>() };
        }
    }
}
