using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Counterweight.Core.Simd;

/// <content>Reading labels; reading and writing whole rows: columns, pairs and triples.</content>
internal unsafe partial struct VectorBlock<T, TRegisters>
{
    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T, TRegisters> Load(ref readonly int source)
    {
        Unsafe.SkipInit(out VectorBlock<T, TRegisters> block);
        block.a = FromInt32(in source, 0);
        if (sizeof(TRegisters) >= 2)
        {
            block.b = FromInt32(in source, 1);
        }

        if (sizeof(TRegisters) == 4)
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
    public static void LoadColumns(ref readonly T source, nint stride, out VectorBlock<T, TRegisters> column0, out VectorBlock<T, TRegisters> column1, out VectorBlock<T, TRegisters> column2, out VectorBlock<T, TRegisters> column3)
    {
        Unsafe.SkipInit(out column0);
        Unsafe.SkipInit(out column1);
        Unsafe.SkipInit(out column2);
        Unsafe.SkipInit(out column3);
        LoadColumns(in source, 0, stride, out column0.a, out column1.a, out column2.a, out column3.a);
        if (sizeof(TRegisters) >= 2)
        {
            LoadColumns(in source, 1, stride, out column0.b, out column1.b, out column2.b, out column3.b);
        }

        if (sizeof(TRegisters) == 4)
        {
            LoadColumns(in source, 2, stride, out column0.c, out column1.c, out column2.c, out column3.c);
            LoadColumns(in source, 3, stride, out column0.d, out column1.d, out column2.d, out column3.d);
        }
    }

    [MethodImpl(Inline)]
    private static void LoadColumns(ref readonly T source, int register, nint stride, out Vector<T> column0, out Vector<T> column1, out Vector<T> column2, out Vector<T> column3)
    {
        ref var first = ref Unsafe.Add(ref Unsafe.AsRef(in source), register * Vector<T>.Count * stride);
        if (Vector<byte>.Count == 64)
        {
            Columns.Load(ref first, stride, out Vector512<T> c0, out var c1, out var c2, out var c3);
            (column0, column1, column2, column3) = (c0.AsVector(), c1.AsVector(), c2.AsVector(), c3.AsVector());
        }
        else if (Vector<byte>.Count == 32)
        {
            Columns.Load(ref first, stride, out Vector256<T> c0, out var c1, out var c2, out var c3);
            (column0, column1, column2, column3) = (c0.AsVector(), c1.AsVector(), c2.AsVector(), c3.AsVector());
        }
        else
        {
            Columns.Load(ref first, stride, out Vector128<T> c0, out var c1, out var c2, out var c3);
            (column0, column1, column2, column3) = (c0.AsVector(), c1.AsVector(), c2.AsVector(), c3.AsVector());
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void StoreColumns(ref T destination, nint stride, VectorBlock<T, TRegisters> column0, VectorBlock<T, TRegisters> column1, VectorBlock<T, TRegisters> column2, VectorBlock<T, TRegisters> column3)
    {
        StoreColumns(ref destination, 0, stride, column0.a, column1.a, column2.a, column3.a);
        if (sizeof(TRegisters) >= 2)
        {
            StoreColumns(ref destination, 1, stride, column0.b, column1.b, column2.b, column3.b);
        }

        if (sizeof(TRegisters) == 4)
        {
            StoreColumns(ref destination, 2, stride, column0.c, column1.c, column2.c, column3.c);
            StoreColumns(ref destination, 3, stride, column0.d, column1.d, column2.d, column3.d);
        }
    }

    [MethodImpl(Inline)]
    private static void StoreColumns(ref T destination, int register, nint stride, Vector<T> column0, Vector<T> column1, Vector<T> column2, Vector<T> column3)
    {
        ref var first = ref Unsafe.Add(ref destination, register * Vector<T>.Count * stride);
        if (Vector<byte>.Count == 64)
        {
            Columns.Store(ref first, stride, column0.AsVector512(), column1.AsVector512(), column2.AsVector512(), column3.AsVector512());
        }
        else if (Vector<byte>.Count == 32)
        {
            Columns.Store(ref first, stride, column0.AsVector256(), column1.AsVector256(), column2.AsVector256(), column3.AsVector256());
        }
        else
        {
            Columns.Store(ref first, stride, column0.AsVector128(), column1.AsVector128(), column2.AsVector128(), column3.AsVector128());
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void LoadInterleaved(ref readonly T source, out VectorBlock<T, TRegisters> even, out VectorBlock<T, TRegisters> odd)
    {
        Unsafe.SkipInit(out even);
        Unsafe.SkipInit(out odd);
        LoadInterleaved(in source, 0, out even.a, out odd.a);
        if (sizeof(TRegisters) >= 2)
        {
            LoadInterleaved(in source, 1, out even.b, out odd.b);
        }

        if (sizeof(TRegisters) == 4)
        {
            LoadInterleaved(in source, 2, out even.c, out odd.c);
            LoadInterleaved(in source, 3, out even.d, out odd.d);
        }
    }

    [MethodImpl(Inline)]
    private static void LoadInterleaved(ref readonly T source, int register, out Vector<T> even, out Vector<T> odd)
    {
        ref var first = ref Unsafe.Add(ref Unsafe.AsRef(in source), 2 * register * Vector<T>.Count);
        if (Vector<byte>.Count == 64)
        {
            Interleave.Load(ref first, out Vector512<T> e, out var o);
            (even, odd) = (e.AsVector(), o.AsVector());
        }
        else if (Vector<byte>.Count == 32)
        {
            Interleave.Load(ref first, out Vector256<T> e, out var o);
            (even, odd) = (e.AsVector(), o.AsVector());
        }
        else
        {
            Interleave.Load(ref first, out Vector128<T> e, out var o);
            (even, odd) = (e.AsVector(), o.AsVector());
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void StoreInterleaved(ref T destination, VectorBlock<T, TRegisters> even, VectorBlock<T, TRegisters> odd)
    {
        StoreInterleaved(ref destination, 0, even.a, odd.a);
        if (sizeof(TRegisters) >= 2)
        {
            StoreInterleaved(ref destination, 1, even.b, odd.b);
        }

        if (sizeof(TRegisters) == 4)
        {
            StoreInterleaved(ref destination, 2, even.c, odd.c);
            StoreInterleaved(ref destination, 3, even.d, odd.d);
        }
    }

    [MethodImpl(Inline)]
    private static void StoreInterleaved(ref T destination, int register, Vector<T> even, Vector<T> odd)
    {
        ref var first = ref Unsafe.Add(ref destination, 2 * register * Vector<T>.Count);
        if (Vector<byte>.Count == 64)
        {
            Interleave.Store(ref first, even.AsVector512(), odd.AsVector512());
        }
        else if (Vector<byte>.Count == 32)
        {
            Interleave.Store(ref first, even.AsVector256(), odd.AsVector256());
        }
        else
        {
            Interleave.Store(ref first, even.AsVector128(), odd.AsVector128());
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void LoadInterleaved(ref readonly T source, out VectorBlock<T, TRegisters> first, out VectorBlock<T, TRegisters> second, out VectorBlock<T, TRegisters> third)
    {
        Unsafe.SkipInit(out first);
        Unsafe.SkipInit(out second);
        Unsafe.SkipInit(out third);
        LoadInterleaved(in source, 0, out first.a, out second.a, out third.a);
        if (sizeof(TRegisters) >= 2)
        {
            LoadInterleaved(in source, 1, out first.b, out second.b, out third.b);
        }

        if (sizeof(TRegisters) == 4)
        {
            LoadInterleaved(in source, 2, out first.c, out second.c, out third.c);
            LoadInterleaved(in source, 3, out first.d, out second.d, out third.d);
        }
    }

    [MethodImpl(Inline)]
    private static void LoadInterleaved(ref readonly T source, int register, out Vector<T> first, out Vector<T> second, out Vector<T> third)
    {
        ref var start = ref Unsafe.Add(ref Unsafe.AsRef(in source), 3 * register * Vector<T>.Count);
        if (Vector<byte>.Count == 64)
        {
            Interleave.Load(ref start, out Vector512<T> x, out var y, out var z);
            (first, second, third) = (x.AsVector(), y.AsVector(), z.AsVector());
        }
        else if (Vector<byte>.Count == 32)
        {
            Interleave.Load(ref start, out Vector256<T> x, out var y, out var z);
            (first, second, third) = (x.AsVector(), y.AsVector(), z.AsVector());
        }
        else
        {
            Interleave.Load(ref start, out Vector128<T> x, out var y, out var z);
            (first, second, third) = (x.AsVector(), y.AsVector(), z.AsVector());
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void StoreInterleaved(ref T destination, VectorBlock<T, TRegisters> first, VectorBlock<T, TRegisters> second, VectorBlock<T, TRegisters> third)
    {
        StoreInterleaved(ref destination, 0, first.a, second.a, third.a);
        if (sizeof(TRegisters) >= 2)
        {
            StoreInterleaved(ref destination, 1, first.b, second.b, third.b);
        }

        if (sizeof(TRegisters) == 4)
        {
            StoreInterleaved(ref destination, 2, first.c, second.c, third.c);
            StoreInterleaved(ref destination, 3, first.d, second.d, third.d);
        }
    }

    [MethodImpl(Inline)]
    private static void StoreInterleaved(ref T destination, int register, Vector<T> first, Vector<T> second, Vector<T> third)
    {
        ref var start = ref Unsafe.Add(ref destination, 3 * register * Vector<T>.Count);
        if (Vector<byte>.Count == 64)
        {
            Interleave.Store(ref start, first.AsVector512(), second.AsVector512(), third.AsVector512());
        }
        else if (Vector<byte>.Count == 32)
        {
            Interleave.Store(ref start, first.AsVector256(), second.AsVector256(), third.AsVector256());
        }
        else
        {
            Interleave.Store(ref start, first.AsVector128(), second.AsVector128(), third.AsVector128());
        }
    }
}
