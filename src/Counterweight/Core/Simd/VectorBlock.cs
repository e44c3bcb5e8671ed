using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Counterweight.Core.Simd;

/// <summary>
/// A block in one, two or four registers of <see cref="Vector{T}"/>: 64, 32 or 16 bytes each, as the machine has them.
/// </summary>
/// <remarks>
/// The width tests are constants to the JIT: registers that the machine does not need are never touched. Operations
/// change an operand, which came by value, and return it: every local the JIT need not track leaves room for inlining.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[StructLayout(LayoutKind.Auto)]
internal partial struct VectorBlock<T> : ISimdBlock<VectorBlock<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;
    private Vector<T> a;
    private Vector<T> b;
    private Vector<T> c;
    private Vector<T> d;

    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(Inline)]
        get => 64 / Unsafe.SizeOf<T>();
    }

    /// <inheritdoc/>
    public static VectorBlock<T> Zero
    {
        [MethodImpl(Inline)]
        get => default;
    }

    /// <inheritdoc/>
    public static VectorBlock<T> One
    {
        [MethodImpl(Inline)]
        get
        {
            Unsafe.SkipInit(out VectorBlock<T> block);
            block.a = Vector<T>.One;
            if (Vector<byte>.Count <= 32)
            {
                block.b = Vector<T>.One;
            }

            if (Vector<byte>.Count == 16)
            {
                block.c = Vector<T>.One;
                block.d = Vector<T>.One;
            }

            return block;
        }
    }

    /// <inheritdoc/>
    public static VectorBlock<T> LaneIndex
    {
        [MethodImpl(Inline)]
        get
        {
            Unsafe.SkipInit(out VectorBlock<T> block);
            block.a = Vector<T>.Indices + Vector.Create(T.CreateTruncating(0 * Vector<T>.Count));
            if (Vector<byte>.Count <= 32)
            {
                block.b = Vector<T>.Indices + Vector.Create(T.CreateTruncating(1 * Vector<T>.Count));
            }

            if (Vector<byte>.Count == 16)
            {
                block.c = Vector<T>.Indices + Vector.Create(T.CreateTruncating(2 * Vector<T>.Count));
                block.d = Vector<T>.Indices + Vector.Create(T.CreateTruncating(3 * Vector<T>.Count));
            }

            return block;
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T> Create(T value)
    {
        Unsafe.SkipInit(out VectorBlock<T> block);
        block.a = Vector.Create(value);
        if (Vector<byte>.Count <= 32)
        {
            block.b = Vector.Create(value);
        }

        if (Vector<byte>.Count == 16)
        {
            block.c = Vector.Create(value);
            block.d = Vector.Create(value);
        }

        return block;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T> Constant(double value)
    {
        Unsafe.SkipInit(out VectorBlock<T> block);
        if (typeof(T) == typeof(float))
        {
            block.a = Vector.Create((float)value).As<float, T>();
            if (Vector<byte>.Count <= 32)
            {
                block.b = Vector.Create((float)value).As<float, T>();
            }

            if (Vector<byte>.Count == 16)
            {
                block.c = Vector.Create((float)value).As<float, T>();
                block.d = Vector.Create((float)value).As<float, T>();
            }
        }
        else
        {
            block.a = Vector.Create(value).As<double, T>();
            if (Vector<byte>.Count <= 32)
            {
                block.b = Vector.Create(value).As<double, T>();
            }

            if (Vector<byte>.Count == 16)
            {
                block.c = Vector.Create(value).As<double, T>();
                block.d = Vector.Create(value).As<double, T>();
            }
        }

        return block;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T> Load(ref readonly T source)
    {
        Unsafe.SkipInit(out VectorBlock<T> block);
        block.a = Vector.LoadUnsafe(in source, (nuint)(0 * Vector<T>.Count));
        if (Vector<byte>.Count <= 32)
        {
            block.b = Vector.LoadUnsafe(in source, (nuint)(1 * Vector<T>.Count));
        }

        if (Vector<byte>.Count == 16)
        {
            block.c = Vector.LoadUnsafe(in source, (nuint)(2 * Vector<T>.Count));
            block.d = Vector.LoadUnsafe(in source, (nuint)(3 * Vector<T>.Count));
        }

        return block;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void Store(VectorBlock<T> block, ref T destination)
    {
        block.a.StoreUnsafe(ref destination, (nuint)(0 * Vector<T>.Count));
        if (Vector<byte>.Count <= 32)
        {
            block.b.StoreUnsafe(ref destination, (nuint)(1 * Vector<T>.Count));
        }

        if (Vector<byte>.Count == 16)
        {
            block.c.StoreUnsafe(ref destination, (nuint)(2 * Vector<T>.Count));
            block.d.StoreUnsafe(ref destination, (nuint)(3 * Vector<T>.Count));
        }
    }
}
