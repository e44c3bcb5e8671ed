using Counterweight.Binning;
using Counterweight.Features;
using Xunit;

namespace Counterweight.Tests.Binning;

public class QuantileEdgeTests
{
    [Fact]
    public void AsManyValuesAsBinsHaveABinEachWhateverTheyWeigh()
    {
        Assert.Equal([1, 2, 3], Find([1, 2, 3], [1, 1, 10], 3));
        Assert.Equal([1, 3], Find([1, 2, 3], [1, 1, 10], 2));
    }

    [Fact]
    public void ABinHoldsItsShareAndNotAUnitLess()
    {
        // After the heavy value five of the least weight are left for two bins: two are short of two and a half.
        var least = Math.ScaleB(1, -95);
        Assert.Equal([0, 1, 4], Find([0, 1, 2, 3, 4, 5], [1, least, least, least, least, least], 3));
    }

    private static double[] Find(double[] values, double[] weights, int maxBins) =>
        FeatureBins.FindNumeric<double, double>(new(values, values.Length, 1, FeatureLayout.RowMajor), 0, weights, maxBins).Lowest.ToArray();
}
