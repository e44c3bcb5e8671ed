using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Counterweight.Core.Simd;

/// <content>Comparison and selection.</content>
internal partial struct VectorBlock<T>
{
    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T> Max(VectorBlock<T> left, VectorBlock<T> right)
    {
        // maxps is this comparison to the bit.
        if (Avx.IsSupported && Vector<byte>.Count == 32)
        {
            if (typeof(T) == typeof(float))
            {
                left.a = Avx.Max(left.a.AsVector256().AsSingle(), right.a.AsVector256().AsSingle()).As<float, T>().AsVector();
                left.b = Avx.Max(left.b.AsVector256().AsSingle(), right.b.AsVector256().AsSingle()).As<float, T>().AsVector();
            }
            else
            {
                left.a = Avx.Max(left.a.AsVector256().AsDouble(), right.a.AsVector256().AsDouble()).As<double, T>().AsVector();
                left.b = Avx.Max(left.b.AsVector256().AsDouble(), right.b.AsVector256().AsDouble()).As<double, T>().AsVector();
            }

            return left;
        }

        return Select(LessThan(right, left), left, right);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T> Min(VectorBlock<T> left, VectorBlock<T> right)
    {
        // minps is this comparison to the bit.
        if (Avx.IsSupported && Vector<byte>.Count == 32)
        {
            if (typeof(T) == typeof(float))
            {
                left.a = Avx.Min(left.a.AsVector256().AsSingle(), right.a.AsVector256().AsSingle()).As<float, T>().AsVector();
                left.b = Avx.Min(left.b.AsVector256().AsSingle(), right.b.AsVector256().AsSingle()).As<float, T>().AsVector();
            }
            else
            {
                left.a = Avx.Min(left.a.AsVector256().AsDouble(), right.a.AsVector256().AsDouble()).As<double, T>().AsVector();
                left.b = Avx.Min(left.b.AsVector256().AsDouble(), right.b.AsVector256().AsDouble()).As<double, T>().AsVector();
            }

            return left;
        }

        return Select(LessThan(left, right), left, right);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T> LessThan(VectorBlock<T> left, VectorBlock<T> right)
    {
        left.a = Vector.LessThan(left.a, right.a);
        if (Vector<byte>.Count <= 32)
        {
            left.b = Vector.LessThan(left.b, right.b);
        }

        if (Vector<byte>.Count == 16)
        {
            left.c = Vector.LessThan(left.c, right.c);
            left.d = Vector.LessThan(left.d, right.d);
        }

        return left;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T> LessThanOrEqual(VectorBlock<T> left, VectorBlock<T> right)
    {
        left.a = Vector.LessThanOrEqual(left.a, right.a);
        if (Vector<byte>.Count <= 32)
        {
            left.b = Vector.LessThanOrEqual(left.b, right.b);
        }

        if (Vector<byte>.Count == 16)
        {
            left.c = Vector.LessThanOrEqual(left.c, right.c);
            left.d = Vector.LessThanOrEqual(left.d, right.d);
        }

        return left;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T> Equal(VectorBlock<T> left, VectorBlock<T> right)
    {
        left.a = Vector.Equals(left.a, right.a);
        if (Vector<byte>.Count <= 32)
        {
            left.b = Vector.Equals(left.b, right.b);
        }

        if (Vector<byte>.Count == 16)
        {
            left.c = Vector.Equals(left.c, right.c);
            left.d = Vector.Equals(left.d, right.d);
        }

        return left;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T> Select(VectorBlock<T> mask, VectorBlock<T> whenTrue, VectorBlock<T> whenFalse)
    {
        whenFalse.a = Vector.ConditionalSelect(mask.a, whenTrue.a, whenFalse.a);
        if (Vector<byte>.Count <= 32)
        {
            whenFalse.b = Vector.ConditionalSelect(mask.b, whenTrue.b, whenFalse.b);
        }

        if (Vector<byte>.Count == 16)
        {
            whenFalse.c = Vector.ConditionalSelect(mask.c, whenTrue.c, whenFalse.c);
            whenFalse.d = Vector.ConditionalSelect(mask.d, whenTrue.d, whenFalse.d);
        }

        return whenFalse;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T> SelectLess(VectorBlock<T> left, VectorBlock<T> right, VectorBlock<T> whenTrue, VectorBlock<T> whenFalse)
    {
        whenFalse.a = Vector.ConditionalSelect(Vector.LessThan(left.a, right.a), whenTrue.a, whenFalse.a);
        if (Vector<byte>.Count <= 32)
        {
            whenFalse.b = Vector.ConditionalSelect(Vector.LessThan(left.b, right.b), whenTrue.b, whenFalse.b);
        }

        if (Vector<byte>.Count == 16)
        {
            whenFalse.c = Vector.ConditionalSelect(Vector.LessThan(left.c, right.c), whenTrue.c, whenFalse.c);
            whenFalse.d = Vector.ConditionalSelect(Vector.LessThan(left.d, right.d), whenTrue.d, whenFalse.d);
        }

        return whenFalse;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T> SelectEqual(VectorBlock<T> left, VectorBlock<T> right, VectorBlock<T> whenTrue, VectorBlock<T> whenFalse)
    {
        whenFalse.a = Vector.ConditionalSelect(Vector.Equals(left.a, right.a), whenTrue.a, whenFalse.a);
        if (Vector<byte>.Count <= 32)
        {
            whenFalse.b = Vector.ConditionalSelect(Vector.Equals(left.b, right.b), whenTrue.b, whenFalse.b);
        }

        if (Vector<byte>.Count == 16)
        {
            whenFalse.c = Vector.ConditionalSelect(Vector.Equals(left.c, right.c), whenTrue.c, whenFalse.c);
            whenFalse.d = Vector.ConditionalSelect(Vector.Equals(left.d, right.d), whenTrue.d, whenFalse.d);
        }

        return whenFalse;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static bool Any(VectorBlock<T> mask)
    {
        if (Vector<byte>.Count <= 32)
        {
            mask.a |= mask.b;
        }

        if (Vector<byte>.Count == 16)
        {
            mask.a |= mask.c | mask.d;
        }

        return mask.a.As<T, byte>() != Vector<byte>.Zero;
    }
}
