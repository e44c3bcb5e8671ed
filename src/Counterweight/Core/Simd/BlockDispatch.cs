using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Counterweight.Core.Simd;

/// <summary>The one place that chooses the block for this machine.</summary>
internal static class BlockDispatch
{
    /// <summary>Bits of the registers that make up the blocks of this machine.</summary>
    public static int RegisterBits => UsesVector512 ? 512 : 8 * Vector<byte>.Count;

    /// <summary>
    /// True where blocks are <see cref="Vector512Block{T}"/>: 512-bit registers are fast and <see cref="Vector{T}"/>,
    /// 256 bits by default even there, would use half of them.
    /// </summary>
    private static bool UsesVector512
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector512.IsHardwareAccelerated && Vector<byte>.Count < 64;
    }

    /// <summary>Whether blocks of this type are one 512-bit register, to all code.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsVector512<TBlock, T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(TBlock) == typeof(Vector512Block<T>);

    /// <summary>Whether blocks of this type are two registers or four.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool HasSeveralRegisters<TBlock, T>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        typeof(TBlock) == typeof(VectorBlock<T, Registers.Two>) || typeof(TBlock) == typeof(VectorBlock<T, Registers.Four>);

    /// <summary>Runs a loop written over a block type with the block of this machine, which has 64 bytes.</summary>
    /// <typeparam name="TJob">The loop and its operands.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="job">The job, which may keep its result in itself.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<TJob, T>(ref TJob job)
        where TJob : struct, IBlockJob<T>, allows ref struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (UsesVector512)
        {
            job.Run<Vector512Block<T>>();
        }
        else if (Vector<byte>.Count == 64)
        {
            job.Run<VectorBlock<T, Registers.One>>();
        }
        else if (Vector<byte>.Count == 32)
        {
            job.Run<VectorBlock<T, Registers.Two>>();
        }
        else
        {
            job.Run<VectorBlock<T, Registers.Four>>();
        }
    }

    /// <summary>
    /// Runs a loop that does the same to each lane, however many a block has. Where 64 bytes are several registers, blocks have
    /// no more of these than the caller says: an operator on many at once needs more registers than there are.
    /// </summary>
    /// <typeparam name="TJob">The loop and its operands.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <typeparam name="TRegisters">One for long operators, two for short ones.</typeparam>
    /// <param name="job">The job, which may keep its result in itself.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RunByLane<TJob, T, TRegisters>(ref TJob job)
        where TJob : struct, IBlockJob<T>, allows ref struct
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TRegisters : unmanaged
    {
        if (UsesVector512)
        {
            job.Run<Vector512Block<T>>();
        }
        else if (Vector<byte>.Count == 64)
        {
            job.Run<VectorBlock<T, Registers.One>>();
        }
        else
        {
            job.Run<VectorBlock<T, TRegisters>>();
        }
    }
}
