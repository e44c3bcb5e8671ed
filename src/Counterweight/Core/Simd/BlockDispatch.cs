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

    /// <summary>Runs a loop written over a block type with the block of this machine.</summary>
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
        else
        {
            job.Run<VectorBlock<T>>();
        }
    }
}
