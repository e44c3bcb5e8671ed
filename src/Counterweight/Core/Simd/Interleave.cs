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
    public static void Load<T>(ref readonly T source, out Vector256<T> first, out Vector256<T> second, out Vector256<T> third)
    {
        Load(in source, out Vector128<T> x, out var y, out var z);
        Load(ref Unsafe.Add(ref Unsafe.AsRef(in source), 3 * Vector128<T>.Count), out Vector128<T> u, out var v, out var w);
        (first, second, third) = (Vector256.Create(x, u), Vector256.Create(y, v), Vector256.Create(z, w));
    }

    [MethodImpl(Inline)]
    public static void Store<T>(ref T destination, Vector256<T> first, Vector256<T> second, Vector256<T> third)
    {
        Store(ref destination, first.GetLower(), second.GetLower(), third.GetLower());
        Store(ref Unsafe.Add(ref destination, 3 * Vector128<T>.Count), first.GetUpper(), second.GetUpper(), third.GetUpper());
    }

    /// <summary>Rows are read one by one, with what lies behind them, and transposed; the last one is read with what lies before it.</summary>
    [MethodImpl(Inline)]
    public static void Load<T>(ref readonly T source, out Vector128<T> first, out Vector128<T> second, out Vector128<T> third)
    {
        if (typeof(T) == typeof(float))
        {
            var (r0, r1, r2) = (Row(in source, 0).AsSingle(), Row(in source, 3).AsSingle(), Row(in source, 6).AsSingle());
            var r3 = Vector128.Shuffle(Row(in source, 8).AsSingle(), Vector128.Create(1, 2, 3, 3));
            var (a, b) = (Columns.Low(r0, r2), Columns.Low(r1, r3));
            first = Columns.Low(a, b).As<float, T>();
            second = Columns.High(a, b).As<float, T>();
            third = Columns.Low(Columns.High(r0, r2), Columns.High(r1, r3)).As<float, T>();
        }
        else
        {
            var (r0, r1) = (Row(in source, 0).AsDouble(), Row(in source, 3).AsDouble());
            first = Columns.Low(r0, r1).As<double, T>();
            second = Columns.High(r0, r1).As<double, T>();
            third = Columns.High(Row(in source, 1).AsDouble(), Row(in source, 4).AsDouble()).As<double, T>();
        }
    }

    /// <summary>The inverse. The places of rows overlap, and what is written twice is the same but for one place, where the second is right.</summary>
    [MethodImpl(Inline)]
    public static void Store<T>(ref T destination, Vector128<T> first, Vector128<T> second, Vector128<T> third)
    {
        if (typeof(T) == typeof(float))
        {
            var (x, y, z) = (first.AsSingle(), second.AsSingle(), third.AsSingle());
            var next = Vector128.Shuffle(x, Vector128.Create(1, 2, 3, 3));
            var (a, b, c, d) = (Columns.Low(x, z), Columns.Low(y, next), Columns.High(x, z), Columns.High(y, next));
            Vector128.Shuffle(Columns.High(c, d), Vector128.Create(3, 0, 1, 2)).As<float, T>().StoreUnsafe(ref destination, 8);
            Columns.Low(a, b).As<float, T>().StoreUnsafe(ref destination);
            Columns.High(a, b).As<float, T>().StoreUnsafe(ref destination, 3);
            Columns.Low(c, d).As<float, T>().StoreUnsafe(ref destination, 6);
        }
        else
        {
            var (x, y, z) = (first.AsDouble(), second.AsDouble(), third.AsDouble());
            Columns.Low(x, y).As<double, T>().StoreUnsafe(ref destination);
            Columns.Low(y, z).As<double, T>().StoreUnsafe(ref destination, 1);
            Columns.High(x, y).As<double, T>().StoreUnsafe(ref destination, 3);
            Columns.High(y, z).As<double, T>().StoreUnsafe(ref destination, 4);
        }
    }

    [MethodImpl(Inline)]
    private static Vector128<T> Row<T>(ref readonly T source, nuint offset) => Vector128.LoadUnsafe(in source, offset);

    [MethodImpl(Inline)]
    private static Vector512<T> Pick<T>(Vector512<T> a, Vector512<T> b, Vector512<int> indices) =>
        Avx512F.PermuteVar16x32x2(a.AsSingle(), indices, b.AsSingle()).As<float, T>();

    [MethodImpl(Inline)]
    private static Vector512<T> Pick<T>(Vector512<T> a, Vector512<T> b, Vector512<long> indices) =>
        Avx512F.PermuteVar8x64x2(a.AsDouble(), indices, b.AsDouble()).As<double, T>();
}
