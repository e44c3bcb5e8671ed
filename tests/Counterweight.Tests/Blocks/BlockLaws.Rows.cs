using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Numerics;
using Counterweight.Core.Simd;
using Xunit;

namespace Counterweight.Tests.Blocks;

/// <content>Integers, columns of rows, pairs and triples.</content>
internal sealed partial class BlockLaws<TBlock, T>
{
    [Law]
    public void LoadsIntegers()
    {
        int[] values = [.. Enumerable.Range(0, Count).Select(_ => random.Next(-(1 << 24), 1 << 24))];
        (values[0], values[1]) = (-(1 << 24), 1 << 24);
        Assert.Equal(values.Select(T.CreateChecked), Lanes(TBlock.Load(ref values[0])));
        if (typeof(T) == typeof(double))
        {
            (values[0], values[1]) = (int.MinValue, int.MaxValue);
            Assert.Equal(values.Select(T.CreateChecked), Lanes(TBlock.Load(ref values[0])));
        }
    }

    [Law(4)]
    [Law(5)]
    [Law(11)]
    public static void ColumnsBothWays(int stride)
    {
        T[] source = [.. Enumerable.Range(0, (Count * stride) + 4).Select(T.CreateChecked)];
        TBlock.LoadColumns(ref source[0], stride, out var c0, out var c1, out var c2, out var c3);
        TBlock[] columns = [c0, c1, c2, c3];
        var stored = source.Select(_ => -T.One).ToArray();
        var expected = stored.ToArray();
        for (var column = 0; column < 4; column++)
        {
            Assert.Equal(Enumerable.Range(0, Count).Select(row => source[(row * stride) + column]), Lanes(columns[column]));
            for (var row = 0; row < Count; row++)
            {
                expected[(row * stride) + column] = source[(row * stride) + column];
            }
        }

        TBlock.StoreColumns(ref stored[0], stride, c0, c1, c2, c3);
        Assert.Equal(expected, stored);
    }

    [Law(5)]
    [Law(8)]
    [Law(11)]
    public static void PairsOfColumns(int stride)
    {
        Assert.SkipUnless(Count * Unsafe.SizeOf<T>() == 64, "Pairs of columns are of blocks of 64 bytes.");
        T[] source = [.. Enumerable.Range(0, (Count * stride) + 8).Select(T.CreateChecked)];
        TBlock.LoadColumnPairs(ref source[0], stride, out var u0, out var u1, out var u2, out var u3);
        TBlock.LoadColumnPairs(ref source[Count / 2 * stride], stride, out var l0, out var l1, out var l2, out var l3);
        (TBlock Upper, TBlock Lower)[] pairs = [(u0, l0), (u1, l1), (u2, l2), (u3, l3)];
        for (var column = 0; column < 4; column++)
        {
            TBlock.SplitPairs(pairs[column].Upper, pairs[column].Lower, out var left, out var right);
            Assert.Equal(Enumerable.Range(0, Count).Select(row => source[(row * stride) + column]), Lanes(left));
            Assert.Equal(Enumerable.Range(0, Count).Select(row => source[(row * stride) + column + 4]), Lanes(right));
        }

        TBlock.SplitPairs(TBlock.PairOffset, TBlock.PairOffset, out var zero, out var four);
        Assert.Equal(Enumerable.Repeat(T.Zero, Count), Lanes(zero));
        Assert.Equal(Enumerable.Repeat(T.CreateChecked(4), Count), Lanes(four));
    }

    [Law]
    public static void PairsAndTriplesBothWays()
    {
        T[] source = [.. Enumerable.Range(0, 3 * Count).Select(T.CreateChecked)];
        var stored = new T[(3 * Count) + 2];
        TBlock.LoadInterleaved(ref source[0], out TBlock even, out TBlock odd);
        Assert.Equal(Enumerable.Range(0, Count).Select(i => source[2 * i]), Lanes(even));
        Assert.Equal(Enumerable.Range(0, Count).Select(i => source[(2 * i) + 1]), Lanes(odd));
        TBlock.StoreInterleaved(ref stored[1], even, odd);
        Assert.Equal([T.Zero, .. source[..(2 * Count)], .. new T[Count + 1]], stored);

        TBlock.LoadInterleaved(ref source[0], out var first, out var second, out var third);
        Assert.Equal(Enumerable.Range(0, Count).Select(i => source[3 * i]), Lanes(first));
        Assert.Equal(Enumerable.Range(0, Count).Select(i => source[(3 * i) + 1]), Lanes(second));
        Assert.Equal(Enumerable.Range(0, Count).Select(i => source[(3 * i) + 2]), Lanes(third));
        TBlock.StoreInterleaved(ref stored[1], first, second, third);
        Assert.Equal([T.Zero, .. source, T.Zero], stored);
    }
}
