using Counterweight.Binning;
using Counterweight.Features;
using Xunit;

namespace Counterweight.Tests.Binning;

public class BinMapperTests
{
    [Theory]
    [InlineData(2, 5)]
    [InlineData(5, 2)]
    public void TheMissingBinIsBeyondTheMostBinsOfAFeature(int first, int second)
    {
        var mapper = new BinMapper([Bins(first), Bins(second)]);
        Assert.Equal((5, 5, false), (mapper.MissingBin, mapper.BinCount, mapper.HasMissing));
        var bins = new byte[2];
        mapper.Apply(FeatureMatrix.Create<double>([double.NaN, double.NaN], 1, 2), bins);
        Assert.Equal<byte>([5, 5], bins);
    }

    [Fact]
    public void TheMissingBinFitsAByteOrIsRefused()
    {
        double[] data = [255, double.NaN];
        var bins = new byte[2];
        new BinMapper([Bins(255)]).Apply(FeatureMatrix.Create(data, 2, 1), bins);
        Assert.Equal<byte>([254, 255], bins);

        Assert.Throws<ArgumentException>("bins", () => new BinMapper([Bins(256)]).Apply(FeatureMatrix.Create(data, 2, 1), bins));
        var wide = new ushort[2];
        new BinMapper([Bins(256)]).Apply(FeatureMatrix.Create(data, 2, 1), wide);
        Assert.Equal<ushort>([255, 256], wide);
    }

    private static FeatureBins Bins(int count)
    {
        double[] values = [.. Enumerable.Range(0, count).Select(value => (double)value)];
        return FeatureBins.CreateNumeric(values, values, hasMissing: false);
    }
}
