using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Counterweight.Core.Simd;

/// <summary>A block in one 512-bit register. Chosen only where <see cref="Vector512.IsHardwareAccelerated"/>.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[StructLayout(LayoutKind.Auto)]
internal struct Vector512Block<T> : ISimdBlock<Vector512Block<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    // Set by initialisers, not by a constructor: every call the JIT need not inline leaves room for others.
    private Vector512<T> v;

    /// <inheritdoc/>
    public static int Count { [MethodImpl(Inline)] get => Vector512<T>.Count; }

    /// <inheritdoc/>
    public static Vector512Block<T> Zero { [MethodImpl(Inline)] get => default; }

    /// <inheritdoc/>
    public static Vector512Block<T> One { [MethodImpl(Inline)] get => new() { v = Vector512<T>.One }; }

    /// <inheritdoc/>
    public static Vector512Block<T> LaneIndex { [MethodImpl(Inline)] get => new() { v = Vector512<T>.Indices }; }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> Create(T value) => new() { v = Vector512.Create(value) };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> Constant(double value) => typeof(T) == typeof(float)
        ? new() { v = Vector512.Create((float)value).As<float, T>() }
        : new() { v = Vector512.Create(value).As<double, T>() };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> Load(ref readonly T source) => new() { v = Vector512.LoadUnsafe(in source) };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> Load(ref readonly int source) => typeof(T) == typeof(float)
        ? new() { v = Vector512.ConvertToSingle(Vector512.LoadUnsafe(in source)).As<float, T>() }
        : new()
        {
            v = Vector512.ConvertToDouble(Vector512.Create(
            Vector256.WidenLower(Vector256.LoadUnsafe(in source)),
            Vector256.WidenUpper(Vector256.LoadUnsafe(in source)))).As<double, T>()
        };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void Store(Vector512Block<T> block, ref T destination) => block.v.StoreUnsafe(ref destination);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> operator +(Vector512Block<T> left, Vector512Block<T> right) => new() { v = left.v + right.v };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> operator -(Vector512Block<T> left, Vector512Block<T> right) => new() { v = left.v - right.v };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> operator *(Vector512Block<T> left, Vector512Block<T> right) => new() { v = left.v * right.v };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> operator /(Vector512Block<T> left, Vector512Block<T> right) => new() { v = left.v / right.v };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> operator -(Vector512Block<T> value) => new() { v = -value.v };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> operator &(Vector512Block<T> left, Vector512Block<T> right) => new() { v = left.v & right.v };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> operator |(Vector512Block<T> left, Vector512Block<T> right) => new() { v = left.v | right.v };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> operator ^(Vector512Block<T> left, Vector512Block<T> right) => new() { v = left.v ^ right.v };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> FusedMultiplyAdd(Vector512Block<T> left, Vector512Block<T> right, Vector512Block<T> addend) => typeof(T) == typeof(float)
        ? new() { v = Vector512.FusedMultiplyAdd(left.v.AsSingle(), right.v.AsSingle(), addend.v.AsSingle()).As<float, T>() }
        : new() { v = Vector512.FusedMultiplyAdd(left.v.AsDouble(), right.v.AsDouble(), addend.v.AsDouble()).As<double, T>() };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> Abs(Vector512Block<T> value) => new() { v = Vector512.Abs(value.v) };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> Sqrt(Vector512Block<T> value) => new() { v = Vector512.Sqrt(value.v) };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> Round(Vector512Block<T> value) => typeof(T) == typeof(float)
        ? new() { v = Vector512.Round(value.v.AsSingle()).As<float, T>() }
        : new() { v = Vector512.Round(value.v.AsDouble()).As<double, T>() };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> Max(Vector512Block<T> left, Vector512Block<T> right)
    {
        // maxps is this comparison to the bit.
        if (Avx512F.IsSupported)
        {
            return typeof(T) == typeof(float)
                ? new() { v = Avx512F.Max(left.v.AsSingle(), right.v.AsSingle()).As<float, T>() }
                : new() { v = Avx512F.Max(left.v.AsDouble(), right.v.AsDouble()).As<double, T>() };
        }

        return new() { v = Vector512.ConditionalSelect(Vector512.GreaterThan(left.v, right.v), left.v, right.v) };
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> Min(Vector512Block<T> left, Vector512Block<T> right)
    {
        if (Avx512F.IsSupported)
        {
            return typeof(T) == typeof(float)
                ? new() { v = Avx512F.Min(left.v.AsSingle(), right.v.AsSingle()).As<float, T>() }
                : new() { v = Avx512F.Min(left.v.AsDouble(), right.v.AsDouble()).As<double, T>() };
        }

        return new() { v = Vector512.ConditionalSelect(Vector512.LessThan(left.v, right.v), left.v, right.v) };
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> LessThan(Vector512Block<T> left, Vector512Block<T> right) => new() { v = Vector512.LessThan(left.v, right.v) };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> LessThanOrEqual(Vector512Block<T> left, Vector512Block<T> right) => new() { v = Vector512.LessThanOrEqual(left.v, right.v) };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> Equal(Vector512Block<T> left, Vector512Block<T> right) => new() { v = Vector512.Equals(left.v, right.v) };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> Select(Vector512Block<T> mask, Vector512Block<T> whenTrue, Vector512Block<T> whenFalse) =>
        new() { v = Vector512.ConditionalSelect(mask.v, whenTrue.v, whenFalse.v) };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> SelectLess(Vector512Block<T> left, Vector512Block<T> right, Vector512Block<T> whenTrue, Vector512Block<T> whenFalse) =>
        new() { v = Vector512.ConditionalSelect(Vector512.LessThan(left.v, right.v), whenTrue.v, whenFalse.v) };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512Block<T> SelectEqual(Vector512Block<T> left, Vector512Block<T> right, Vector512Block<T> whenTrue, Vector512Block<T> whenFalse) =>
        new() { v = Vector512.ConditionalSelect(Vector512.Equals(left.v, right.v), whenTrue.v, whenFalse.v) };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static bool Any(Vector512Block<T> mask) => mask.v.AsByte() != Vector512<byte>.Zero;

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

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static T Sum(Vector512Block<T> value) => Fold128.Sum(Fold(value.v.GetLower() + value.v.GetUpper()));

    [MethodImpl(Inline)]
    private static Vector128<T> Fold(Vector256<T> half) => half.GetLower() + half.GetUpper();

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static T MaxAcross(Vector512Block<T> value)
    {
        var half = Fold128.Max(value.v.GetLower(), value.v.GetUpper());
        return Fold128.Max(Fold128.Max(half.GetLower(), half.GetUpper()));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void AddTo(Vector512Block<T> value, ref double lanes)
    {
        if (typeof(T) == typeof(float))
        {
            ref var upper = ref Unsafe.Add(ref lanes, Vector512<double>.Count);
            (Vector512.LoadUnsafe(ref lanes) + Vector512.WidenLower(value.v.AsSingle())).StoreUnsafe(ref lanes);
            (Vector512.LoadUnsafe(ref upper) + Vector512.WidenUpper(value.v.AsSingle())).StoreUnsafe(ref upper);
        }
        else
        {
            (Vector512.LoadUnsafe(ref lanes) + value.v.AsDouble()).StoreUnsafe(ref lanes);
        }
    }

    /// <inheritdoc/>
    public static void AddTo(ref readonly T blocks, nint count, ref double lanes, ref double lost)
    {
        var (even, odd) = (Vector512<double>.Zero, Vector512<double>.Zero);
        var (evenUpper, oddUpper) = (Vector512<double>.Zero, Vector512<double>.Zero);
        for (nint i = 0; i < count * Count; i += 2 * Count)
        {
            var first = Vector512.LoadUnsafe(in blocks, (nuint)i);
            var second = i + Count < count * Count ? Vector512.LoadUnsafe(in blocks, (nuint)(i + Count)) : Vector512<T>.Zero;
            if (typeof(T) == typeof(float))
            {
                even += Vector512.WidenLower(first.AsSingle());
                evenUpper += Vector512.WidenUpper(first.AsSingle());
                odd += Vector512.WidenLower(second.AsSingle());
                oddUpper += Vector512.WidenUpper(second.AsSingle());
            }
            else
            {
                even += first.AsDouble();
                odd += second.AsDouble();
            }
        }

        Add(even + odd, ref lanes, ref lost);
        if (typeof(T) == typeof(float))
        {
            Add(evenUpper + oddUpper, ref Unsafe.Add(ref lanes, Vector512<double>.Count), ref Unsafe.Add(ref lost, Vector512<double>.Count));
        }
    }

    /// <summary>Knuth's exact sum of two numbers of any order.</summary>
    [MethodImpl(Inline)]
    private static void Add(Vector512<double> value, ref double lanes, ref double lost)
    {
        var old = Vector512.LoadUnsafe(ref lanes);
        var sum = old + value;
        var added = sum - old;
        (Vector512.LoadUnsafe(ref lost) + ((old - (sum - added)) + (value - added))).StoreUnsafe(ref lost);
        sum.StoreUnsafe(ref lanes);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void LoadColumns(ref readonly T source, nint stride, out Vector512Block<T> column0, out Vector512Block<T> column1, out Vector512Block<T> column2, out Vector512Block<T> column3)
    {
        Columns.Load(in source, stride, out Vector512<T> c0, out var c1, out var c2, out var c3);
        (column0, column1, column2, column3) = (new() { v = c0 }, new() { v = c1 }, new() { v = c2 }, new() { v = c3 });
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void StoreColumns(ref T destination, nint stride, Vector512Block<T> column0, Vector512Block<T> column1, Vector512Block<T> column2, Vector512Block<T> column3) =>
        Columns.Store(ref destination, stride, column0.v, column1.v, column2.v, column3.v);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void LoadInterleaved(ref readonly T source, out Vector512Block<T> even, out Vector512Block<T> odd)
    {
        Interleave.Load(in source, out Vector512<T> first, out var second);
        (even, odd) = (new() { v = first }, new() { v = second });
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void StoreInterleaved(ref T destination, Vector512Block<T> even, Vector512Block<T> odd) =>
        Interleave.Store(ref destination, even.v, odd.v);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void LoadInterleaved(ref readonly T source, out Vector512Block<T> first, out Vector512Block<T> second, out Vector512Block<T> third)
    {
        Interleave.Load(in source, out Vector512<T> a, out var b, out var c);
        (first, second, third) = (new() { v = a }, new() { v = b }, new() { v = c });
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void StoreInterleaved(ref T destination, Vector512Block<T> first, Vector512Block<T> second, Vector512Block<T> third) =>
        Interleave.Store(ref destination, first.v, second.v, third.v);
}
