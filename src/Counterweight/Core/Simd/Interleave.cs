using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Counterweight.Core.Simd;

/// <summary>Rows of two and three columns into one register a column, and back.</summary>
internal static class Interleave
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    [MethodImpl(Inline)]
    public static void Load<T>(ref readonly T source, out Vector512<T> even, out Vector512<T> odd)
    {
        var lower = Vector512.LoadUnsafe(in source);
        var upper = Vector512.LoadUnsafe(in source, (nuint)Vector512<T>.Count);
        if (typeof(T) == typeof(float))
        {
            even = Pick(lower, upper, Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30));
            odd = Pick(lower, upper, Vector512.Create(1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31));
        }
        else
        {
            even = Pick(lower, upper, Vector512.Create(0L, 2, 4, 6, 8, 10, 12, 14));
            odd = Pick(lower, upper, Vector512.Create(1L, 3, 5, 7, 9, 11, 13, 15));
        }
    }

    [MethodImpl(Inline)]
    public static void Store<T>(ref T destination, Vector512<T> even, Vector512<T> odd)
    {
        Vector512<T> lower, upper;
        if (typeof(T) == typeof(float))
        {
            lower = Pick(even, odd, Vector512.Create(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23));
            upper = Pick(even, odd, Vector512.Create(8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31));
        }
        else
        {
            lower = Pick(even, odd, Vector512.Create(0L, 8, 1, 9, 2, 10, 3, 11));
            upper = Pick(even, odd, Vector512.Create(4L, 12, 5, 13, 6, 14, 7, 15));
        }

        lower.StoreUnsafe(ref destination);
        upper.StoreUnsafe(ref destination, (nuint)Vector512<T>.Count);
    }

    [MethodImpl(Inline)]
    public static void Load<T>(ref readonly T source, out Vector512<T> first, out Vector512<T> second, out Vector512<T> third)
    {
        var a = Vector512.LoadUnsafe(in source);
        var b = Vector512.LoadUnsafe(in source, (nuint)Vector512<T>.Count);
        var c = Vector512.LoadUnsafe(in source, (nuint)(2 * Vector512<T>.Count));
        if (typeof(T) == typeof(float))
        {
            // First what a and b hold, then, over it, what c holds (indices 16 and up).
            first = Pick(
                Pick(a, b, Vector512.Create(0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 0, 0, 0, 0, 0)),
                c,
                Vector512.Create(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 17, 20, 23, 26, 29));
            second = Pick(
                Pick(a, b, Vector512.Create(1, 4, 7, 10, 13, 16, 19, 22, 25, 28, 31, 0, 0, 0, 0, 0)),
                c,
                Vector512.Create(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 18, 21, 24, 27, 30));
            third = Pick(
                Pick(a, b, Vector512.Create(2, 5, 8, 11, 14, 17, 20, 23, 26, 29, 0, 0, 0, 0, 0, 0)),
                c,
                Vector512.Create(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 19, 22, 25, 28, 31));
        }
        else
        {
            first = Pick(Pick(a, b, Vector512.Create(0L, 3, 6, 9, 12, 15, 0, 0)), c, Vector512.Create(0L, 1, 2, 3, 4, 5, 10, 13));
            second = Pick(Pick(a, b, Vector512.Create(1L, 4, 7, 10, 13, 0, 0, 0)), c, Vector512.Create(0L, 1, 2, 3, 4, 8, 11, 14));
            third = Pick(Pick(a, b, Vector512.Create(2L, 5, 8, 11, 14, 0, 0, 0)), c, Vector512.Create(0L, 1, 2, 3, 4, 9, 12, 15));
        }
    }

    [MethodImpl(Inline)]
    public static void Store<T>(ref T destination, Vector512<T> first, Vector512<T> second, Vector512<T> third)
    {
        Vector512<T> a, b, c;
        if (typeof(T) == typeof(float))
        {
            a = Pick(
                Pick(first, second, Vector512.Create(0, 16, 0, 1, 17, 0, 2, 18, 0, 3, 19, 0, 4, 20, 0, 5)),
                third,
                Vector512.Create(0, 1, 16, 3, 4, 17, 6, 7, 18, 9, 10, 19, 12, 13, 20, 15));
            b = Pick(
                Pick(first, second, Vector512.Create(21, 0, 6, 22, 0, 7, 23, 0, 8, 24, 0, 9, 25, 0, 10, 26)),
                third,
                Vector512.Create(0, 21, 2, 3, 22, 5, 6, 23, 8, 9, 24, 11, 12, 25, 14, 15));
            c = Pick(
                Pick(first, second, Vector512.Create(0, 11, 27, 0, 12, 28, 0, 13, 29, 0, 14, 30, 0, 15, 31, 0)),
                third,
                Vector512.Create(26, 1, 2, 27, 4, 5, 28, 7, 8, 29, 10, 11, 30, 13, 14, 31));
        }
        else
        {
            a = Pick(Pick(first, second, Vector512.Create(0L, 8, 0, 1, 9, 0, 2, 10)), third, Vector512.Create(0L, 1, 8, 3, 4, 9, 6, 7));
            b = Pick(Pick(first, second, Vector512.Create(0L, 3, 11, 0, 4, 12, 0, 5)), third, Vector512.Create(10L, 1, 2, 11, 4, 5, 12, 7));
            c = Pick(Pick(first, second, Vector512.Create(13L, 0, 6, 14, 0, 7, 15, 0)), third, Vector512.Create(0L, 13, 2, 3, 14, 5, 6, 15));
        }

        a.StoreUnsafe(ref destination);
        b.StoreUnsafe(ref destination, (nuint)Vector512<T>.Count);
        c.StoreUnsafe(ref destination, (nuint)(2 * Vector512<T>.Count));
    }

    [MethodImpl(Inline)]
    public static void Load<T>(ref readonly T source, out Vector256<T> even, out Vector256<T> odd)
    {
        var lower = Vector256.LoadUnsafe(in source);
        var upper = Vector256.LoadUnsafe(in source, (nuint)Vector256<T>.Count);
        if (typeof(T) == typeof(float))
        {
            var (a, b) = (lower.AsSingle(), upper.AsSingle());
            even = Avx2.Permute4x64(Avx.Shuffle(a, b, 0b10_00_10_00).AsDouble(), 0b11_01_10_00).As<double, T>();
            odd = Avx2.Permute4x64(Avx.Shuffle(a, b, 0b11_01_11_01).AsDouble(), 0b11_01_10_00).As<double, T>();
        }
        else
        {
            even = Avx2.Permute4x64(Avx.UnpackLow(lower.AsDouble(), upper.AsDouble()), 0b11_01_10_00).As<double, T>();
            odd = Avx2.Permute4x64(Avx.UnpackHigh(lower.AsDouble(), upper.AsDouble()), 0b11_01_10_00).As<double, T>();
        }
    }

    [MethodImpl(Inline)]
    public static void Store<T>(ref T destination, Vector256<T> even, Vector256<T> odd)
    {
        Vector256<double> low, high;
        if (typeof(T) == typeof(float))
        {
            low = Avx.UnpackLow(even.AsSingle(), odd.AsSingle()).AsDouble();
            high = Avx.UnpackHigh(even.AsSingle(), odd.AsSingle()).AsDouble();
        }
        else
        {
            low = Avx.UnpackLow(even.AsDouble(), odd.AsDouble());
            high = Avx.UnpackHigh(even.AsDouble(), odd.AsDouble());
        }

        Avx.Permute2x128(low, high, 0x20).As<double, T>().StoreUnsafe(ref destination);
        Avx.Permute2x128(low, high, 0x31).As<double, T>().StoreUnsafe(ref destination, (nuint)Vector256<T>.Count);
    }

    [MethodImpl(Inline)]
    public static void Load<T>(ref readonly T source, out Vector128<T> even, out Vector128<T> odd)
    {
        var lower = Vector128.LoadUnsafe(in source);
        var upper = Vector128.LoadUnsafe(in source, (nuint)Vector128<T>.Count);
        if (typeof(T) == typeof(float))
        {
            // a0 b0 a1 b1 | a2 b2 a3 b3, and once more: a0 a2 b0 b2 | a1 a3 b1 b3, which are the evens and the odds.
            var (x, y) = (Columns.Low(lower.AsSingle(), upper.AsSingle()), Columns.High(lower.AsSingle(), upper.AsSingle()));
            even = Columns.Low(x, y).As<float, T>();
            odd = Columns.High(x, y).As<float, T>();
        }
        else
        {
            even = Columns.Low(lower.AsDouble(), upper.AsDouble()).As<double, T>();
            odd = Columns.High(lower.AsDouble(), upper.AsDouble()).As<double, T>();
        }
    }

    [MethodImpl(Inline)]
    public static void Store<T>(ref T destination, Vector128<T> even, Vector128<T> odd)
    {
        if (typeof(T) == typeof(float))
        {
            Columns.Low(even.AsSingle(), odd.AsSingle()).As<float, T>().StoreUnsafe(ref destination);
            Columns.High(even.AsSingle(), odd.AsSingle()).As<float, T>().StoreUnsafe(ref destination, (nuint)Vector128<T>.Count);
        }
        else
        {
            Columns.Low(even.AsDouble(), odd.AsDouble()).As<double, T>().StoreUnsafe(ref destination);
            Columns.High(even.AsDouble(), odd.AsDouble()).As<double, T>().StoreUnsafe(ref destination, (nuint)Vector128<T>.Count);
        }
    }

    [MethodImpl(Inline)]
    private static Vector512<T> Pick<T>(Vector512<T> a, Vector512<T> b, Vector512<int> indices) =>
        Avx512F.PermuteVar16x32x2(a.AsSingle(), indices, b.AsSingle()).As<float, T>();

    [MethodImpl(Inline)]
    private static Vector512<T> Pick<T>(Vector512<T> a, Vector512<T> b, Vector512<long> indices) =>
        Avx512F.PermuteVar8x64x2(a.AsDouble(), indices, b.AsDouble()).As<double, T>();
}
