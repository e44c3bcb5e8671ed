using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Blocks;

namespace Counterweight.Engine;

/// <summary>One span to another, element by element. The spans start at the same place or are disjoint.</summary>
internal readonly ref struct MapLoop<TMap, T>(TMap map, ReadOnlySpan<T> source, Span<T> destination) : IBlockJob<T>
    where TMap : struct, IMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TMap map = map;
    private readonly ReadOnlySpan<T> source = source;
    private readonly Span<T> destination = destination;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Run<TBlock>()
        where TBlock : struct, IBlock<TBlock, T>
    {
        var op = map;
        ref var from = ref MemoryMarshal.GetReference(source);
        ref var to = ref MemoryMarshal.GetReference(destination);
        var whole = source.Length - (source.Length % TBlock.Count);
        for (nint i = 0; i < whole; i += TBlock.Count)
        {
            TBlock.Store(op.Apply(TBlock.Load(ref Unsafe.Add(ref from, i))), ref Unsafe.Add(ref to, i));
        }

        if (whole < source.Length)
        {
            var tail = default(BlockBytes);
            var lanes = MemoryMarshal.CreateSpan(ref Unsafe.As<BlockBytes, T>(ref tail), TBlock.Count);
            source[whole..].CopyTo(lanes);
            TBlock.Store(op.Apply(TBlock.Load(in lanes[0])), ref lanes[0]);
            lanes[..(source.Length - whole)].CopyTo(destination[whole..]);
        }
    }

    /// <summary>Room for one block.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 64)]
    private struct BlockBytes;
}
