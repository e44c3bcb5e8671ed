using Counterweight.Features;
using Counterweight.Losses.Rows;
using Xunit;

namespace Counterweight.Tests.Splits;

/// <summary>Most categories of a side: beginnings of their order with few enough on the left, or few enough on the right, and no others.</summary>
public class CategoryCapTests
{
    [Fact]
    public void TheBestBeginningOrEndWithinTheCapIsFound()
    {
        const int Bins = 12;
        for (var seed = 0; seed < 20; seed++)
        {
            var data = GradientUnits.Create(seed, 200, 1, Bins);
            var reference = data.Reference(default, default);
            int[] order = [.. Enumerable.Range(0, Bins).OrderBy(bin => reference.Sum(0, b => b == bin) is var sum ? sum[2] / sum[3] : 0)];
            for (var cap = 1; cap <= Bins; cap++)
            {
                var best = Enumerable.Range(1, Bins - 1)
                    .Where(left => left <= cap || Bins - left <= cap)
                    .Max(left => reference.Gain(0, bin => order.AsSpan(0, left).Contains(bin)));
                var split = data.Find(options: new() { Categories = new() { MaxCategories = cap } }, categorical: [true]);
                Assert.Equal(best, split.Gain, 1e-10);
            }
        }
    }

    [Theory]
    [InlineData(8, 2, 2)]
    [InlineData(8, 3, 3)]
    [InlineData(2, 2, 2)]
    [InlineData(3, 3, 3)]
    public void ASideOfExactlyTheCapIsFoundAtBothEnds(int left, int cap, int small)
    {
        // Ten categories, the first of them of negative slope.
        var data = Categories(10, left == 8 ? 10 - small : left);
        var split = data.Find(options: new() { Categories = new() { MaxCategories = cap } }, categorical: [true]);
        Assert.Equal(left == 8 ? 10 - small : left, split.LeftBins.Count);

        // One less is not allowed, and what is found instead keeps to it.
        split = data.Find(options: new() { Categories = new() { MaxCategories = cap - 1 } }, categorical: [true]);
        Assert.InRange(Math.Min(split.LeftBins.Count, 10 - split.LeftBins.Count), 1, cap - 1);
    }

    [Fact]
    public void ACategoryOfExactlyTheLeastRowsTakesPart()
    {
        // Bin 0 has three rows, bin 1 two, bin 2 four.
        var data = new GradientUnits
        {
            Shape = new(1, 3),
            Scale = new(0, 0, 0),
            Bins = [[0], [0], [0], [1], [1], [2], [2], [2], [2]],
            Sums = [.. Enumerable.Range(0, 9).Select(row => (long[])[1, row < 3 ? -9 : row < 5 ? -1 : 4, 1])],
        };
        Assert.Equal(BinSet.Of(0), data.Find(options: new() { Categories = new() { MinRowCount = 3 } }, categorical: [true]).LeftBins);
        Assert.Equal(BinSet.Of(2), Mirrored().Find(options: new() { Categories = new() { MinRowCount = 4 } }, categorical: [true]).LeftBins);

        // With its two rows bin 1 takes part: least gradient alone on the left.
        Assert.Equal(BinSet.Of(0), data.Find(options: new() { Categories = new() { MinRowCount = 2 } }, categorical: [true]).LeftBins);

        GradientUnits Mirrored() => data.With(sums: [.. data.Sums.Select(row => (long[])[row[0], -row[1], row[2]])]);
    }

    [Fact]
    public void SmoothingIsAddedToCurvatureInTheOrder()
    {
        // Steps -4/1, -9/3 and -29/10; with 2 in the denominators -4/3, -9/5 and -29/12, the other way round.
        var data = new GradientUnits
        {
            Shape = new(1, 3),
            Scale = new(0, 0, 0),
            Bins = [[0], [1], [2]],
            Sums = [[1, -4, 1], [1, -9, 3], [1, -29, 10]],
        };
        Assert.Equal(BinSet.Of(0), data.Find(categorical: [true]).LeftBins);
        Assert.Equal(BinSet.Of(1, 2), data.Find(options: new() { Categories = new() { Smoothing = 2 } }, categorical: [true]).LeftBins);
    }

    private static GradientUnits Categories(int count, int negative) => new()
    {
        Shape = new(1, count),
        Scale = new(0, 0, 0),
        Bins = [.. Enumerable.Range(0, count).Select(bin => new[] { (byte)bin })],
        Sums = [.. Enumerable.Range(0, count).Select(bin => (long[])[1, bin < negative ? -100 + bin : 100 + bin, 1])],
    };
}
