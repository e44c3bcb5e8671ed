using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Counterweight.Core.Simd;

/// <summary>
/// A block in one, two or four registers of <see cref="Vector{T}"/>, 64 bytes at most: as many as make up 64 bytes on the machine, or one alone.
/// </summary>
/// <remarks>
/// The tests of sizes are constants to the JIT: registers that a block does not have are never touched. Operations
/// change an operand, which came by value, and return it: every local the JIT need not track leaves room for inlining.
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TRegisters">One of <see cref="Registers"/>.</typeparam>
[StructLayout(LayoutKind.Auto)]
internal unsafe partial struct VectorBlock<T, TRegisters> : ISimdBlock<VectorBlock<T, TRegisters>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TRegisters : unmanaged
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
        get => sizeof(TRegisters) * Vector<T>.Count;
    }

    /// <inheritdoc/>
    public static VectorBlock<T, TRegisters> Zero
    {
        [MethodImpl(Inline)]
        get => default;
    }

    /// <inheritdoc/>
    public static VectorBlock<T, TRegisters> One
    {
        [MethodImpl(Inline)]
        get
        {
            Unsafe.SkipInit(out VectorBlock<T, TRegisters> block);
            block.a = Vector<T>.One;
            if (sizeof(TRegisters) >= 2)
            {
                block.b = Vector<T>.One;
            }

            if (sizeof(TRegisters) == 4)
            {
                block.c = Vector<T>.One;
                block.d = Vector<T>.One;
            }

            return block;
        }
    }

    /// <inheritdoc/>
    public static VectorBlock<T, TRegisters> LaneIndex
    {
        [MethodImpl(Inline)]
        get
        {
            Unsafe.SkipInit(out VectorBlock<T, TRegisters> block);
            block.a = Vector<T>.Indices + Vector.Create(T.CreateTruncating(0 * Vector<T>.Count));
            if (sizeof(TRegisters) >= 2)
            {
                block.b = Vector<T>.Indices + Vector.Create(T.CreateTruncating(1 * Vector<T>.Count));
            }

            if (sizeof(TRegisters) == 4)
            {
                block.c = Vector<T>.Indices + Vector.Create(T.CreateTruncating(2 * Vector<T>.Count));
                block.d = Vector<T>.Indices + Vector.Create(T.CreateTruncating(3 * Vector<T>.Count));
            }

            return block;
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T, TRegisters> Create(T value)
    {
        Unsafe.SkipInit(out VectorBlock<T, TRegisters> block);
        block.a = Vector.Create(value);
        if (sizeof(TRegisters) >= 2)
        {
            block.b = Vector.Create(value);
        }

        if (sizeof(TRegisters) == 4)
        {
            block.c = Vector.Create(value);
            block.d = Vector.Create(value);
        }

        return block;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T, TRegisters> Constant(double value)
    {
        Unsafe.SkipInit(out VectorBlock<T, TRegisters> block);
        if (typeof(T) == typeof(float))
        {
            block.a = Vector.Create((float)value).As<float, T>();
            if (sizeof(TRegisters) >= 2)
            {
                block.b = Vector.Create((float)value).As<float, T>();
            }

            if (sizeof(TRegisters) == 4)
            {
                block.c = Vector.Create((float)value).As<float, T>();
                block.d = Vector.Create((float)value).As<float, T>();
            }
        }
        else
        {
            block.a = Vector.Create(value).As<double, T>();
            if (sizeof(TRegisters) >= 2)
            {
                block.b = Vector.Create(value).As<double, T>();
            }

            if (sizeof(TRegisters) == 4)
            {
                block.c = Vector.Create(value).As<double, T>();
                block.d = Vector.Create(value).As<double, T>();
            }
        }

        return block;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static VectorBlock<T, TRegisters> Load(ref readonly T source)
    {
        Unsafe.SkipInit(out VectorBlock<T, TRegisters> block);
        block.a = Vector.LoadUnsafe(in source, (nuint)(0 * Vector<T>.Count));
        if (sizeof(TRegisters) >= 2)
        {
            block.b = Vector.LoadUnsafe(in source, (nuint)(1 * Vector<T>.Count));
        }

        if (sizeof(TRegisters) == 4)
        {
            block.c = Vector.LoadUnsafe(in source, (nuint)(2 * Vector<T>.Count));
            block.d = Vector.LoadUnsafe(in source, (nuint)(3 * Vector<T>.Count));
        }

        return block;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void Store(VectorBlock<T, TRegisters> block, ref T destination)
    {
        block.a.StoreUnsafe(ref destination, (nuint)(0 * Vector<T>.Count));
        if (sizeof(TRegisters) >= 2)
        {
            block.b.StoreUnsafe(ref destination, (nuint)(1 * Vector<T>.Count));
        }

        if (sizeof(TRegisters) == 4)
        {
            block.c.StoreUnsafe(ref destination, (nuint)(2 * Vector<T>.Count));
            block.d.StoreUnsafe(ref destination, (nuint)(3 * Vector<T>.Count));
        }
    }
}
