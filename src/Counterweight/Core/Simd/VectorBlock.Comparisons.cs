using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Counterweight.Core.Simd;

/// <content>Comparison and selection.</content>
internal unsafe partial struct VectorBlock<T, TRegisters>
{
    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T, TRegisters> Max(VectorBlock<T, TRegisters> left, VectorBlock<T, TRegisters> right)
    {
        left.a = Max(left.a, right.a);
        if (sizeof(TRegisters) >= 2)
        {
            left.b = Max(left.b, right.b);
        }

        if (sizeof(TRegisters) == 4)
        {
            left.c = Max(left.c, right.c);
            left.d = Max(left.d, right.d);
        }

        return left;
    }

    // maxps is this comparison to the bit.
    [MethodImpl(Inline)]
    private static Vector<T> Max(Vector<T> left, Vector<T> right)
    {
        if (Avx.IsSupported && Vector<byte>.Count == 32)
        {
            return typeof(T) == typeof(float)
                ? Avx.Max(left.AsVector256().AsSingle(), right.AsVector256().AsSingle()).As<float, T>().AsVector()
                : Avx.Max(left.AsVector256().AsDouble(), right.AsVector256().AsDouble()).As<double, T>().AsVector();
        }

        if (Sse2.IsSupported && Vector<byte>.Count == 16)
        {
            return typeof(T) == typeof(float)
                ? Sse.Max(left.AsVector128().AsSingle(), right.AsVector128().AsSingle()).As<float, T>().AsVector()
                : Sse2.Max(left.AsVector128().AsDouble(), right.AsVector128().AsDouble()).As<double, T>().AsVector();
        }

        return Vector.ConditionalSelect(Vector.GreaterThan(left, right), left, right);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T, TRegisters> Min(VectorBlock<T, TRegisters> left, VectorBlock<T, TRegisters> right)
    {
        left.a = Min(left.a, right.a);
        if (sizeof(TRegisters) >= 2)
        {
            left.b = Min(left.b, right.b);
        }

        if (sizeof(TRegisters) == 4)
        {
            left.c = Min(left.c, right.c);
            left.d = Min(left.d, right.d);
        }

        return left;
    }

    // minps is this comparison to the bit.
    [MethodImpl(Inline)]
    private static Vector<T> Min(Vector<T> left, Vector<T> right)
    {
        if (Avx.IsSupported && Vector<byte>.Count == 32)
        {
            return typeof(T) == typeof(float)
                ? Avx.Min(left.AsVector256().AsSingle(), right.AsVector256().AsSingle()).As<float, T>().AsVector()
                : Avx.Min(left.AsVector256().AsDouble(), right.AsVector256().AsDouble()).As<double, T>().AsVector();
        }

        if (Sse2.IsSupported && Vector<byte>.Count == 16)
        {
            return typeof(T) == typeof(float)
                ? Sse.Min(left.AsVector128().AsSingle(), right.AsVector128().AsSingle()).As<float, T>().AsVector()
                : Sse2.Min(left.AsVector128().AsDouble(), right.AsVector128().AsDouble()).As<double, T>().AsVector();
        }

        return Vector.ConditionalSelect(Vector.LessThan(left, right), left, right);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T, TRegisters> LessThan(VectorBlock<T, TRegisters> left, VectorBlock<T, TRegisters> right)
    {
        left.a = Vector.LessThan(left.a, right.a);
        if (sizeof(TRegisters) >= 2)
        {
            left.b = Vector.LessThan(left.b, right.b);
        }

        if (sizeof(TRegisters) == 4)
        {
            left.c = Vector.LessThan(left.c, right.c);
            left.d = Vector.LessThan(left.d, right.d);
        }

        return left;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T, TRegisters> LessThanOrEqual(VectorBlock<T, TRegisters> left, VectorBlock<T, TRegisters> right)
    {
        left.a = Vector.LessThanOrEqual(left.a, right.a);
        if (sizeof(TRegisters) >= 2)
        {
            left.b = Vector.LessThanOrEqual(left.b, right.b);
        }

        if (sizeof(TRegisters) == 4)
        {
            left.c = Vector.LessThanOrEqual(left.c, right.c);
            left.d = Vector.LessThanOrEqual(left.d, right.d);
        }

        return left;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T, TRegisters> Equal(VectorBlock<T, TRegisters> left, VectorBlock<T, TRegisters> right)
    {
        left.a = Vector.Equals(left.a, right.a);
        if (sizeof(TRegisters) >= 2)
        {
            left.b = Vector.Equals(left.b, right.b);
        }

        if (sizeof(TRegisters) == 4)
        {
            left.c = Vector.Equals(left.c, right.c);
            left.d = Vector.Equals(left.d, right.d);
        }

        return left;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T, TRegisters> Select(VectorBlock<T, TRegisters> mask, VectorBlock<T, TRegisters> whenTrue, VectorBlock<T, TRegisters> whenFalse)
    {
        if (sizeof(TRegisters) == 1)
        {
            whenFalse.a = Choose(mask.a, whenTrue.a, whenFalse.a);
            return whenFalse;
        }

        whenFalse.a = Vector.ConditionalSelect(mask.a, whenTrue.a, whenFalse.a);
        if (sizeof(TRegisters) >= 2)
        {
            whenFalse.b = Vector.ConditionalSelect(mask.b, whenTrue.b, whenFalse.b);
        }

        if (sizeof(TRegisters) == 4)
        {
            whenFalse.c = Vector.ConditionalSelect(mask.c, whenTrue.c, whenFalse.c);
            whenFalse.d = Vector.ConditionalSelect(mask.d, whenTrue.d, whenFalse.d);
        }

        return whenFalse;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T, TRegisters> SelectLess(VectorBlock<T, TRegisters> left, VectorBlock<T, TRegisters> right, VectorBlock<T, TRegisters> whenTrue, VectorBlock<T, TRegisters> whenFalse)
    {
        if (sizeof(TRegisters) == 1)
        {
            whenFalse.a = Choose(Vector.LessThan(left.a, right.a), whenTrue.a, whenFalse.a);
            return whenFalse;
        }

        whenFalse.a = Vector.ConditionalSelect(Vector.LessThan(left.a, right.a), whenTrue.a, whenFalse.a);
        if (sizeof(TRegisters) >= 2)
        {
            whenFalse.b = Vector.ConditionalSelect(Vector.LessThan(left.b, right.b), whenTrue.b, whenFalse.b);
        }

        if (sizeof(TRegisters) == 4)
        {
            whenFalse.c = Vector.ConditionalSelect(Vector.LessThan(left.c, right.c), whenTrue.c, whenFalse.c);
            whenFalse.d = Vector.ConditionalSelect(Vector.LessThan(left.d, right.d), whenTrue.d, whenFalse.d);
        }

        return whenFalse;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T, TRegisters> SelectEqual(VectorBlock<T, TRegisters> left, VectorBlock<T, TRegisters> right, VectorBlock<T, TRegisters> whenTrue, VectorBlock<T, TRegisters> whenFalse)
    {
        if (sizeof(TRegisters) == 1)
        {
            whenFalse.a = Choose(Vector.Equals(left.a, right.a), whenTrue.a, whenFalse.a);
            return whenFalse;
        }

        whenFalse.a = Vector.ConditionalSelect(Vector.Equals(left.a, right.a), whenTrue.a, whenFalse.a);
        if (sizeof(TRegisters) >= 2)
        {
            whenFalse.b = Vector.ConditionalSelect(Vector.Equals(left.b, right.b), whenTrue.b, whenFalse.b);
        }

        if (sizeof(TRegisters) == 4)
        {
            whenFalse.c = Vector.ConditionalSelect(Vector.Equals(left.c, right.c), whenTrue.c, whenFalse.c);
            whenFalse.d = Vector.ConditionalSelect(Vector.Equals(left.d, right.d), whenTrue.d, whenFalse.d);
        }

        return whenFalse;
    }

    // A mask that serves several times is no comparison to the JIT any more, and ConditionalSelect three instructions.
    [MethodImpl(Inline)]
    private static Vector<T> Choose(Vector<T> mask, Vector<T> whenTrue, Vector<T> whenFalse)
    {
        if (Avx.IsSupported && Vector<byte>.Count == 32)
        {
            return typeof(T) == typeof(float)
                ? Avx.BlendVariable(whenFalse.AsVector256().AsSingle(), whenTrue.AsVector256().AsSingle(), mask.AsVector256().AsSingle()).As<float, T>().AsVector()
                : Avx.BlendVariable(whenFalse.AsVector256().AsDouble(), whenTrue.AsVector256().AsDouble(), mask.AsVector256().AsDouble()).As<double, T>().AsVector();
        }

        if (Sse41.IsSupported && Vector<byte>.Count == 16)
        {
            return typeof(T) == typeof(float)
                ? Sse41.BlendVariable(whenFalse.AsVector128().AsSingle(), whenTrue.AsVector128().AsSingle(), mask.AsVector128().AsSingle()).As<float, T>().AsVector()
                : Sse41.BlendVariable(whenFalse.AsVector128().AsDouble(), whenTrue.AsVector128().AsDouble(), mask.AsVector128().AsDouble()).As<double, T>().AsVector();
        }

        return Vector.ConditionalSelect(mask, whenTrue, whenFalse);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static bool Any(VectorBlock<T, TRegisters> mask)
    {
        if (sizeof(TRegisters) >= 2)
        {
            mask.a |= mask.b;
        }

        if (sizeof(TRegisters) == 4)
        {
            mask.a |= mask.c | mask.d;
        }

        return mask.a.As<T, byte>() != Vector<byte>.Zero;
    }
}
