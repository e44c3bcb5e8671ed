using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Counterweight.Core.Simd;

/// <content>Reading labels; reading and writing whole rows: columns, pairs and triples.</content>
internal partial struct VectorBlock<T>
{
    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T> Load(ref readonly int source)
    {
        Unsafe.SkipInit(out VectorBlock<T> block);
        block.a = FromInt32(in source, 0);
        if (Vector<byte>.Count <= 32)
        {
            block.b = FromInt32(in source, 1);
        }

        if (Vector<byte>.Count == 16)
        {
            block.c = FromInt32(in source, 2);
            block.d = FromInt32(in source, 3);
        }

        return block;
    }

    [MethodImpl(Inline)]
    private static Vector<T> FromInt32(ref readonly int source, int register)
    {
        if (typeof(T) == typeof(float))
        {
            return Vector.ConvertToSingle(Vector.LoadUnsafe(in source, (nuint)(register * Vector<T>.Count))).As<float, T>();
        }

        // Widened, then through the bits of 1.5·2⁵², which every width converts alike.
        var magic = Vector.Create(6755399441055744.0);
        Vector<long> wide;
        if (Vector<byte>.Count == 64)
        {
            var half = Vector256.LoadUnsafe(in source, (nuint)(register * Vector<T>.Count));
            wide = Vector512.Create(Vector256.WidenLower(half), Vector256.WidenUpper(half)).AsVector();
        }
        else if (Vector<byte>.Count == 32)
        {
            var half = Vector128.LoadUnsafe(in source, (nuint)(register * Vector<T>.Count));
            wide = Vector256.Create(Vector128.WidenLower(half), Vector128.WidenUpper(half)).AsVector();
        }
        else
        {
            ref var start = ref Unsafe.Add(ref Unsafe.AsRef(in source), register * Vector<T>.Count);
            wide = Vector128.Create((long)start, Unsafe.Add(ref start, 1)).AsVector();
        }

        return ((wide + magic.As<double, long>()).As<long, double>() - magic).As<double, T>();
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void LoadColumns(ref readonly T source, nint stride, out VectorBlock<T> column0, out VectorBlock<T> column1, out VectorBlock<T> column2, out VectorBlock<T> column3)
    {
        if (Vector<byte>.Count == 64)
        {
            Columns.Load(in source, stride, out Vector512<T> p0, out var p1, out var p2, out var p3);
            (column0, column1, column2, column3) = (new() { a = p0.AsVector() }, new() { a = p1.AsVector() }, new() { a = p2.AsVector() }, new() { a = p3.AsVector() });
        }
        else if (Vector<byte>.Count == 32)
        {
            Columns.Load(in source, stride, out Vector256<T> p0, out var p1, out var p2, out var p3);
            Columns.Load(ref Unsafe.Add(ref Unsafe.AsRef(in source), 1 * Vector<T>.Count * stride), stride, out Vector256<T> q0, out var q1, out var q2, out var q3);
            column0 = new() { a = p0.AsVector(), b = q0.AsVector() };
            column1 = new() { a = p1.AsVector(), b = q1.AsVector() };
            column2 = new() { a = p2.AsVector(), b = q2.AsVector() };
            column3 = new() { a = p3.AsVector(), b = q3.AsVector() };
        }
        else
        {
            Columns.Load(in source, stride, out Vector128<T> p0, out var p1, out var p2, out var p3);
            Columns.Load(ref Unsafe.Add(ref Unsafe.AsRef(in source), 1 * Vector<T>.Count * stride), stride, out Vector128<T> q0, out var q1, out var q2, out var q3);
            Columns.Load(ref Unsafe.Add(ref Unsafe.AsRef(in source), 2 * Vector<T>.Count * stride), stride, out Vector128<T> r0, out var r1, out var r2, out var r3);
            Columns.Load(ref Unsafe.Add(ref Unsafe.AsRef(in source), 3 * Vector<T>.Count * stride), stride, out Vector128<T> s0, out var s1, out var s2, out var s3);
            column0 = new() { a = p0.AsVector(), b = q0.AsVector(), c = r0.AsVector(), d = s0.AsVector() };
            column1 = new() { a = p1.AsVector(), b = q1.AsVector(), c = r1.AsVector(), d = s1.AsVector() };
            column2 = new() { a = p2.AsVector(), b = q2.AsVector(), c = r2.AsVector(), d = s2.AsVector() };
            column3 = new() { a = p3.AsVector(), b = q3.AsVector(), c = r3.AsVector(), d = s3.AsVector() };
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void StoreColumns(ref T destination, nint stride, VectorBlock<T> column0, VectorBlock<T> column1, VectorBlock<T> column2, VectorBlock<T> column3)
    {
        if (Vector<byte>.Count == 64)
        {
            Columns.Store(ref destination, stride, column0.a.AsVector512(), column1.a.AsVector512(), column2.a.AsVector512(), column3.a.AsVector512());
        }
        else if (Vector<byte>.Count == 32)
        {
            Columns.Store(ref destination, stride, column0.a.AsVector256(), column1.a.AsVector256(), column2.a.AsVector256(), column3.a.AsVector256());
            Columns.Store(ref Unsafe.Add(ref destination, 1 * Vector<T>.Count * stride), stride, column0.b.AsVector256(), column1.b.AsVector256(), column2.b.AsVector256(), column3.b.AsVector256());
        }
        else
        {
            Columns.Store(ref destination, stride, column0.a.AsVector128(), column1.a.AsVector128(), column2.a.AsVector128(), column3.a.AsVector128());
            Columns.Store(ref Unsafe.Add(ref destination, 1 * Vector<T>.Count * stride), stride, column0.b.AsVector128(), column1.b.AsVector128(), column2.b.AsVector128(), column3.b.AsVector128());
            Columns.Store(ref Unsafe.Add(ref destination, 2 * Vector<T>.Count * stride), stride, column0.c.AsVector128(), column1.c.AsVector128(), column2.c.AsVector128(), column3.c.AsVector128());
            Columns.Store(ref Unsafe.Add(ref destination, 3 * Vector<T>.Count * stride), stride, column0.d.AsVector128(), column1.d.AsVector128(), column2.d.AsVector128(), column3.d.AsVector128());
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void LoadInterleaved(ref readonly T source, out VectorBlock<T> even, out VectorBlock<T> odd)
    {
        if (Vector<byte>.Count == 64)
        {
            Interleave.Load(in source, out Vector512<T> p0, out var p1);
            even = new() { a = p0.AsVector() };
            odd = new() { a = p1.AsVector() };
        }
        else if (Vector<byte>.Count == 32)
        {
            Interleave.Load(in source, out Vector256<T> p0, out var p1);
            Interleave.Load(ref Unsafe.Add(ref Unsafe.AsRef(in source), 2 * Vector<T>.Count), out Vector256<T> q0, out var q1);
            even = new() { a = p0.AsVector(), b = q0.AsVector() };
            odd = new() { a = p1.AsVector(), b = q1.AsVector() };
        }
        else
        {
            Interleave.Load(in source, out Vector128<T> p0, out var p1);
            Interleave.Load(ref Unsafe.Add(ref Unsafe.AsRef(in source), 2 * Vector<T>.Count), out Vector128<T> q0, out var q1);
            Interleave.Load(ref Unsafe.Add(ref Unsafe.AsRef(in source), 4 * Vector<T>.Count), out Vector128<T> r0, out var r1);
            Interleave.Load(ref Unsafe.Add(ref Unsafe.AsRef(in source), 6 * Vector<T>.Count), out Vector128<T> s0, out var s1);
            even = new() { a = p0.AsVector(), b = q0.AsVector(), c = r0.AsVector(), d = s0.AsVector() };
            odd = new() { a = p1.AsVector(), b = q1.AsVector(), c = r1.AsVector(), d = s1.AsVector() };
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void StoreInterleaved(ref T destination, VectorBlock<T> even, VectorBlock<T> odd)
    {
        if (Vector<byte>.Count == 64)
        {
            Interleave.Store(ref destination, even.a.AsVector512(), odd.a.AsVector512());
        }
        else if (Vector<byte>.Count == 32)
        {
            Interleave.Store(ref destination, even.a.AsVector256(), odd.a.AsVector256());
            Interleave.Store(ref Unsafe.Add(ref destination, 2 * Vector<T>.Count), even.b.AsVector256(), odd.b.AsVector256());
        }
        else
        {
            Interleave.Store(ref destination, even.a.AsVector128(), odd.a.AsVector128());
            Interleave.Store(ref Unsafe.Add(ref destination, 2 * Vector<T>.Count), even.b.AsVector128(), odd.b.AsVector128());
            Interleave.Store(ref Unsafe.Add(ref destination, 4 * Vector<T>.Count), even.c.AsVector128(), odd.c.AsVector128());
            Interleave.Store(ref Unsafe.Add(ref destination, 6 * Vector<T>.Count), even.d.AsVector128(), odd.d.AsVector128());
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void LoadInterleaved(ref readonly T source, out VectorBlock<T> first, out VectorBlock<T> second, out VectorBlock<T> third)
    {
        if (Vector<byte>.Count == 64)
        {
            Interleave.Load(in source, out Vector512<T> p, out var q, out var r);
            (first, second, third) = (new() { a = p.AsVector() }, new() { a = q.AsVector() }, new() { a = r.AsVector() });
            return;
        }

        Unsafe.SkipInit(out Lanes lanes);
        ref var to = ref Unsafe.As<Lanes, T>(ref lanes);
        for (var i = 0; i < Count; i++)
        {
            Unsafe.Add(ref to, i) = Unsafe.Add(ref Unsafe.AsRef(in source), 3 * i);
            Unsafe.Add(ref to, Count + i) = Unsafe.Add(ref Unsafe.AsRef(in source), (3 * i) + 1);
            Unsafe.Add(ref to, (2 * Count) + i) = Unsafe.Add(ref Unsafe.AsRef(in source), (3 * i) + 2);
        }

        (first, second, third) = (Load(ref to), Load(ref Unsafe.Add(ref to, Count)), Load(ref Unsafe.Add(ref to, 2 * Count)));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void StoreInterleaved(ref T destination, VectorBlock<T> first, VectorBlock<T> second, VectorBlock<T> third)
    {
        if (Vector<byte>.Count == 64)
        {
            Interleave.Store(ref destination, first.a.AsVector512(), second.a.AsVector512(), third.a.AsVector512());
            return;
        }

        Unsafe.SkipInit(out Lanes lanes);
        ref var from = ref Unsafe.As<Lanes, T>(ref lanes);
        Store(first, ref from);
        Store(second, ref Unsafe.Add(ref from, Count));
        Store(third, ref Unsafe.Add(ref from, 2 * Count));
        for (var i = 0; i < Count; i++)
        {
            Unsafe.Add(ref destination, 3 * i) = Unsafe.Add(ref from, i);
            Unsafe.Add(ref destination, (3 * i) + 1) = Unsafe.Add(ref from, Count + i);
            Unsafe.Add(ref destination, (3 * i) + 2) = Unsafe.Add(ref from, (2 * Count) + i);
        }
    }

    /// <summary>Room for three blocks.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 192)]
    private struct Lanes;
}
