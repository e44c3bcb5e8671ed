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
            var job = new Tile<TBlock>(this, tile, done - tile, blocks);
            ClassTiles.Run(ref job, classCount);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void RunTile<TBlock, TClasses>(ref T x, ref T g, int tile, int alreadyDone)
        where TBlock : struct, ISimdBlock<TBlock, T>
        where TClasses : struct, ITileClasses
    {
        ClassTiles.Load(ref g, classCount, out TBlock g0, out TBlock g1, out TBlock g2, out TBlock g3);
        g0 = alreadyDone > 0 ? TBlock.Zero : g0;
        g1 = alreadyDone > 1 ? TBlock.Zero : g1;
        g2 = alreadyDone > 2 ? TBlock.Zero : g2;
        var last = classCount - 1;
        ref var a0 = ref lanes[tile * featureCount * TBlock.Count];
        ref var a1 = ref lanes[Math.Min(tile + 1, last) * featureCount * TBlock.Count];
        ref var a2 = ref lanes[Math.Min(tile + 2, last) * featureCount * TBlock.Count];
        ref var a3 = ref lanes[Math.Min(tile + 3, last) * featureCount * TBlock.Count];
        for (nint feature = 0; feature < featureCount; feature++)
        {
            var offset = feature * TBlock.Count;
            var value = TBlock.Load(ref Unsafe.Add(ref x, offset));
            AddProduct<TBlock, TClasses>(0, g0, value, ref Unsafe.Add(ref a0, offset));
            AddProduct<TBlock, TClasses>(1, g1, value, ref Unsafe.Add(ref a1, offset));
            AddProduct<TBlock, TClasses>(2, g2, value, ref Unsafe.Add(ref a2, offset));
            AddProduct<TBlock, TClasses>(3, g3, value, ref Unsafe.Add(ref a3, offset));
        }

        ref var intercepts = ref lanes[((classCount * featureCount) + tile) * TBlock.Count];
        AddProduct<TBlock, TClasses>(0, g0, TBlock.One, ref intercepts);
        AddProduct<TBlock, TClasses>(1, g1, TBlock.One, ref Unsafe.Add(ref intercepts, TClasses.Count > 1 ? TBlock.Count : 0));
        AddProduct<TBlock, TClasses>(2, g2, TBlock.One, ref Unsafe.Add(ref intercepts, TClasses.Count > 2 ? 2 * TBlock.Count : 0));
        AddProduct<TBlock, TClasses>(3, g3, TBlock.One, ref Unsafe.Add(ref intercepts, TClasses.Count > 3 ? 3 * TBlock.Count : 0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProduct<TBlock, TClasses>(int place, TBlock left, TBlock right, ref T sums)
        where TBlock : struct, ISimdBlock<TBlock, T>
        where TClasses : struct, ITileClasses
    {
        if (place < TClasses.Count)
        {
            TBlock.Store(TBlock.FusedMultiplyAdd(left, right, TBlock.Load(ref sums)), ref sums);
        }
    }

    /// <summary>The gradients of a tile of classes, block after block.</summary>
    private readonly ref struct Tile<TBlock>(LinearBackwardLoop<T> loop, int tile, int alreadyDone, int blocks) : IClassTileJob
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        private readonly LinearBackwardLoop<T> loop = loop;

        public void Run<TClasses>()
            where TClasses : struct, ITileClasses
        {
            ref var x = ref MemoryMarshal.GetReference(loop.rows);
            ref var g = ref Unsafe.Add(ref MemoryMarshal.GetReference(loop.scoreGradients), tile);
            for (var block = 0; block < blocks; block++)
            {
                loop.RunTile<TBlock, TClasses>(ref x, ref g, tile, alreadyDone);
                x = ref Unsafe.Add(ref x, loop.featureCount * TBlock.Count);
                g = ref Unsafe.Add(ref g, loop.classCount * TBlock.Count);
            }
        }
    }
}
