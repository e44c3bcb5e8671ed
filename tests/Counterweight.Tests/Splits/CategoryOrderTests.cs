using Counterweight.Features;
using Counterweight.Losses.Rows;
using Counterweight.Reference.Splits;
using Counterweight.Splits;
using Xunit;

namespace Counterweight.Tests.Splits;

/// <summary>The order of categories, seen from the sets that are its beginnings.</summary>
public class CategoryOrderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(40)]
    public void SharesOfTwoClassesAreSmoothedTowardsTheNodesShares(double smoothing)
    {
        const int Bins = 9;
        for (var seed = 0; seed < 20; seed++)
        {
            var data = BinnedData.Create(seed, 60, 1, Bins, 2);
            var cells = data.Pack(data.Histogram());
            double Weight(int bin, int label) => data.Scale.ToWeight(cells[(2 * bin) + label].Weight);
            var all = new[] { Total(0), Total(1) };
            double Total(int label) => Enumerable.Range(0, Bins).Sum(bin => Weight(bin, label));
            int[] order = [.. Enumerable.Range(0, Bins)
                .Where(bin => cells[2 * bin].RowCount + cells[(2 * bin) + 1].RowCount > 0)
                .OrderBy(bin => (Weight(bin, 1) + (smoothing * all[1] / (all[0] + all[1]))) / (Weight(bin, 0) + Weight(bin, 1) + smoothing))];
            var improvement = SplitReference.Reduced(SplitReference.Gini);
            var best = Enumerable.Range(1, order.Length - 1).Max(left =>
            {
                double[] ofLeft = [order.Take(left).Sum(bin => Weight(bin, 0)), order.Take(left).Sum(bin => Weight(bin, 1))];
                return improvement(ofLeft, [all[0] - ofLeft[0], all[1] - ofLeft[1]]);
            });

            var options = new SplitOptions { Categories = new() { Smoothing = smoothing } };
            var split = SplitSearch.Find(new(data.Histogram(), data.Shape, data.Scale), default(GiniImpurity), options, new() { IsCategorical = [true] });
            Assert.Equal(best, split.Gain, 1e-9);
        }
    }

    [Fact]
    public void CategoriesOfEqualStepsKeepTheOrderOfTheirBins()
    {
        // Every other one of 60 slopes down; three of them are the best that the cap allows.
        var data = new GradientUnits
        {
            Shape = new(1, 60),
            Scale = new(0, 0, 0),
            Bins = [.. Enumerable.Range(0, 60).Select(bin => new[] { (byte)bin })],
            Sums = [.. Enumerable.Range(0, 60).Select(bin => (long[])[1, bin % 2 == 0 ? 5 : -5, 1])],
        };
        for (var cap = 1; cap < 30; cap++)
        {
            var split = data.Find(options: new() { Categories = new() { MaxCategories = cap } }, categorical: [true]);
            Assert.Equal(BinSet.Of([.. Enumerable.Range(0, cap).Select(i => (2 * i) + 1)]), split.LeftBins);
        }
    }

    [Fact]
    public void StepsAreCentredBeforeTheirDirectionIsFound()
    {
        // The first output's steps are all large and nearly the same, the second one's are what differs.
        long[] small = [3, -3, 2, -2, 1, -1];
        long[] step = [10, 30, -20, 20, -30, -10];
        var data = new GradientUnits
        {
            Shape = new(1, 6, 2),
            Scale = new(0, 0, 0),
            Bins = [.. Enumerable.Range(0, 6).Select(bin => new[] { (byte)bin })],
            Sums = [.. Enumerable.Range(0, 6).Select(bin => (long[])[1, 1000 + small[bin], 1, step[bin], 1])],
        };
        var left = data.Find(categorical: [true]).LeftBins;
        Assert.True(left == BinSet.Of(0, 1, 3) || left == BinSet.Of(2, 4, 5), $"{left}");
    }
}
