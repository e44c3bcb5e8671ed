using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Simd;

namespace Counterweight.Training.Linear;

/// <summary>
/// Adds gradient · features of a run of row blocks to lane sums: one block of lanes a parameter, in the order of the
/// parameters. Lane i sums the rows r with r mod 8 = i, in their order.
/// </summary>
/// <param name="rows">Blocks of features, see <see cref="RowBlocks"/>.</param>
/// <param name="scoreGradients">Rows × classes.</param>
/// <param name="lanes">Parameters × lanes of a block.</param>
/// <param name="classCount">Number of classes, at least two.</param>
/// <param name="featureCount">Number of features.</param>
internal ref struct LinearBackward(ReadOnlySpan<double> rows, Span<double> scoreGradients, Span<double> lanes, int classCount, int featureCount)
    : IBlockJob<double>
{
    private readonly ReadOnlySpan<double> rows = rows;
    private readonly Span<double> scoreGradients = scoreGradients;
    private readonly Span<double> lanes = lanes;

    public readonly void Run<TBlock>()
        where TBlock : struct, ISimdBlock<TBlock, double>
    {
        var blockLength = featureCount * TBlock.Count;
        var blocks = rows.Length / blockLength;
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
    private readonly void RunTile<TBlock>(ref double x, ref double g, int tile, int alreadyDone)
        where TBlock : struct, ISimdBlock<TBlock, double>
    {
        ClassTiles.Load(ref g, classCount, out TBlock g0, out TBlock g1, out TBlock g2, out TBlock g3);
        g0 = alreadyDone > 0 ? TBlock.Zero : g0;
        g1 = alreadyDone > 1 ? TBlock.Zero : g1;
        g2 = alreadyDone > 2 ? TBlock.Zero : g2;

        // Classes that a tile of two or three lacks have a zero gradient and add it to class 1.
        var last = classCount - 1;
        ref var a0 = ref lanes[tile * featureCount * TBlock.Count];
        ref var a1 = ref lanes[(tile + 1) * featureCount * TBlock.Count];
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
        AddProduct(g1, TBlock.One, ref Unsafe.Add(ref intercepts, (tile + 1) * TBlock.Count));
        AddProduct(g2, TBlock.One, ref Unsafe.Add(ref intercepts, Math.Min(tile + 2, last) * TBlock.Count));
        AddProduct(g3, TBlock.One, ref Unsafe.Add(ref intercepts, Math.Min(tile + 3, last) * TBlock.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddProduct<TBlock>(TBlock left, TBlock right, ref double sums)
        where TBlock : struct, ISimdBlock<TBlock, double> =>
        TBlock.Store(TBlock.FusedMultiplyAdd(left, right, TBlock.Load(ref sums)), ref sums);
}
