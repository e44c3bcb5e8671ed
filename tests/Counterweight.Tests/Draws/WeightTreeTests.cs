using Counterweight.Draws;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Tests.Draws;

/// <summary>Trees of changing weights: no history shows, zeros are never drawn, draws in proportion.</summary>
public sealed class WeightTreeTests
{
    [Fact]
    public void NoHistoryOfChangesShows() => Prop.ForAll(
        (from count in Gen.Choose(1, 40)
         from before in Gen.Choose(0, 50).ArrayOf(count)
         from after in Gen.Choose(0, 50).ArrayOf(count)
         select (before, after)).ToArbitrary(),
        sample =>
        {
            double[] after = [.. sample.after.Select(weight => weight / 7.0)];
            var tree = WeightTree.Create<double>([.. sample.before.Select(weight => weight / 0.3)]);
            for (var i = 0; i < after.Length; i++)
            {
                tree.Set(i, 1e17);
                tree.Set(i, after[i]);
            }

            var made = WeightTree.Create<double>(after);
            Assert.Equal(made.Total, tree.Total);
            Assert.Equal(after.Length, tree.Count);
            Assert.Equal(after, Enumerable.Range(0, after.Length).Select(i => tree[i]));
            if (made.Total > 0)
            {
                var (expected, actual) = (new int[300], new int[300]);
                made.Draw(new(3), 0, expected);
                tree.Draw(new(3), 0, actual);
                Assert.Equal(expected, actual);
                Assert.All(actual, draw => Assert.True(after[draw] > 0));
            }
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(31)]
    [InlineData(64)]
    [InlineData(65)]
    public void DrawsFollowTheWeightsAsTheyAre(int count)
    {
        double[] weights = [.. Enumerable.Range(0, count).Select(i => i % 4 == 3 ? 0 : 1.0 + (i % 5))];
        var tree = WeightTree.Create<double>([.. weights.Select(_ => 1.0)]);
        for (var i = 0; i < count; i++)
        {
            tree.Add(i, weights[i] - 1);
        }

        Assert.Equal(weights.Sum(), tree.Total);
        var draws = new int[200_003];
        tree.Draw(new(6, 1), 50, draws);
        if (count > 1)
        {
            ChiSquare.AssertFits(ChiSquare.Count(draws, count), [.. weights.Select(weight => weight / weights.Sum())]);
        }

        foreach (var place in (int[])[0, 1, 7, 8, 255, 256, 257, 200_002])
        {
            Assert.Equal(draws[place], tree.Draw(new(6, 1), 50 + place));
        }

        for (var (start, length) = (0, 1); start + length < 2000; (start, length) = (start + length, (length * 5 % 37) + 1))
        {
            var part = new int[length];
            tree.Draw(new(6, 1), 50 + start, part);
            Assert.Equal(draws[start..(start + length)], part);
        }
    }

    /// <summary>Sums of weights far apart: what rounding leaves over must not fall on a weight of 0.</summary>
    [Fact]
    public void WeightsOfZeroAreNeverDrawn()
    {
        double[] weights = [0.1, 1e-17, 0.3, 0, 0.7, 0, 1e-300, 0, 0, 0, 0];
        var draws = new int[100_000];
        WeightTree.Create<double>(weights).Draw(new(2), 0, draws);
        Assert.All(draws, draw => Assert.Contains(draw, (int[])[0, 1, 2, 4, 6]));
        var last = WeightTree.Create<float>([0, 0, float.Epsilon, 0]);
        last.Draw(new(2), 0, draws);
        Assert.All(draws, draw => Assert.Equal(2, draw));
    }

    [Fact]
    public void BadInputIsRefusedAndNothingIsWritten()
    {
        var tree = WeightTree.Create<double>([0, 0]);
        int[] draws = [-1];
        Refuses<InvalidOperationException>("No weight is above 0", () => tree.Draw(default, 0, draws));
        Refuses<InvalidOperationException>("No weight is above 0", () => tree.Draw(default, 0));
        Refuses<ArgumentException>("weights has 0 elements; it must have 1", () => WeightTree.Create<double>([]));
        Refuses<ArgumentOutOfRangeException>("weights[1] is NaN;", () => WeightTree.Create<double>([1, double.NaN]));
        Refuses<ArgumentOutOfRangeException>("weights[0] is -1;", () => WeightTree.Create<float>([-1]));
        Refuses<ArgumentException>("beyond a double", () => WeightTree.Create<double>([double.MaxValue, double.MaxValue]));
        Refuses<NotSupportedException>("neither float nor double", () => WeightTree.Create<Half>([Half.One]));
        tree.Set(1, 3);
        Refuses<ArgumentOutOfRangeException>("category is 2; it must be in [0, 2).", () => tree.Set(2, 1));
        Refuses<ArgumentOutOfRangeException>("category is -1;", () => tree.Add(-1, 1));
        Refuses<ArgumentOutOfRangeException>("category is 2;", () => _ = tree[2]);
        Refuses<ArgumentOutOfRangeException>("weight is NaN;", () => tree.Set(0, double.NaN));
        Refuses<ArgumentOutOfRangeException>("weight is -1;", () => tree.Set(0, -1));
        Refuses<ArgumentOutOfRangeException>("weight is Infinity;", () => tree.Set(0, double.PositiveInfinity));
        Refuses<ArgumentOutOfRangeException>("change is -4;", () => tree.Add(1, -4));
        Refuses<ArgumentOutOfRangeException>("change is NaN;", () => tree.Add(1, double.NaN));
        tree.Set(0, double.MaxValue);
        Refuses<ArgumentOutOfRangeException>("it must sum to a double.", () => tree.Set(1, double.MaxValue));
        Refuses<ArgumentOutOfRangeException>("sum to a double.", () => tree.Add(1, double.MaxValue));
        Refuses<ArgumentOutOfRangeException>("start is -1;", () => tree.Draw(default, -1, draws));
        Refuses<ArgumentOutOfRangeException>("index is -1;", () => tree.Draw(default, -1));
        Assert.Equal([double.MaxValue, 3], [tree[0], tree[1]]);
        Assert.Equal([-1], draws);
    }

    private static void Refuses<TError>(string message, Action call)
        where TError : Exception => Assert.Contains(message, Assert.Throws<TError>(call).Message, StringComparison.Ordinal);
}
