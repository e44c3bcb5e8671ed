using System.Numerics;
using System.Runtime.CompilerServices;

namespace Counterweight.Blocks;

/// <content>Exponent arithmetic.</content>
public readonly partial struct VectorBlock<T>
{
    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T> ScaleB(VectorBlock<T> value, VectorBlock<T> exponent)
    {
        // Two exact powers of two: only the last product can round.
        var half = Round(exponent * Constant(0.5));
        return value * PowerOfTwo(half) * PowerOfTwo(exponent - half);
    }

    [MethodImpl(Inline)]
    private static VectorBlock<T> PowerOfTwo(VectorBlock<T> exponent) =>
        Vector<byte>.Count == 64 ? new(PowerOfTwo(exponent.a))
        : Vector<byte>.Count == 32 ? new(PowerOfTwo(exponent.a), PowerOfTwo(exponent.b))
        : new(PowerOfTwo(exponent.a), PowerOfTwo(exponent.b), PowerOfTwo(exponent.c), PowerOfTwo(exponent.d));

    [MethodImpl(Inline)]
    private static Vector<T> PowerOfTwo(Vector<T> exponent) => typeof(T) == typeof(float)
        ? ((exponent.As<T, float>() + Vector.Create(ExponentBits.SingleMagic)).As<float, int>() << 23).As<int, T>()
        : ((exponent.As<T, double>() + Vector.Create(ExponentBits.DoubleMagic)).As<double, long>() << 52).As<long, T>();

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void Decompose(VectorBlock<T> value, out VectorBlock<T> mantissa, out VectorBlock<T> exponent)
    {
        var tiny = LessThan(value, Constant(ExponentBits.MinNormal<T>()));
        var scaled = Select(tiny, value * Constant(ExponentBits.SubnormalScale), value);
        var bits = OffsetBits(scaled);
        mantissa = MantissaOf(bits);
        exponent = BiasedExponentOf(bits) - Select(tiny, Constant(ExponentBits.BiasOfSubnormal<T>()), Constant(ExponentBits.Bias<T>()));
    }

    [MethodImpl(Inline)]
    private static VectorBlock<T> OffsetBits(VectorBlock<T> value) =>
        Vector<byte>.Count == 64 ? new(OffsetBits(value.a))
        : Vector<byte>.Count == 32 ? new(OffsetBits(value.a), OffsetBits(value.b))
        : new(OffsetBits(value.a), OffsetBits(value.b), OffsetBits(value.c), OffsetBits(value.d));

    [MethodImpl(Inline)]
    private static VectorBlock<T> MantissaOf(VectorBlock<T> bits) =>
        Vector<byte>.Count == 64 ? new(MantissaOf(bits.a))
        : Vector<byte>.Count == 32 ? new(MantissaOf(bits.a), MantissaOf(bits.b))
        : new(MantissaOf(bits.a), MantissaOf(bits.b), MantissaOf(bits.c), MantissaOf(bits.d));

    [MethodImpl(Inline)]
    private static VectorBlock<T> BiasedExponentOf(VectorBlock<T> bits) =>
        Vector<byte>.Count == 64 ? new(BiasedExponentOf(bits.a))
        : Vector<byte>.Count == 32 ? new(BiasedExponentOf(bits.a), BiasedExponentOf(bits.b))
        : new(BiasedExponentOf(bits.a), BiasedExponentOf(bits.b), BiasedExponentOf(bits.c), BiasedExponentOf(bits.d));

    [MethodImpl(Inline)]
    private static Vector<T> OffsetBits(Vector<T> value) => typeof(T) == typeof(float)
        ? (value.As<T, int>() + Vector.Create(ExponentBits.SingleOffset)).As<int, T>()
        : (value.As<T, long>() + Vector.Create(ExponentBits.DoubleOffset)).As<long, T>();

    [MethodImpl(Inline)]
    private static Vector<T> MantissaOf(Vector<T> bits) => typeof(T) == typeof(float)
        ? ((bits.As<T, int>() & Vector.Create(ExponentBits.SingleFraction)) + Vector.Create(ExponentBits.SingleLow)).As<int, T>()
        : ((bits.As<T, long>() & Vector.Create(ExponentBits.DoubleFraction)) + Vector.Create(ExponentBits.DoubleLow)).As<long, T>();

    [MethodImpl(Inline)]
    private static Vector<T> BiasedExponentOf(Vector<T> bits) => typeof(T) == typeof(float)
        ? ((bits.As<T, int>() >>> 23) | Vector.Create(ExponentBits.SingleIntegerMagic)).As<int, T>()
        : ((bits.As<T, long>() >>> 52) | Vector.Create(ExponentBits.DoubleIntegerMagic)).As<long, T>();
}
