using System.Numerics;
using System.Runtime.CompilerServices;

namespace Counterweight.Core.Simd;

/// <content>Exponent arithmetic.</content>
internal unsafe partial struct VectorBlock<T, TRegisters>
{
    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T, TRegisters> ScaleB(VectorBlock<T, TRegisters> value, VectorBlock<T, TRegisters> exponent)
    {
        // Two exact powers of two: only the last product can round.
        var half = Round(exponent * Constant(0.5));
        return value * PowerOfTwo(half) * PowerOfTwo(exponent - half);
    }

    [MethodImpl(Inline)]
    private static VectorBlock<T, TRegisters> PowerOfTwo(VectorBlock<T, TRegisters> exponent)
    {
        if (typeof(T) == typeof(float))
        {
            exponent.a = ((exponent.a.As<T, float>() + Vector.Create(ExponentBits.SingleMagic)).As<float, int>() << 23).As<int, T>();
            if (sizeof(TRegisters) >= 2)
            {
                exponent.b = ((exponent.b.As<T, float>() + Vector.Create(ExponentBits.SingleMagic)).As<float, int>() << 23).As<int, T>();
            }

            if (sizeof(TRegisters) == 4)
            {
                exponent.c = ((exponent.c.As<T, float>() + Vector.Create(ExponentBits.SingleMagic)).As<float, int>() << 23).As<int, T>();
                exponent.d = ((exponent.d.As<T, float>() + Vector.Create(ExponentBits.SingleMagic)).As<float, int>() << 23).As<int, T>();
            }
        }
        else
        {
            exponent.a = ((exponent.a.As<T, double>() + Vector.Create(ExponentBits.DoubleMagic)).As<double, long>() << 52).As<long, T>();
            if (sizeof(TRegisters) >= 2)
            {
                exponent.b = ((exponent.b.As<T, double>() + Vector.Create(ExponentBits.DoubleMagic)).As<double, long>() << 52).As<long, T>();
            }

            if (sizeof(TRegisters) == 4)
            {
                exponent.c = ((exponent.c.As<T, double>() + Vector.Create(ExponentBits.DoubleMagic)).As<double, long>() << 52).As<long, T>();
                exponent.d = ((exponent.d.As<T, double>() + Vector.Create(ExponentBits.DoubleMagic)).As<double, long>() << 52).As<long, T>();
            }
        }

        return exponent;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void Decompose(VectorBlock<T, TRegisters> value, out VectorBlock<T, TRegisters> mantissa, out VectorBlock<T, TRegisters> exponent)
    {
        var tiny = LessThan(value, Constant(ExponentBits.MinNormal<T>()));
        var bits = OffsetBits(Select(tiny, value * Constant(ExponentBits.SubnormalScale), value));
        mantissa = MantissaOf(bits);
        exponent = BiasedExponentOf(bits) - Select(tiny, Constant(ExponentBits.BiasOfSubnormal<T>()), Constant(ExponentBits.Bias<T>()));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void DecomposeNormal(VectorBlock<T, TRegisters> value, out VectorBlock<T, TRegisters> mantissa, out VectorBlock<T, TRegisters> exponent)
    {
        var bits = OffsetBits(value);
        mantissa = MantissaOf(bits);
        exponent = BiasedExponentOf(bits) - Constant(ExponentBits.Bias<T>());
    }

    [MethodImpl(Inline)]
    private static VectorBlock<T, TRegisters> OffsetBits(VectorBlock<T, TRegisters> value)
    {
        if (typeof(T) == typeof(float))
        {
            value.a = (value.a.As<T, int>() + Vector.Create(ExponentBits.SingleOffset)).As<int, T>();
            if (sizeof(TRegisters) >= 2)
            {
                value.b = (value.b.As<T, int>() + Vector.Create(ExponentBits.SingleOffset)).As<int, T>();
            }

            if (sizeof(TRegisters) == 4)
            {
                value.c = (value.c.As<T, int>() + Vector.Create(ExponentBits.SingleOffset)).As<int, T>();
                value.d = (value.d.As<T, int>() + Vector.Create(ExponentBits.SingleOffset)).As<int, T>();
            }
        }
        else
        {
            value.a = (value.a.As<T, long>() + Vector.Create(ExponentBits.DoubleOffset)).As<long, T>();
            if (sizeof(TRegisters) >= 2)
            {
                value.b = (value.b.As<T, long>() + Vector.Create(ExponentBits.DoubleOffset)).As<long, T>();
            }

            if (sizeof(TRegisters) == 4)
            {
                value.c = (value.c.As<T, long>() + Vector.Create(ExponentBits.DoubleOffset)).As<long, T>();
                value.d = (value.d.As<T, long>() + Vector.Create(ExponentBits.DoubleOffset)).As<long, T>();
            }
        }

        return value;
    }

    [MethodImpl(Inline)]
    private static VectorBlock<T, TRegisters> MantissaOf(VectorBlock<T, TRegisters> bits)
    {
        if (typeof(T) == typeof(float))
        {
            bits.a = ((bits.a.As<T, int>() & Vector.Create(ExponentBits.SingleFraction)) + Vector.Create(ExponentBits.SingleLow)).As<int, T>();
            if (sizeof(TRegisters) >= 2)
            {
                bits.b = ((bits.b.As<T, int>() & Vector.Create(ExponentBits.SingleFraction)) + Vector.Create(ExponentBits.SingleLow)).As<int, T>();
            }

            if (sizeof(TRegisters) == 4)
            {
                bits.c = ((bits.c.As<T, int>() & Vector.Create(ExponentBits.SingleFraction)) + Vector.Create(ExponentBits.SingleLow)).As<int, T>();
                bits.d = ((bits.d.As<T, int>() & Vector.Create(ExponentBits.SingleFraction)) + Vector.Create(ExponentBits.SingleLow)).As<int, T>();
            }
        }
        else
        {
            bits.a = ((bits.a.As<T, long>() & Vector.Create(ExponentBits.DoubleFraction)) + Vector.Create(ExponentBits.DoubleLow)).As<long, T>();
            if (sizeof(TRegisters) >= 2)
            {
                bits.b = ((bits.b.As<T, long>() & Vector.Create(ExponentBits.DoubleFraction)) + Vector.Create(ExponentBits.DoubleLow)).As<long, T>();
            }

            if (sizeof(TRegisters) == 4)
            {
                bits.c = ((bits.c.As<T, long>() & Vector.Create(ExponentBits.DoubleFraction)) + Vector.Create(ExponentBits.DoubleLow)).As<long, T>();
                bits.d = ((bits.d.As<T, long>() & Vector.Create(ExponentBits.DoubleFraction)) + Vector.Create(ExponentBits.DoubleLow)).As<long, T>();
            }
        }

        return bits;
    }

    [MethodImpl(Inline)]
    private static VectorBlock<T, TRegisters> BiasedExponentOf(VectorBlock<T, TRegisters> bits)
    {
        if (typeof(T) == typeof(float))
        {
            bits.a = ((bits.a.As<T, int>() >>> 23) | Vector.Create(ExponentBits.SingleIntegerMagic)).As<int, T>();
            if (sizeof(TRegisters) >= 2)
            {
                bits.b = ((bits.b.As<T, int>() >>> 23) | Vector.Create(ExponentBits.SingleIntegerMagic)).As<int, T>();
            }

            if (sizeof(TRegisters) == 4)
            {
                bits.c = ((bits.c.As<T, int>() >>> 23) | Vector.Create(ExponentBits.SingleIntegerMagic)).As<int, T>();
                bits.d = ((bits.d.As<T, int>() >>> 23) | Vector.Create(ExponentBits.SingleIntegerMagic)).As<int, T>();
            }
        }
        else
        {
            bits.a = ((bits.a.As<T, long>() >>> 52) | Vector.Create(ExponentBits.DoubleIntegerMagic)).As<long, T>();
            if (sizeof(TRegisters) >= 2)
            {
                bits.b = ((bits.b.As<T, long>() >>> 52) | Vector.Create(ExponentBits.DoubleIntegerMagic)).As<long, T>();
            }

            if (sizeof(TRegisters) == 4)
            {
                bits.c = ((bits.c.As<T, long>() >>> 52) | Vector.Create(ExponentBits.DoubleIntegerMagic)).As<long, T>();
                bits.d = ((bits.d.As<T, long>() >>> 52) | Vector.Create(ExponentBits.DoubleIntegerMagic)).As<long, T>();
            }
        }

        return bits;
    }
}
