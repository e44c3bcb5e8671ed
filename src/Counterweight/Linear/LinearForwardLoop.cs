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
            var tile = ClassTiles.FirstClass(done, classCount);
            ref var x = ref MemoryMarshal.GetReference(rows);
            ref var z = ref Unsafe.Add(ref MemoryMarshal.GetReference(scores), tile);
            for (var block = 0; block < blocks; block++)
            {
                RunTile<TBlock>(ref x, tile, ref z);
                x = ref Unsafe.Add(ref x, blockLength);
                z = ref Unsafe.Add(ref z, TBlock.Count * classCount);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void RunTile<TBlock>(ref T x, int tile, ref T z)
        where TBlock : struct, ISimdBlock<TBlock, T>
    {
        // Classes that a tile lacks repeat the last one.
        var last = classCount - 1;
        ref var w0 = ref Unsafe.AsRef(in parameters[tile * featureCount]);
        ref var w1 = ref Unsafe.AsRef(in parameters[Math.Min(tile + 1, last) * featureCount]);
        ref var w2 = ref Unsafe.AsRef(in parameters[Math.Min(tile + 2, last) * featureCount]);
        ref var w3 = ref Unsafe.AsRef(in parameters[Math.Min(tile + 3, last) * featureCount]);
        var intercepts = parameters[(classCount * featureCount)..];
        var c0 = TBlock.Create(intercepts[tile]);
        var c1 = TBlock.Create(intercepts[Math.Min(tile + 1, last)]);
        var c2 = TBlock.Create(intercepts[Math.Min(tile + 2, last)]);
        var c3 = TBlock.Create(intercepts[Math.Min(tile + 3, last)]);
        for (nint feature = 0; feature < featureCount; feature++)
        {
            var value = TBlock.Load(ref Unsafe.Add(ref x, feature * TBlock.Count));
            c0 = TBlock.FusedMultiplyAdd(TBlock.Create(Unsafe.Add(ref w0, feature)), value, c0);
            c1 = TBlock.FusedMultiplyAdd(TBlock.Create(Unsafe.Add(ref w1, feature)), value, c1);
            c2 = TBlock.FusedMultiplyAdd(TBlock.Create(Unsafe.Add(ref w2, feature)), value, c2);
            c3 = TBlock.FusedMultiplyAdd(TBlock.Create(Unsafe.Add(ref w3, feature)), value, c3);
        }

        ClassTiles.Store(ref z, classCount, c0, c1, c2, c3);
    }
}
