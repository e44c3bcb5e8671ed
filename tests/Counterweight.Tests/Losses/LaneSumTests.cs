using System.Numerics;
using Counterweight.Losses;
using Xunit;

namespace Counterweight.Tests.Losses;

/// <summary>Within a work item each lane sums for itself: what adding up the lanes rounds away is not lost.</summary>
public sealed class LaneSumTests
{
    private const double Great = 9007199254740992;

    [Fact]
    public void WhatAddingLanesRoundsAwayComesBackOfFloats() => SmallTermsBesideAGreatOne<float>(16);

    [Fact]
    public void WhatAddingLanesRoundsAwayComesBackOfDoubles() => SmallTermsBesideAGreatOne<double>(8);

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(40)]
    public void AnInfiniteLossIsInfiniteAndNotNaN(int rows)
    {
        var scores = new double[rows];
        scores[^1] = double.PositiveInfinity;
        var sum = PointLoss.Evaluate(new AbsoluteLoss<double>(), scores, new double[rows]);
        Assert.Equal((double.PositiveInfinity, rows, (long)rows), (sum.Loss, sum.Weight, sum.Rows));
    }

    // Each small term alone is less than half a unit in the last place of the great one.
    private static void SmallTermsBesideAGreatOne<T>(int lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var great = 0; great < lanes; great++)
        {
            var terms = Enumerable.Repeat(T.CreateChecked(0.75), lanes).ToArray();
            terms[great] = T.CreateChecked(Great);
            var expected = Great + (0.75 * (lanes - 1));
            var ofScores = PointLoss.Evaluate(new AbsoluteLoss<T>(), terms, new T[lanes]);
            var ofWeights = PointLoss.Evaluate(new AbsoluteLoss<T>(), Enumerable.Repeat(T.One, lanes).ToArray(), new T[lanes], terms);
            Assert.Equal((expected, lanes, (long)lanes), (ofScores.Loss, ofScores.Weight, ofScores.Rows));
            Assert.Equal((expected, expected, (long)lanes), (ofWeights.Loss, ofWeights.Weight, ofWeights.Rows));
        }
    }
}
