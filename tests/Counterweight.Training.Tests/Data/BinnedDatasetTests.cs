using Counterweight.Binning;
using Counterweight.Training.Data;
using Xunit;

namespace Counterweight.Training.Tests.Data;

/// <summary>What shapes the bins of a data set.</summary>
public class BinnedDatasetTests
{
    private static readonly Dataset Data = TestData.Create(1, 2, [.. Enumerable.Range(0, 1000).Select(row => (double)row)], new int[1000]);

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(255)]
    public void ThereAreAsManyBinsAsAskedForAndNoMore(int bins)
    {
        var binned = BinnedDataset.Create(Data, maxBins: bins);
        Assert.Equal(bins, binned.Bins.ToArray().Distinct().Count());
        Assert.InRange(binned.Bins.ToArray().GroupBy(bin => bin).Max(group => group.Count()), 1000 / bins, (1000 / bins) + 2);
    }

    [Fact]
    public void BinsAreQuantilesOfTheWeightAndRowsOfWeightZeroShapeNone()
    {
        // The first 100 rows weigh as much as all others, the last 500 nothing.
        double[] weights = [.. Enumerable.Range(0, 1000).Select(row => row < 100 ? 4.0 : row < 500 ? 1 : 0)];
        var bins = BinnedDataset.Create(Data, weights, maxBins: 8).Bins.ToArray();
        Assert.Equal(4, bins[..100].Distinct().Count());
        Assert.Equal(8, bins[..500].Distinct().Count());
        Assert.Single(bins[499..].Distinct());
    }

    [Fact]
    public void CategoriesAreCategoriesAndOtherFeaturesNumbers()
    {
        var data = TestData.Create(2, 2, [3, 7, 3, 900, 1, 2, 3, 4], [0, 1, 0, 1]);
        var binned = BinnedDataset.Create(data, isCategorical: [true, false]);
        Assert.Equal((FeatureKind.Categorical, FeatureKind.Numeric), (binned.Mapper[0].Kind, binned.Mapper[1].Kind));
        Assert.Equal([3, 7, 900], binned.Mapper[0].Lowest.ToArray().Order());

        // Other rows are binned alike.
        var other = BinnedDataset.Apply(TestData.Create(2, 2, [900, 3, 4, 1], [0, 0]), binned.Mapper);
        Assert.Equal([binned.Bins[6], binned.Bins[7], binned.Bins[0], binned.Bins[1]], other.Bins.ToArray());
    }

    [Fact]
    public void BadNumbersOfBinsAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => BinnedDataset.Create(Data, maxBins: 256));
        Assert.Throws<ArgumentOutOfRangeException>(() => BinnedDataset.Create(Data, maxBins: 1));
        Assert.Throws<ArgumentException>(() => BinnedDataset.Create(Data.Subset([])));
        Assert.Throws<ArgumentException>(() => BinnedDataset.Create(Data, isCategorical: [true, true]));
        Assert.Throws<ArgumentException>(() => BinnedDataset.Create(Data, [1]));
    }
}
