using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Numerics;
using Counterweight.Core.Simd;
using Xunit;

namespace Counterweight.Tests.Blocks;

/// <content>Folds across lanes and widening sums.</content>
internal sealed partial class BlockLaws<TBlock, T>
{
    [Law]
    public void FoldsFollowTheTree()
    {
        foreach (var values in Inputs([]))
        {
            var sum = values.ToArray();
            var greatest = values.ToArray();
            for (var half = Count / 2; half > 0; half /= 2)
            {
                for (var lane = 0; lane < half; lane++)
                {
                    sum[lane] += sum[lane + half];
                    greatest[lane] = greatest[lane] > greatest[lane + half] ? greatest[lane] : greatest[lane + half];
                }
            }

            Same(sum[0], TBlock.Sum(Block(values)), exact: false);
            Same(greatest[0], TBlock.MaxAcross(Block(values)), exact: true);
        }
    }

    [Law]
    public void AddToWidens()
    {
        var lanes = new double[Count + 2];
        var expected = new double[Count + 2];
        foreach (var values in Inputs([]).Take(50))
        {
            TBlock.AddTo(Block(values), ref lanes[1]);
            for (var lane = 0; lane < Count; lane++)
            {
                expected[lane + 1] += double.CreateChecked(values[lane]);
            }
        }

        Assert.Equal(expected, lanes);
    }

    [Law]
    public void DecomposeNormalIsDecompose()
    {
        var three = T.CreateChecked(0.75);
        T[] edges = [MinNormal, T.BitIncrement(MinNormal), three, T.BitDecrement(three), T.CreateChecked(1.5), T.BitDecrement(T.CreateChecked(1.5)), T.One, T.BitDecrement(T.One)];
        foreach (var values in Inputs(edges))
        {
            for (var lane = 0; lane < Count; lane++)
            {
                values[lane] = T.IsNormal(values[lane]) ? T.Abs(values[lane]) : edges[lane % edges.Length];
            }

            TBlock.DecomposeNormal(Block(values), out var mantissa, out var exponent);
            TBlock.Decompose(Block(values), out var sameMantissa, out var sameExponent);
            Assert.Equal(Lanes(sameMantissa), Lanes(mantissa));
            Assert.Equal(Lanes(sameExponent), Lanes(exponent));
            var (m, e) = (Lanes(mantissa), Lanes(exponent));
            for (var lane = 0; lane < Count; lane++)
            {
                Assert.InRange(m[lane], three, T.BitDecrement(T.CreateChecked(1.5)));
                Assert.Equal(values[lane], T.ScaleB(m[lane], int.CreateChecked(e[lane])));
            }
        }
    }

    /// <summary>Blocks of even and of odd places are summed apart in double; what adding their sum to the lanes rounds away is kept.</summary>
    [Law(0)]
    [Law(1)]
    [Law(2)]
    [Law(3)]
    [Law(8)]
    [Law(33)]
    public void BlocksAreAddedWithWhatIsLost(int count)
    {
        var lanes64 = 64 / Unsafe.SizeOf<T>();
        var groups = new T[(count * lanes64) + 1];
        for (var i = 0; i < groups.Length; i++)
        {
            groups[i] = T.CreateChecked((random.NextDouble() - 0.3) * Math.ScaleB(1, random.Next(-20, 20)));
        }

        // What is behind the last group is not read, what is around the lanes not written.
        groups[^1] = T.NaN;
        var (lanes, lost) = (new double[lanes64 + 2], new double[lanes64 + 2]);
        for (var lane = 0; lane < lanes.Length; lane++)
        {
            (lanes[lane], lost[lane]) = (Math.ScaleB(random.NextDouble(), 30), random.NextDouble());
        }

        var (expected, expectedLost) = (lanes.ToArray(), lost.ToArray());
        for (var lane = 0; lane < lanes64; lane++)
        {
            var (even, odd) = (0.0, 0.0);
            for (var i = 0; i < count; i++)
            {
                (even, odd) = i % 2 == 0
                    ? (even + double.CreateChecked(groups[(i * lanes64) + lane]), odd)
                    : (even, odd + double.CreateChecked(groups[(i * lanes64) + lane]));
            }

            var old = lanes[lane + 1];
            expected[lane + 1] = old + (even + odd);
            var added = expected[lane + 1] - old;
            expectedLost[lane + 1] += (old - (expected[lane + 1] - added)) + ((even + odd) - added);
        }

        TBlock.AddTo(ref groups[0], count, ref lanes[1], ref lost[1]);
        Assert.Equal(expected, lanes);
        Assert.Equal(expectedLost, lost);
    }
}
