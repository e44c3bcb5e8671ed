using Counterweight.Draws;
using Xunit;

namespace Counterweight.Tests.Draws;

/// <summary>An alias table, a tree and a comb draw from the same distribution, and so does the first place of a race.</summary>
public sealed class AgreementTests
{
    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(333)]
    public void AllDrawsHaveTheSameDistribution(int categories)
    {
        const int Count = 120_000;
        float[] weights = [.. Enumerable.Range(0, categories).Select(i => i % 9 == 8 ? 0 : 1 + (10f / (i + 1)))];
        double[] shares = [.. weights.Select(weight => (double)weight / weights.Sum(w => (double)w))];
        var columns = new ulong[categories];
        AliasTable.Build<float>(weights, columns);
        var draws = new int[Count];
        AliasTable.Draw(columns, new(20, 1), 0, draws);
        var alias = ChiSquare.Count(draws, categories);
        WeightTree.Create<float>(weights).Draw(new(20, 2), 0, draws);
        var tree = ChiSquare.Count(draws, categories);
        var (one, workspace) = (new int[1], new long[DrawsWithoutReplacement.WorkspaceLength(1)]);
        for (var i = 0; i < Count / 4; i++)
        {
            DrawsWithoutReplacement.Draw<float>(weights, new(20, 3), (long)i * categories, one, workspace);
            draws[i] = one[0];
        }

        var race = ChiSquare.Count(draws.AsSpan(0, Count / 4), categories);
        ChiSquare.AssertFits(alias, shares, "alias");
        ChiSquare.AssertFits(tree, shares, "tree");
        ChiSquare.AssertFits(race, shares, "race");
        AssertSame(alias, tree);

        // One draw a comb is an independent draw; many draws of one are as even as can be.
        for (var i = 0; i < Count / 4; i++)
        {
            SystematicDraws.Draw<float>(weights, new(20, 4), i, one);
            draws[i] = one[0];
        }

        ChiSquare.AssertFits(ChiSquare.Count(draws.AsSpan(0, Count / 4), categories), shares, "systematic");
        SystematicDraws.Draw<float>(weights, new(20, 5), 0, draws);
        Assert.All(ChiSquare.Count(draws, categories).Zip(shares), pair => Assert.InRange(pair.First, Math.Floor((Count * pair.Second) - 1e-6), Math.Ceiling((Count * pair.Second) + 1e-6)));
    }

    /// <summary>Two samples of the same distribution: the test of homogeneity.</summary>
    private static void AssertSame(long[] one, long[] other)
    {
        double[] together = [.. one.Zip(other, (a, b) => (double)(a + b) / (one.Sum() + other.Sum()))];
        var statistic = one.Zip(other).Where(pair => pair.First + pair.Second > 0).Sum(pair => Math.Pow(pair.First - pair.Second, 2) / (pair.First + pair.Second));
        var freedom = together.Count(share => share > 0) - 1;
        Assert.InRange(statistic, 0, freedom + (6 * Math.Sqrt(2.0 * freedom)) + 10);
    }
}
