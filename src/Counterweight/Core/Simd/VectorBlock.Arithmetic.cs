using System.Numerics;
using System.Runtime.CompilerServices;

namespace Counterweight.Core.Simd;

/// <content>Arithmetic and bitwise operations.</content>
internal unsafe partial struct VectorBlock<T, TRegisters>
{
    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T, TRegisters> operator +(VectorBlock<T, TRegisters> left, VectorBlock<T, TRegisters> right)
    {
        left.a += right.a;
        if (sizeof(TRegisters) >= 2)
        {
            left.b += right.b;
        }

        if (sizeof(TRegisters) == 4)
        {
            left.c += right.c;
            left.d += right.d;
        }

        return left;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T, TRegisters> operator -(VectorBlock<T, TRegisters> left, VectorBlock<T, TRegisters> right)
    {
        left.a -= right.a;
        if (sizeof(TRegisters) >= 2)
        {
            left.b -= right.b;
        }

        if (sizeof(TRegisters) == 4)
        {
            left.c -= right.c;
            left.d -= right.d;
        }

        return left;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T, TRegisters> operator *(VectorBlock<T, TRegisters> left, VectorBlock<T, TRegisters> right)
    {
        left.a *= right.a;
        if (sizeof(TRegisters) >= 2)
        {
            left.b *= right.b;
        }

        if (sizeof(TRegisters) == 4)
        {
            left.c *= right.c;
            left.d *= right.d;
        }

        return left;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T, TRegisters> operator /(VectorBlock<T, TRegisters> left, VectorBlock<T, TRegisters> right)
    {
        left.a /= right.a;
        if (sizeof(TRegisters) >= 2)
        {
            left.b /= right.b;
        }

        if (sizeof(TRegisters) == 4)
        {
            left.c /= right.c;
            left.d /= right.d;
        }

        return left;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T, TRegisters> operator &(VectorBlock<T, TRegisters> left, VectorBlock<T, TRegisters> right)
    {
        left.a &= right.a;
        if (sizeof(TRegisters) >= 2)
        {
            left.b &= right.b;
        }

        if (sizeof(TRegisters) == 4)
        {
            left.c &= right.c;
            left.d &= right.d;
        }

        return left;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T, TRegisters> operator |(VectorBlock<T, TRegisters> left, VectorBlock<T, TRegisters> right)
    {
        left.a |= right.a;
        if (sizeof(TRegisters) >= 2)
        {
            left.b |= right.b;
        }

        if (sizeof(TRegisters) == 4)
        {
            left.c |= right.c;
            left.d |= right.d;
        }

        return left;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T, TRegisters> operator ^(VectorBlock<T, TRegisters> left, VectorBlock<T, TRegisters> right)
    {
        left.a ^= right.a;
        if (sizeof(TRegisters) >= 2)
        {
            left.b ^= right.b;
        }

        if (sizeof(TRegisters) == 4)
        {
            left.c ^= right.c;
            left.d ^= right.d;
        }

        return left;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T, TRegisters> operator -(VectorBlock<T, TRegisters> value)
    {
        value.a = -value.a;
        if (sizeof(TRegisters) >= 2)
        {
            value.b = -value.b;
        }

        if (sizeof(TRegisters) == 4)
        {
            value.c = -value.c;
            value.d = -value.d;
        }

        return value;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T, TRegisters> FusedMultiplyAdd(VectorBlock<T, TRegisters> left, VectorBlock<T, TRegisters> right, VectorBlock<T, TRegisters> addend)
    {
        if (typeof(T) == typeof(float))
        {
            addend.a = Vector.FusedMultiplyAdd(left.a.As<T, float>(), right.a.As<T, float>(), addend.a.As<T, float>()).As<float, T>();
            if (sizeof(TRegisters) >= 2)
            {
                addend.b = Vector.FusedMultiplyAdd(left.b.As<T, float>(), right.b.As<T, float>(), addend.b.As<T, float>()).As<float, T>();
            }

            if (sizeof(TRegisters) == 4)
            {
                addend.c = Vector.FusedMultiplyAdd(left.c.As<T, float>(), right.c.As<T, float>(), addend.c.As<T, float>()).As<float, T>();
                addend.d = Vector.FusedMultiplyAdd(left.d.As<T, float>(), right.d.As<T, float>(), addend.d.As<T, float>()).As<float, T>();
            }
        }
        else
        {
            addend.a = Vector.FusedMultiplyAdd(left.a.As<T, double>(), right.a.As<T, double>(), addend.a.As<T, double>()).As<double, T>();
            if (sizeof(TRegisters) >= 2)
            {
                addend.b = Vector.FusedMultiplyAdd(left.b.As<T, double>(), right.b.As<T, double>(), addend.b.As<T, double>()).As<double, T>();
            }

            if (sizeof(TRegisters) == 4)
            {
                addend.c = Vector.FusedMultiplyAdd(left.c.As<T, double>(), right.c.As<T, double>(), addend.c.As<T, double>()).As<double, T>();
                addend.d = Vector.FusedMultiplyAdd(left.d.As<T, double>(), right.d.As<T, double>(), addend.d.As<T, double>()).As<double, T>();
            }
        }

        return addend;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T, TRegisters> Abs(VectorBlock<T, TRegisters> value)
    {
        value.a = Vector.Abs(value.a);
        if (sizeof(TRegisters) >= 2)
        {
            value.b = Vector.Abs(value.b);
        }

        if (sizeof(TRegisters) == 4)
        {
            value.c = Vector.Abs(value.c);
            value.d = Vector.Abs(value.d);
        }

        return value;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T, TRegisters> Sqrt(VectorBlock<T, TRegisters> value)
    {
        value.a = Vector.SquareRoot(value.a);
        if (sizeof(TRegisters) >= 2)
        {
            value.b = Vector.SquareRoot(value.b);
        }

        if (sizeof(TRegisters) == 4)
        {
            value.c = Vector.SquareRoot(value.c);
            value.d = Vector.SquareRoot(value.d);
        }

        return value;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T, TRegisters> Round(VectorBlock<T, TRegisters> value)
    {
        if (typeof(T) == typeof(float))
        {
            value.a = Vector.Round(value.a.As<T, float>()).As<float, T>();
            if (sizeof(TRegisters) >= 2)
            {
                value.b = Vector.Round(value.b.As<T, float>()).As<float, T>();
            }

            if (sizeof(TRegisters) == 4)
            {
                value.c = Vector.Round(value.c.As<T, float>()).As<float, T>();
                value.d = Vector.Round(value.d.As<T, float>()).As<float, T>();
            }
        }
        else
        {
            value.a = Vector.Round(value.a.As<T, double>()).As<double, T>();
            if (sizeof(TRegisters) >= 2)
            {
                value.b = Vector.Round(value.b.As<T, double>()).As<double, T>();
            }

            if (sizeof(TRegisters) == 4)
            {
                value.c = Vector.Round(value.c.As<T, double>()).As<double, T>();
                value.d = Vector.Round(value.d.As<T, double>()).As<double, T>();
            }
        }

        return value;
    }
}
