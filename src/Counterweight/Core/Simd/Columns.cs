using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Counterweight.Core.Simd;

/// <summary>
/// Four columns of a row-major matrix into four registers with one row per lane, and back, in 128-bit pieces: 4 × 4
/// floats or 2 × 2 doubles are transposed inside each piece, and the pieces of a register hold consecutive rows.
/// </summary>
internal static class Columns
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    [MethodImpl(Inline)]
    public static void Load<T>(ref readonly T source, nint stride, out Vector512<T> c0, out Vector512<T> c1, out Vector512<T> c2, out Vector512<T> c3)
    {
        if (typeof(T) == typeof(float))
        {
            var r0 = Rows512(in source, 0, 4 * stride).AsSingle();
            var r1 = Rows512(in source, stride, 4 * stride).AsSingle();
            var r2 = Rows512(in source, 2 * stride, 4 * stride).AsSingle();
            var r3 = Rows512(in source, 3 * stride, 4 * stride).AsSingle();
            Transpose(ref r0, ref r1, ref r2, ref r3);
            (c0, c1, c2, c3) = (r0.As<float, T>(), r1.As<float, T>(), r2.As<float, T>(), r3.As<float, T>());
        }
        else
        {
            ref var right = ref Unsafe.Add(ref Unsafe.AsRef(in source), 2);
            var l0 = Rows512(in source, 0, 2 * stride).AsDouble();
            var l1 = Rows512(in source, stride, 2 * stride).AsDouble();
            var u0 = Rows512(ref right, 0, 2 * stride).AsDouble();
            var u1 = Rows512(ref right, stride, 2 * stride).AsDouble();
            c0 = Avx512F.UnpackLow(l0, l1).As<double, T>();
            c1 = Avx512F.UnpackHigh(l0, l1).As<double, T>();
            c2 = Avx512F.UnpackLow(u0, u1).As<double, T>();
            c3 = Avx512F.UnpackHigh(u0, u1).As<double, T>();
        }
    }

    [MethodImpl(Inline)]
    public static void Load<T>(ref readonly T source, nint stride, out Vector256<T> c0, out Vector256<T> c1, out Vector256<T> c2, out Vector256<T> c3)
    {
        if (typeof(T) == typeof(float))
        {
            var r0 = Rows256(in source, 0, 4 * stride).AsSingle();
            var r1 = Rows256(in source, stride, 4 * stride).AsSingle();
            var r2 = Rows256(in source, 2 * stride, 4 * stride).AsSingle();
            var r3 = Rows256(in source, 3 * stride, 4 * stride).AsSingle();
            Transpose(ref r0, ref r1, ref r2, ref r3);
            (c0, c1, c2, c3) = (r0.As<float, T>(), r1.As<float, T>(), r2.As<float, T>(), r3.As<float, T>());
        }
        else
        {
            ref var right = ref Unsafe.Add(ref Unsafe.AsRef(in source), 2);
            var l0 = Rows256(in source, 0, 2 * stride).AsDouble();
            var l1 = Rows256(in source, stride, 2 * stride).AsDouble();
            var u0 = Rows256(ref right, 0, 2 * stride).AsDouble();
            var u1 = Rows256(ref right, stride, 2 * stride).AsDouble();
            c0 = Avx.UnpackLow(l0, l1).As<double, T>();
            c1 = Avx.UnpackHigh(l0, l1).As<double, T>();
            c2 = Avx.UnpackLow(u0, u1).As<double, T>();
            c3 = Avx.UnpackHigh(u0, u1).As<double, T>();
        }
    }

    [MethodImpl(Inline)]
    public static void Load<T>(ref readonly T source, nint stride, out Vector128<T> c0, out Vector128<T> c1, out Vector128<T> c2, out Vector128<T> c3)
    {
        if (typeof(T) == typeof(float))
        {
            var r0 = Row128(in source, 0).AsSingle();
            var r1 = Row128(in source, stride).AsSingle();
            var r2 = Row128(in source, 2 * stride).AsSingle();
            var r3 = Row128(in source, 3 * stride).AsSingle();
            Transpose(ref r0, ref r1, ref r2, ref r3);
            (c0, c1, c2, c3) = (r0.As<float, T>(), r1.As<float, T>(), r2.As<float, T>(), r3.As<float, T>());
        }
        else
        {
            var (l0, l1) = (Row128(in source, 0).AsDouble(), Row128(in source, stride).AsDouble());
            var (u0, u1) = (Row128(in source, 2).AsDouble(), Row128(in source, stride + 2).AsDouble());
            c0 = Low(l0, l1).As<double, T>();
            c1 = High(l0, l1).As<double, T>();
            c2 = Low(u0, u1).As<double, T>();
            c3 = High(u0, u1).As<double, T>();
        }
    }

    [MethodImpl(Inline)]
    public static void Store<T>(ref T destination, nint stride, Vector512<T> c0, Vector512<T> c1, Vector512<T> c2, Vector512<T> c3)
    {
        if (typeof(T) == typeof(float))
        {
            var (r0, r1, r2, r3) = (c0.AsSingle(), c1.AsSingle(), c2.AsSingle(), c3.AsSingle());
            Transpose(ref r0, ref r1, ref r2, ref r3);
            StoreRows(ref destination, 0, 4, stride, r0.As<float, T>());
            StoreRows(ref destination, 1, 4, stride, r1.As<float, T>());
            StoreRows(ref destination, 2, 4, stride, r2.As<float, T>());
            StoreRows(ref destination, 3, 4, stride, r3.As<float, T>());
        }
        else
        {
            ref var right = ref Unsafe.Add(ref destination, 2);
            StoreRows(ref destination, 0, 2, stride, Avx512F.UnpackLow(c0.AsDouble(), c1.AsDouble()).As<double, T>());
            StoreRows(ref destination, 1, 2, stride, Avx512F.UnpackHigh(c0.AsDouble(), c1.AsDouble()).As<double, T>());
            StoreRows(ref right, 0, 2, stride, Avx512F.UnpackLow(c2.AsDouble(), c3.AsDouble()).As<double, T>());
            StoreRows(ref right, 1, 2, stride, Avx512F.UnpackHigh(c2.AsDouble(), c3.AsDouble()).As<double, T>());
        }
    }

    [MethodImpl(Inline)]
    public static void Store<T>(ref T destination, nint stride, Vector256<T> c0, Vector256<T> c1, Vector256<T> c2, Vector256<T> c3)
    {
        if (typeof(T) == typeof(float))
        {
            var (r0, r1, r2, r3) = (c0.AsSingle(), c1.AsSingle(), c2.AsSingle(), c3.AsSingle());
            Transpose(ref r0, ref r1, ref r2, ref r3);
            StoreRows(ref destination, 0, 4, stride, r0.As<float, T>());
            StoreRows(ref destination, 1, 4, stride, r1.As<float, T>());
            StoreRows(ref destination, 2, 4, stride, r2.As<float, T>());
            StoreRows(ref destination, 3, 4, stride, r3.As<float, T>());
        }
        else
        {
            ref var right = ref Unsafe.Add(ref destination, 2);
            StoreRows(ref destination, 0, 2, stride, Avx.UnpackLow(c0.AsDouble(), c1.AsDouble()).As<double, T>());
            StoreRows(ref destination, 1, 2, stride, Avx.UnpackHigh(c0.AsDouble(), c1.AsDouble()).As<double, T>());
            StoreRows(ref right, 0, 2, stride, Avx.UnpackLow(c2.AsDouble(), c3.AsDouble()).As<double, T>());
            StoreRows(ref right, 1, 2, stride, Avx.UnpackHigh(c2.AsDouble(), c3.AsDouble()).As<double, T>());
        }
    }

    [MethodImpl(Inline)]
    public static void Store<T>(ref T destination, nint stride, Vector128<T> c0, Vector128<T> c1, Vector128<T> c2, Vector128<T> c3)
    {
        if (typeof(T) == typeof(float))
        {
            var (r0, r1, r2, r3) = (c0.AsSingle(), c1.AsSingle(), c2.AsSingle(), c3.AsSingle());
            Transpose(ref r0, ref r1, ref r2, ref r3);
            r0.As<float, T>().StoreUnsafe(ref destination);
            r1.As<float, T>().StoreUnsafe(ref Unsafe.Add(ref destination, stride));
            r2.As<float, T>().StoreUnsafe(ref Unsafe.Add(ref destination, 2 * stride));
            r3.As<float, T>().StoreUnsafe(ref Unsafe.Add(ref destination, 3 * stride));
        }
        else
        {
            Low(c0.AsDouble(), c1.AsDouble()).As<double, T>().StoreUnsafe(ref destination);
            High(c0.AsDouble(), c1.AsDouble()).As<double, T>().StoreUnsafe(ref Unsafe.Add(ref destination, stride));
            Low(c2.AsDouble(), c3.AsDouble()).As<double, T>().StoreUnsafe(ref Unsafe.Add(ref destination, 2));
            High(c2.AsDouble(), c3.AsDouble()).As<double, T>().StoreUnsafe(ref Unsafe.Add(ref destination, stride + 2));
        }
    }

    [MethodImpl(Inline)]
    private static Vector128<T> Row128<T>(ref readonly T source, nint offset) =>
        Vector128.LoadUnsafe(ref Unsafe.Add(ref Unsafe.AsRef(in source), offset));

    /// <summary>Two pieces, so far from each other.</summary>
    [MethodImpl(Inline)]
    private static Vector256<T> Rows256<T>(ref readonly T source, nint first, nint step) =>
        Vector256.Create(Row128(in source, first), Row128(in Unsafe.Add(ref Unsafe.AsRef(in source), step), first));

    /// <summary>Four pieces, each so far from the one before.</summary>
    /// <remarks>
    /// From memory to their places: Vector512.Create of two halves would insert both into a register that it reads from the stack.
    /// Steps are taken first, so that a machine's address has a base that all rows share and a small multiple of the stride.
    /// </remarks>
    [MethodImpl(Inline)]
    private static Vector512<T> Rows512<T>(ref readonly T source, nint first, nint step)
    {
        ref var second = ref Unsafe.Add(ref Unsafe.AsRef(in source), step);
        ref var third = ref Unsafe.Add(ref second, step);
        ref var fourth = ref Unsafe.Add(ref third, step);
        var rows = Row128(in source, first).ToVector256Unsafe().ToVector512Unsafe().AsSingle();
        rows = Avx512F.InsertVector128(rows, Row128(in second, first).AsSingle(), 1);
        rows = Avx512F.InsertVector128(rows, Row128(in third, first).AsSingle(), 2);
        return Avx512F.InsertVector128(rows, Row128(in fourth, first).AsSingle(), 3).As<float, T>();
    }

    [MethodImpl(Inline)]
    private static void StoreRows<T>(ref T destination, int first, int step, nint stride, Vector256<T> rows)
    {
        rows.GetLower().StoreUnsafe(ref Unsafe.Add(ref destination, first * stride));
        rows.GetUpper().StoreUnsafe(ref Unsafe.Add(ref destination, (first + step) * stride));
    }

    [MethodImpl(Inline)]
    private static void StoreRows<T>(ref T destination, int first, int step, nint stride, Vector512<T> rows)
    {
        StoreRows(ref destination, first, step, stride, rows.GetLower());
        StoreRows(ref destination, first + (2 * step), step, stride, rows.GetUpper());
    }

    [MethodImpl(Inline)]
    internal static void Transpose(ref Vector512<float> r0, ref Vector512<float> r1, ref Vector512<float> r2, ref Vector512<float> r3)
    {
        var (a, b) = (Avx512F.UnpackLow(r0, r1).AsDouble(), Avx512F.UnpackLow(r2, r3).AsDouble());
        var (c, d) = (Avx512F.UnpackHigh(r0, r1).AsDouble(), Avx512F.UnpackHigh(r2, r3).AsDouble());
        r0 = Avx512F.UnpackLow(a, b).AsSingle();
        r1 = Avx512F.UnpackHigh(a, b).AsSingle();
        r2 = Avx512F.UnpackLow(c, d).AsSingle();
        r3 = Avx512F.UnpackHigh(c, d).AsSingle();
    }

    [MethodImpl(Inline)]
    internal static void Transpose(ref Vector256<float> r0, ref Vector256<float> r1, ref Vector256<float> r2, ref Vector256<float> r3)
    {
        var (a, b) = (Avx.UnpackLow(r0, r1).AsDouble(), Avx.UnpackLow(r2, r3).AsDouble());
        var (c, d) = (Avx.UnpackHigh(r0, r1).AsDouble(), Avx.UnpackHigh(r2, r3).AsDouble());
        r0 = Avx.UnpackLow(a, b).AsSingle();
        r1 = Avx.UnpackHigh(a, b).AsSingle();
        r2 = Avx.UnpackLow(c, d).AsSingle();
        r3 = Avx.UnpackHigh(c, d).AsSingle();
    }

    [MethodImpl(Inline)]
    private static void Transpose(ref Vector128<float> r0, ref Vector128<float> r1, ref Vector128<float> r2, ref Vector128<float> r3)
    {
        var (a, b) = (Low(r0, r1).AsDouble(), Low(r2, r3).AsDouble());
        var (c, d) = (High(r0, r1).AsDouble(), High(r2, r3).AsDouble());
        r0 = Low(a, b).AsSingle();
        r1 = High(a, b).AsSingle();
        r2 = Low(c, d).AsSingle();
        r3 = High(c, d).AsSingle();
    }

    [MethodImpl(Inline)]
    internal static Vector128<float> Low(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackLow(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(a, b)
        : Vector128.Create(a[0], b[0], a[1], b[1]);

    [MethodImpl(Inline)]
    internal static Vector128<float> High(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.UnpackHigh(a, b)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(a, b)
        : Vector128.Create(a[2], b[2], a[3], b[3]);

    [MethodImpl(Inline)]
    internal static Vector128<double> Low(Vector128<double> a, Vector128<double> b) =>
        Sse2.IsSupported ? Sse2.UnpackLow(a, b) : Vector128.Create(a.GetLower(), b.GetLower());

    [MethodImpl(Inline)]
    internal static Vector128<double> High(Vector128<double> a, Vector128<double> b) =>
        Sse2.IsSupported ? Sse2.UnpackHigh(a, b) : Vector128.Create(a.GetUpper(), b.GetUpper());
}
