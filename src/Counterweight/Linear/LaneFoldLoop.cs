using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Simd;

namespace Counterweight.Linear;

/// <summary>Sums blocks of lanes, one an element.</summary>
internal readonly ref struct LaneFoldLoop<T>(ReadOnlySpan<T> lanes, Span<T> sums) : IBlockJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> lanes = lanes;
    private readonly Span<T> sums = sums;

    public void Run<TBlock>()
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        DebugChecks.Same(lanes.Length, (nint)sums.Length * TBlock.Count);
        ref var block = ref MemoryMarshal.GetReference(lanes);
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] = TBlock.Sum(TBlock.Load(ref block));
            block = ref Unsafe.Add(ref block, TBlock.Count);
        }
    }
}
