using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Counterweight.Core.Simd;

/// <content>Pairs of columns.</content>
internal unsafe partial struct VectorBlock<T, TRegisters>
{
    /// <inheritdoc/>
    public static VectorBlock<T, TRegisters> PairOffset
    {
        [MethodImpl(Inline)]
        get
        {
            Unsafe.SkipInit(out VectorBlock<T, TRegisters> block);
            if (Vector<byte>.Count == 64)
            {
                block.a = ColumnPairs.Offset512<T>().AsVector();
            }
            else if (Vector<byte>.Count == 32)
            {
                block.a = ColumnPairs.Offset256<T>().AsVector();
                block.b = block.a;
            }
            else
            {
                block.a = Vector<T>.Zero;
                block.b = Vector.Create(T.CreateTruncating(4));
                block.c = block.a;
                block.d = block.b;
            }

            return block;
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void LoadColumnPairs(ref readonly T source, nint stride, out VectorBlock<T, TRegisters> pair0, out VectorBlock<T, TRegisters> pair1, out VectorBlock<T, TRegisters> pair2, out VectorBlock<T, TRegisters> pair3)
    {
        ref var first = ref Unsafe.AsRef(in source);
        ref var second = ref Unsafe.Add(ref first, Count / 4 * stride);
        if (Vector<byte>.Count == 64)
        {
            ColumnPairs.Load(in source, stride, out Vector512<T> p0, out var p1, out var p2, out var p3);
            (pair0, pair1, pair2, pair3) = (new() { a = p0.AsVector() }, new() { a = p1.AsVector() }, new() { a = p2.AsVector() }, new() { a = p3.AsVector() });
        }
        else if (Vector<byte>.Count == 32)
        {
            ColumnPairs.Load(in first, stride, out Vector256<T> p0, out var p1, out var p2, out var p3);
            ColumnPairs.Load(in second, stride, out Vector256<T> q0, out var q1, out var q2, out var q3);
            pair0 = new() { a = p0.AsVector(), b = q0.AsVector() };
            pair1 = new() { a = p1.AsVector(), b = q1.AsVector() };
            pair2 = new() { a = p2.AsVector(), b = q2.AsVector() };
            pair3 = new() { a = p3.AsVector(), b = q3.AsVector() };
        }
        else
        {
            Columns.Load(in first, stride, out Vector128<T> p0, out var p1, out var p2, out var p3);
            Columns.Load(in Unsafe.Add(ref first, 4), stride, out Vector128<T> q0, out var q1, out var q2, out var q3);
            Columns.Load(in second, stride, out Vector128<T> r0, out var r1, out var r2, out var r3);
            Columns.Load(in Unsafe.Add(ref second, 4), stride, out Vector128<T> s0, out var s1, out var s2, out var s3);
            pair0 = new() { a = p0.AsVector(), b = q0.AsVector(), c = r0.AsVector(), d = s0.AsVector() };
            pair1 = new() { a = p1.AsVector(), b = q1.AsVector(), c = r1.AsVector(), d = s1.AsVector() };
            pair2 = new() { a = p2.AsVector(), b = q2.AsVector(), c = r2.AsVector(), d = s2.AsVector() };
            pair3 = new() { a = p3.AsVector(), b = q3.AsVector(), c = r3.AsVector(), d = s3.AsVector() };
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void SplitPairs(VectorBlock<T, TRegisters> first, VectorBlock<T, TRegisters> second, out VectorBlock<T, TRegisters> left, out VectorBlock<T, TRegisters> right)
    {
        if (Vector<byte>.Count == 64)
        {
            ColumnPairs.Split(first.a.AsVector512(), second.a.AsVector512(), out var l, out var r);
            (left, right) = (new() { a = l.AsVector() }, new() { a = r.AsVector() });
        }
        else if (Vector<byte>.Count == 32)
        {
            ColumnPairs.Split(first.a.AsVector256(), first.b.AsVector256(), out var l0, out var r0);
            ColumnPairs.Split(second.a.AsVector256(), second.b.AsVector256(), out var l1, out var r1);
            left = new() { a = l0.AsVector(), b = l1.AsVector() };
            right = new() { a = r0.AsVector(), b = r1.AsVector() };
        }
        else
        {
            left = new() { a = first.a, b = first.c, c = second.a, d = second.c };
            right = new() { a = first.b, b = first.d, c = second.b, d = second.d };
        }
    }
}
