using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Counterweight.Core.Simd;

/// <content>Columns of rows, pairs and triples.</content>
internal partial struct Vector512Block<T>
{
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
    public static Vector512Block<T> PairOffset { [MethodImpl(Inline)] get => new() { v = ColumnPairs.Offset512<T>() }; }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void LoadColumnPairs(ref readonly T source, nint stride, out Vector512Block<T> pair0, out Vector512Block<T> pair1, out Vector512Block<T> pair2, out Vector512Block<T> pair3)
    {
        ColumnPairs.Load(in source, stride, out Vector512<T> p0, out var p1, out var p2, out var p3);
        (pair0, pair1, pair2, pair3) = (new() { v = p0 }, new() { v = p1 }, new() { v = p2 }, new() { v = p3 });
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void SplitPairs(Vector512Block<T> first, Vector512Block<T> second, out Vector512Block<T> left, out Vector512Block<T> right)
    {
        ColumnPairs.Split(first.v, second.v, out var l, out var r);
        (left, right) = (new() { v = l }, new() { v = r });
    }

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
