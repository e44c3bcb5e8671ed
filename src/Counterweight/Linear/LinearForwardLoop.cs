using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Simd;

namespace Counterweight.Linear;

/// <summary>Scores = intercept + weights · features of blocks of rows, row-major, a tile of four classes at a time.</summary>
internal readonly ref struct LinearForwardLoop<T>(RowBlocks<T> rows, ReadOnlySpan<T> parameters, Span<T> scores, int classCount) : IBlockJob<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ReadOnlySpan<T> rows = rows.Values;
    private readonly ReadOnlySpan<T> parameters = parameters;
    private readonly Span<T> scores = scores;
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
            var job = new Tile<TBlock>(this, ClassTiles.FirstClass(done, classCount), blocks);
            ClassTiles.Run(ref job, classCount);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void RunTile<TBlock, TClasses>(ref T x, int tile, ref T z)
        where TBlock : struct, ISimdBlock<TBlock, T>
        where TClasses : struct, ITileClasses
    {
        var last = classCount - 1;
        ref var w0 = ref Unsafe.AsRef(in parameters[tile * featureCount]);
        ref var w1 = ref Unsafe.AsRef(in parameters[Math.Min(tile + 1, last) * featureCount]);
        ref var w2 = ref Unsafe.AsRef(in parameters[Math.Min(tile + 2, last) * featureCount]);
        ref var w3 = ref Unsafe.AsRef(in parameters[Math.Min(tile + 3, last) * featureCount]);
        var intercepts = parameters[(classCount * featureCount)..];
        var c0 = TBlock.Create(intercepts[tile]);
        var c1 = TClasses.Count > 1 ? TBlock.Create(intercepts[tile + 1]) : TBlock.Zero;
        var c2 = TClasses.Count > 2 ? TBlock.Create(intercepts[tile + 2]) : TBlock.Zero;
        var c3 = TClasses.Count > 3 ? TBlock.Create(intercepts[tile + 3]) : TBlock.Zero;
        for (nint feature = 0; feature < featureCount; feature++)
        {
            var value = TBlock.Load(ref Unsafe.Add(ref x, feature * TBlock.Count));
            c0 = TBlock.FusedMultiplyAdd(TBlock.Create(Unsafe.Add(ref w0, feature)), value, c0);
            c1 = TClasses.Count > 1 ? TBlock.FusedMultiplyAdd(TBlock.Create(Unsafe.Add(ref w1, feature)), value, c1) : c1;
            c2 = TClasses.Count > 2 ? TBlock.FusedMultiplyAdd(TBlock.Create(Unsafe.Add(ref w2, feature)), value, c2) : c2;
            c3 = TClasses.Count > 3 ? TBlock.FusedMultiplyAdd(TBlock.Create(Unsafe.Add(ref w3, feature)), value, c3) : c3;
        }

        ClassTiles.Store(ref z, classCount, c0, c1, c2, c3);
    }

    /// <summary>The scores of a tile of classes, block after block.</summary>
    private readonly ref struct Tile<TBlock>(LinearForwardLoop<T> loop, int tile, int blocks) : IClassTileJob
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        private readonly LinearForwardLoop<T> loop = loop;

        public void Run<TClasses>()
            where TClasses : struct, ITileClasses
        {
            ref var x = ref MemoryMarshal.GetReference(loop.rows);
            ref var z = ref Unsafe.Add(ref MemoryMarshal.GetReference(loop.scores), tile);
            for (var block = 0; block < blocks; block++)
            {
                loop.RunTile<TBlock, TClasses>(ref x, tile, ref z);
                x = ref Unsafe.Add(ref x, loop.featureCount * TBlock.Count);
                z = ref Unsafe.Add(ref z, loop.classCount * TBlock.Count);
            }
        }
    }
}
