using System.Runtime.Intrinsics;
using Counterweight.Histograms.Increments;
using Xunit;

namespace Counterweight.Tests.Splits;

/// <summary>Two weights of a histogram's rows, of which threads find the second one each by itself.</summary>
public class WeightPairTests
{
    [Theory]
    [InlineData(2, 2, true, 2)]
    [InlineData(2, 5, true, 5)]
    [InlineData(5, 2, true, 5)]
    [InlineData(5, 5, true, 5)]
    [InlineData(5, 7, false, 7)]
    [InlineData(7, 5, false, 7)]
    public void ThreadsMustFindTheSameSecondWeight(long here, long there, bool fits, long second)
    {
        var pair = Found(here);
        pair.Merge(Found(there));
        Assert.Equal(fits, pair.Fits);
        Assert.Equal(second == 2 ? 0 : second, pair.Second);
        pair.Merge(default);
        Assert.Equal(fits, pair.Fits);
    }

    [Theory]
    [InlineData(4, new long[] { 0, 0, -1, 0 })]
    [InlineData(3, new long[] { 0, 0, -1, 0 })]
    [InlineData(2, new long[] { 0, 0, 0, 0 })]
    public void RowsPastTheEndHaveNoWeight(int count, long[] expected)
    {
        var pair = new WeightPair(2, 100);
        var good = Vector256<double>.AllBitsSet;
        Assert.Equal(expected, Numbers(pair.AreSecond(Vector256.Create(2L, 2, 9, count == 4 ? 2 : 0), count, ref good)));
        Assert.Equal([-1, -1, -1, -1], Numbers(good.AsInt64()));
        Assert.Equal(count == 2 ? 0 : 9, pair.Second);
    }

    /// <summary>The pair of a thread that found this weight beside 2.</summary>
    private static WeightPair Found(long weight)
    {
        var pair = new WeightPair(2, 100);
        var good = Vector256<double>.AllBitsSet;
        pair.AreSecond(Vector256.Create(2, weight, 2, 2), 4, ref good);
        Assert.Equal([-1, -1, -1, -1], Numbers(good.AsInt64()));
        return pair;
    }

    private static long[] Numbers(Vector256<long> vector) => [.. Enumerable.Range(0, 4).Select(i => vector[i])];
}
