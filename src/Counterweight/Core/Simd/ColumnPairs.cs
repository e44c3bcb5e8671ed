using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Counterweight.Core.Simd;

/// <summary>
/// Eight columns of a row-major matrix into four registers, column j beside column j + 4, in 128-bit pieces that take turns:
/// those of the first rows, then those of the next rows. A row is read by one load where <see cref="Columns"/> needs two.
/// </summary>
internal static class ColumnPairs
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>How far right a lane's column is from the first of its pair.</summary>
    [MethodImpl(Inline)]
    public static Vector512<T> Offset512<T>() => typeof(T) == typeof(float)
        ? Vector512.Create(0f, 0, 0, 0, 4, 4, 4, 4, 0, 0, 0, 0, 4, 4, 4, 4).As<float, T>()
        : Vector512.Create(0.0, 0, 4, 4, 0, 0, 4, 4).As<double, T>();

    /// <inheritdoc cref="Offset512"/>
    [MethodImpl(Inline)]
    public static Vector256<T> Offset256<T>() => typeof(T) == typeof(float)
        ? Vector256.Create(0f, 0, 0, 0, 4, 4, 4, 4).As<float, T>()
        : Vector256.Create(0.0, 0, 4, 4).As<double, T>();

    [MethodImpl(Inline)]
    public static void Load<T>(ref readonly T source, nint stride, out Vector512<T> p0, out Vector512<T> p1, out Vector512<T> p2, out Vector512<T> p3)
    {
        ref var first = ref Unsafe.AsRef(in source);
        if (typeof(T) == typeof(float))
        {
            ref var second = ref Unsafe.Add(ref first, 4 * stride);
            var r0 = Rows(ref first, ref second).AsSingle();
            var r1 = Rows(ref Unsafe.Add(ref first, stride), ref Unsafe.Add(ref second, stride)).AsSingle();
            var r2 = Rows(ref Unsafe.Add(ref first, 2 * stride), ref Unsafe.Add(ref second, 2 * stride)).AsSingle();
            var r3 = Rows(ref Unsafe.Add(ref first, 3 * stride), ref Unsafe.Add(ref second, 3 * stride)).AsSingle();
            Columns.Transpose(ref r0, ref r1, ref r2, ref r3);
            (p0, p1, p2, p3) = (r0.As<float, T>(), r1.As<float, T>(), r2.As<float, T>(), r3.As<float, T>());
        }
        else
        {
            ref var second = ref Unsafe.Add(ref first, 2 * stride);
            var l0 = Halves(ref first, ref second).AsDouble();
            var l1 = Halves(ref Unsafe.Add(ref first, stride), ref Unsafe.Add(ref second, stride)).AsDouble();
            var u0 = Halves(ref Unsafe.Add(ref first, 2), ref Unsafe.Add(ref second, 2)).AsDouble();
            var u1 = Halves(ref Unsafe.Add(ref first, stride + 2), ref Unsafe.Add(ref second, stride + 2)).AsDouble();
            p0 = Avx512F.UnpackLow(l0, l1).As<double, T>();
            p1 = Avx512F.UnpackHigh(l0, l1).As<double, T>();
            p2 = Avx512F.UnpackLow(u0, u1).As<double, T>();
            p3 = Avx512F.UnpackHigh(u0, u1).As<double, T>();
        }
    }

    [MethodImpl(Inline)]
    public static void Load<T>(ref readonly T source, nint stride, out Vector256<T> p0, out Vector256<T> p1, out Vector256<T> p2, out Vector256<T> p3)
    {
        ref var first = ref Unsafe.AsRef(in source);
        if (typeof(T) == typeof(float))
        {
            var r0 = Vector256.LoadUnsafe(ref first).AsSingle();
            var r1 = Vector256.LoadUnsafe(ref Unsafe.Add(ref first, stride)).AsSingle();
            var r2 = Vector256.LoadUnsafe(ref Unsafe.Add(ref first, 2 * stride)).AsSingle();
            var r3 = Vector256.LoadUnsafe(ref Unsafe.Add(ref first, 3 * stride)).AsSingle();
            Columns.Transpose(ref r0, ref r1, ref r2, ref r3);
            (p0, p1, p2, p3) = (r0.As<float, T>(), r1.As<float, T>(), r2.As<float, T>(), r3.As<float, T>());
        }
        else
        {
            ref var next = ref Unsafe.Add(ref first, stride);
            var (l0, l1) = (Half(ref first).AsDouble(), Half(ref next).AsDouble());
            var (u0, u1) = (Half(ref Unsafe.Add(ref first, 2)).AsDouble(), Half(ref Unsafe.Add(ref next, 2)).AsDouble());
            p0 = Avx.UnpackLow(l0, l1).As<double, T>();
            p1 = Avx.UnpackHigh(l0, l1).As<double, T>();
            p2 = Avx.UnpackLow(u0, u1).As<double, T>();
            p3 = Avx.UnpackHigh(u0, u1).As<double, T>();
        }
    }

    /// <summary>The first pieces of each turn, and the second ones, of two registers.</summary>
    [MethodImpl(Inline)]
    public static void Split<T>(Vector512<T> first, Vector512<T> second, out Vector512<T> left, out Vector512<T> right)
    {
        left = Avx512F.Shuffle4x128(first.AsDouble(), second.AsDouble(), 0b10_00_10_00).As<double, T>();
        right = Avx512F.Shuffle4x128(first.AsDouble(), second.AsDouble(), 0b11_01_11_01).As<double, T>();
    }

    /// <inheritdoc cref="Split{T}(Vector512{T}, Vector512{T}, out Vector512{T}, out Vector512{T})"/>
    [MethodImpl(Inline)]
    public static void Split<T>(Vector256<T> first, Vector256<T> second, out Vector256<T> left, out Vector256<T> right)
    {
        left = Avx.Permute2x128(first.AsDouble(), second.AsDouble(), 0x20).As<double, T>();
        right = Avx.Permute2x128(first.AsDouble(), second.AsDouble(), 0x31).As<double, T>();
    }

    /// <summary>Half a register of one row, half of another.</summary>
    [MethodImpl(Inline)]
    private static Vector512<T> Rows<T>(ref T first, ref T second) =>
        Avx512F.InsertVector256(Vector256.LoadUnsafe(ref first).ToVector512Unsafe().AsDouble(), Vector256.LoadUnsafe(ref second).AsDouble(), 1).As<double, T>();

    /// <summary>Two pieces of a row, four elements apart.</summary>
    [MethodImpl(Inline)]
    private static Vector256<T> Half<T>(ref T row) =>
        Avx.InsertVector128(Vector128.LoadUnsafe(ref row).ToVector256Unsafe().AsDouble(), Vector128.LoadUnsafe(ref Unsafe.Add(ref row, 4)).AsDouble(), 1).As<double, T>();

    /// <summary>Two pieces of one row, two of another.</summary>
    [MethodImpl(Inline)]
    private static Vector512<T> Halves<T>(ref T first, ref T second)
    {
        var rows = Half(ref first).ToVector512Unsafe().AsDouble();
        rows = Avx512F.InsertVector128(rows.AsSingle(), Vector128.LoadUnsafe(ref second).AsSingle(), 2).AsDouble();
        return Avx512F.InsertVector128(rows.AsSingle(), Vector128.LoadUnsafe(ref Unsafe.Add(ref second, 4)).AsSingle(), 3).As<float, T>();
    }
}
