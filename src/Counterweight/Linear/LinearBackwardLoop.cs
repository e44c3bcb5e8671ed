using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Simd;

namespace Counterweight.Linear;

/// <summary>Adds gradient · features of blocks of rows to lanes, one block of them a parameter, a tile of four classes at a time.</summary>
internal readonly ref struct LinearBackwardLoop<T>(RowBlocks<T> rows, ReadOnlySpan<T> scoreGradients, Span<T> lanes, int classCount) : IBlockJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> rows = rows.Values;
    private readonly ReadOnlySpan<T> scoreGradients = scoreGradients;
    private readonly Span<T> lanes = lanes;
    private readonly int classCount = classCount;
    private readonly int featureCount = rows.FeatureCount;

    public void Run<TBlock>()
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        var blockLength = featureCount * TBlock.Count;
        var blocks = rows.Length / blockLength;
        DebugChecks.Whole(rows.Length, blockLength);
        Debug.Assert(classCount > 0 && featureCount > 0, "There is no class, or no feature.");
        for (var done = 0; done < classCount; done += 4)
        {
            var tile = ClassTiles.FirstClass(done, classCount);
            ref var x = ref MemoryMarshal.GetReference(rows);
            ref var g = ref Unsafe.Add(ref MemoryMarshal.GetReference(scoreGradients), tile);
            for (var block = 0; block < blocks; block++)
            {
                RunTile<TBlock>(ref x, ref g, tile, done - tile);
                x = ref Unsafe.Add(ref x, blockLength);
                g = ref Unsafe.Add(ref g, TBlock.Count * classCount);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void RunTile<TBlock>(ref T x, ref T g, int tile, int alreadyDone)
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        ClassTiles.Load(ref g, classCount, out TBlock g0, out TBlock g1, out TBlock g2, out TBlock g3);
        g0 = alreadyDone > 0 ? TBlock.Zero : g0;
        g1 = alreadyDone > 1 ? TBlock.Zero : g1;
        g2 = alreadyDone > 2 ? TBlock.Zero : g2;

        // Classes that a tile lacks have a zero gradient, which is added to the last class.
        var last = classCount - 1;
        ref var a0 = ref lanes[tile * featureCount * TBlock.Count];
        ref var a1 = ref lanes[Math.Min(tile + 1, last) * featureCount * TBlock.Count];
        ref var a2 = ref lanes[Math.Min(tile + 2, last) * featureCount * TBlock.Count];
        ref var a3 = ref lanes[Math.Min(tile + 3, last) * featureCount * TBlock.Count];
        for (nint feature = 0; feature < featureCount; feature++)
        {
            var offset = feature * TBlock.Count;
            var value = TBlock.Load(ref Unsafe.Add(ref x, offset));
            AddProduct(g0, value, ref Unsafe.Add(ref a0, offset));
            AddProduct(g1, value, ref Unsafe.Add(ref a1, offset));
            AddProduct(g2, value, ref Unsafe.Add(ref a2, offset));
            AddProduct(g3, value, ref Unsafe.Add(ref a3, offset));
        }

        ref var intercepts = ref lanes[classCount * featureCount * TBlock.Count];
        AddProduct(g0, TBlock.One, ref Unsafe.Add(ref intercepts, tile * TBlock.Count));
        AddProduct(g1, TBlock.One, ref Unsafe.Add(ref intercepts, Math.Min(tile + 1, last) * TBlock.Count));
        AddProduct(g2, TBlock.One, ref Unsafe.Add(ref intercepts, Math.Min(tile + 2, last) * TBlock.Count));
        AddProduct(g3, TBlock.One, ref Unsafe.Add(ref intercepts, Math.Min(tile + 3, last) * TBlock.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProduct<TBlock>(TBlock left, TBlock right, ref T sums)
        where TBlock : struct, ISimdBlock<TBlock, T> =>
        TBlock.Store(TBlock.FusedMultiplyAdd(left, right, TBlock.Load(ref sums)), ref sums);
}
