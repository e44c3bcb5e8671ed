using Counterweight.Resampling;
using Counterweight.Resampling.Over;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Resampling.Over;

/// <summary>More new rows where neighbors are of other classes, and the total exact.</summary>
public sealed class AdasynTests
{
    [Fact]
    public void ParentsHaveTheirShares()
    {
        var rows = new Rows(400, 3, 1, 0.7, 0.2, 0.1);
        foreach (var (label, extra) in new[] { (1, 333), (2, 1000) })
        {
            var own = rows.OfClass(label);
            var made = rows.Make(new Adasyn(4), $"{label}:{own.Length + extra}");
            var foreign = own.Select(row => rows.Nearest(row, Enumerable.Range(0, 400), 4).Count(neighbor => rows.Labels[neighbor] != label)).ToArray();
            var seen = own.Select(row => made.Parents.ToArray().Count(parent => parent == row)).ToArray();
            Assert.Equal(extra, seen.Sum());
            for (var i = 0; i < own.Length; i++)
            {
                var share = (double)foreign[i] * extra / foreign.Sum();
                Assert.InRange(seen[i], Math.Floor(share), Math.Ceiling(share));
            }

            Assert.True(made.Parents.ToArray().SequenceEqual(made.Parents.ToArray().Order()));
            for (var i = 0; i < extra; i += 7)
            {
                Assert.Contains(made.Neighbors.Span[i], rows.Nearest(made.Parents.Span[i], own, 4));
            }
        }
    }

    [Fact]
    public void WithoutNeighborsOfOtherClassesSharesAreEqual()
    {
        float[] features = [.. Enumerable.Range(0, 10).Select(i => (float)i), .. Enumerable.Range(0, 7).Select(i => 1000f + i)];
        int[] labels = [.. Enumerable.Repeat(0, 10), .. Enumerable.Repeat(1, 7)];
        var made = new Adasyn(2).Resample(new(features, 1, labels), SamplingStrategy.Counts((1, 7 + 16)), 1);
        Assert.Equal([3, 3, 2, 2, 2, 2, 2], Enumerable.Range(10, 7).Select(row => made.Parents.ToArray().Count(parent => parent == row)));
    }

    [Fact]
    public void ThreadsChangeNothing()
    {
        var rows = new Rows(3000, 5, 2, 0.8, 0.2);
        var (one, three) = (rows.Make(new Adasyn()), rows.Make(new Adasyn(), threads: 3));
        Assert.Equal(one.Features.ToArray(), three.Features.ToArray());
        Assert.Equal(one.Parents.ToArray(), three.Parents.ToArray());
        Assert.Equal(one.SampleWeights.ToArray(), three.SampleWeights.ToArray());
    }

    [Fact]
    public void FewRowsAndBadOptions()
    {
        float[] features = [0, 1, 2, 3, 4];
        int[] labels = [0, 0, 0, 1, 1];
        Assert.Contains("Class 1 has 2 rows", Assert.Throws<ArgumentException>(() => new Adasyn().Resample(new(features, 1, labels), SamplingStrategy.Auto, 1)).Message, StringComparison.Ordinal);
        Assert.Equal(6, new Adasyn(50, FewRows.UseAll).Resample(new(features, 1, labels), SamplingStrategy.Auto, 1).RowCount);
        Assert.Throws<ArgumentOutOfRangeException>("neighborCount", () => new Adasyn(0));
        Assert.Throws<ArgumentOutOfRangeException>("few", () => new Adasyn(5, (FewRows)(-1)));
    }

    [Fact]
    public void SharesAreExactAndFair() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<NonEmptyArray<NonNegativeInt>>(),
            ArbMap.Default.ArbFor<NonNegativeInt>(),
            (NonEmptyArray<NonNegativeInt> given, NonNegativeInt total) =>
            {
                long[] weights = [.. given.Item.Select(weight => (long)weight.Item)];
                var ends = new long[weights.Length];
                LargestRemainder.Share(weights, total.Item, ends);
                var sum = weights.Sum();
                long[] gets = [.. ends.Select((end, i) => end - (i == 0 ? 0 : ends[i - 1]))];
                var order = Enumerable.Range(0, weights.Length)
                    .OrderByDescending(i => sum == 0 ? total.Item % weights.Length : weights[i] * total.Item % sum).ThenBy(i => i);
                var floors = weights.Select(weight => sum == 0 ? total.Item / weights.Length : weight * total.Item / sum).ToArray();
                foreach (var i in order.Take((int)(total.Item - floors.Sum())))
                {
                    floors[i]++;
                }

                return floors.SequenceEqual(gets) && ends[^1] == total.Item;
            }).QuickCheckThrowOnFailure();
}
