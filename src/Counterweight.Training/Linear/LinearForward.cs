using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Simd;

namespace Counterweight.Training.Linear;

/// <summary>Scores = intercept + weights · features for a run of row blocks, row-major.</summary>
/// <param name="rows">Blocks of features, see <see cref="RowBlocks"/>.</param>
/// <param name="parameters">Classes × features of weights, then one intercept a class.</param>
/// <param name="scores">Rows × classes.</param>
/// <param name="classCount">Number of classes, at least two.</param>
/// <param name="featureCount">Number of features.</param>
internal ref struct LinearForward(ReadOnlySpan<double> rows, ReadOnlySpan<double> parameters, Span<double> scores, int classCount, int featureCount)
    : IBlockJob<double>
{
    private readonly ReadOnlySpan<double> rows = rows;
    private readonly ReadOnlySpan<double> parameters = parameters;
    private readonly Span<double> scores = scores;

    public readonly void Run<TBlock>()
        where TBlock : struct, ISimdBlock<TBlock, double>
    {
        var blockLength = featureCount * TBlock.Count;
        var blocks = rows.Length / blockLength;
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
    private readonly void RunTile<TBlock>(ref double x, int tile, ref double z)
        where TBlock : struct, ISimdBlock<TBlock, double>
    {
        // Classes 2 and 3 of a tile that has no such class repeat class 1.
        var last = classCount - 1;
        ref var w0 = ref Unsafe.AsRef(in parameters[tile * featureCount]);
        ref var w1 = ref Unsafe.AsRef(in parameters[(tile + 1) * featureCount]);
        ref var w2 = ref Unsafe.AsRef(in parameters[Math.Min(tile + 2, last) * featureCount]);
        ref var w3 = ref Unsafe.AsRef(in parameters[Math.Min(tile + 3, last) * featureCount]);
        var intercepts = parameters[(classCount * featureCount)..];
        var c0 = TBlock.Create(intercepts[tile]);
        var c1 = TBlock.Create(intercepts[tile + 1]);
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
