using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Simd;

namespace Counterweight.Elementwise;

/// <summary>One span to another, element by element. The spans start at the same place or are disjoint.</summary>
internal readonly ref struct MapLoop<TMap, T>(TMap map, ReadOnlySpan<T> source, Span<T> destination) : IBlockJob<T>
    where TMap : struct, IMap<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TMap map = map;
    private readonly ReadOnlySpan<T> source = source;
    private readonly Span<T> destination = destination;

    public void Run<TBlock>()
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        DebugChecks.Same(source.Length, destination.Length);
        var rest = source.Length % TBlock.Count;
        var whole = source.Length - rest;
        Whole<TBlock>(map, ref MemoryMarshal.GetReference(source), ref MemoryMarshal.GetReference(destination), whole);
        if (rest > 0)
        {
            var tail = default(BlockBytes);
            var lanes = MemoryMarshal.CreateSpan(ref Unsafe.As<BlockBytes, T>(ref tail), TBlock.Count);
            source[whole..].CopyTo(lanes);
            Whole<TBlock>(map, ref lanes[0], ref lanes[0], TBlock.Count);
            lanes[..rest].CopyTo(destination[whole..]);
        }
    }

    // On its own, so that the operator is inlined once: twice would exceed what the JIT inlines for the longest ones.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Whole<TBlock>(TMap map, ref T source, ref T destination, nint count)
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        for (nint i = 0; i < count; i += TBlock.Count)
        {
            TBlock.Store(map.Apply(TBlock.Load(ref Unsafe.Add(ref source, i))), ref Unsafe.Add(ref destination, i));
        }
    }

    /// <summary>Room for one block.</summary>
    [StructLayout(LayoutKind.Sequential, Size = 64)]
    private struct BlockBytes;
}
