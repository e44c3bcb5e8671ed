using Counterweight.Training.Data;
using Xunit;

namespace Counterweight.Training.Tests.Data;

public class StandardizerTests
{
    [Fact]
    public void ValuesAreCountedInStandardDeviationsFromTheMean()
    {
        var scaling = Standardizer.Fit(TestData.Create(1, 1, [2, 4, 4, 4, 5, 5, 7, 9], new int[8]));

        Assert.Equal(0, scaling.Transform(0, 5));
        Assert.Equal(1, scaling.Transform(0, 7), 1e-15);
        Assert.Equal(-1.5, scaling.Transform(0, 2), 1e-15);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    public void AFeatureThatIsNotThereIsRefusedByName(int feature)
    {
        var standardizer = Standardizer.Fit(TestData.Create(1, 1, [1, 2], [0, 0]));
        foreach (var value in (double[])[1, double.NaN])
        {
            Assert.Contains($"feature is {feature}", Assert.Throws<ArgumentOutOfRangeException>(nameof(feature), () => standardizer.Transform(feature, value)).Message, StringComparison.Ordinal);
        }
    }

    /// <summary>Whoever writes a model elsewhere needs the numbers.</summary>
    [Fact]
    public void ItsScalesAreWhatItComputesWith()
    {
        var data = TestData.Create(3, 2, [1e300, 2e300, -3e300, 1e-310, 5e-310, 3e-310, 7, 7, 7], [0, 1, 0]);
        var standardizer = Standardizer.Fit(data);
        foreach (var feature in (int[])[0, 1, 2])
        {
            var scale = standardizer.Scale(feature);
            foreach (var value in data.Column(feature).ToArray())
            {
                Assert.Equal(standardizer.Transform(feature, value), ((value * scale.FirstFactor * scale.SecondFactor) - scale.Mean) * scale.InverseDeviation);
            }
        }

        Assert.Equal(default, standardizer.Scale(2));
        Assert.StartsWith("feature is 3; it must be in [0, 3).", Assert.Throws<ArgumentOutOfRangeException>(() => standardizer.Scale(3)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingValuesCountAsTheMeanAndDoNotMoveIt()
    {
        var scaling = Standardizer.Fit(TestData.Create(1, 1, [1, double.NaN, 3], new int[3]));

        Assert.Equal(0, scaling.Transform(0, double.NaN));
        Assert.Equal(1, scaling.Transform(0, 3), 1e-15);
    }

    [Theory]
    [InlineData(5.0, 5.0)]
    [InlineData(double.NaN, double.NaN)]
    [InlineData(double.NaN, 5.0)]
    public void AFeatureThatCannotBeScaledBecomesZero(double first, double second)
    {
        var scaling = Standardizer.Fit(TestData.Create(1, 1, [first, second], [0, 0]));

        Assert.Equal(0, scaling.Transform(0, first));
        Assert.Equal(0, scaling.Transform(0, 7));
    }

    [Theory]
    [InlineData(double.MaxValue, -double.MaxValue)]
    [InlineData(1e308, 1.5e308)]
    [InlineData(-1e308, 1e308)]
    [InlineData(3e-300, 1e-300)]
    [InlineData(3 * double.Epsilon, double.Epsilon)]
    [InlineData(double.Epsilon, -double.Epsilon)]
    [InlineData(0, double.Epsilon)]
    public void FeaturesOfAnySizeAreScaled(double first, double second)
    {
        var scaling = Standardizer.Fit(TestData.Create(1, 1, [first, second], [0, 0]));

        Assert.Equal(first > second ? 1 : -1, scaling.Transform(0, first), 1e-12);
        Assert.Equal(first > second ? -1 : 1, scaling.Transform(0, second), 1e-12);
    }

    [Fact]
    public void AFeatureTimesAPowerOfTwoIsStandardisedToTheSameBits()
    {
        double[] values = [.. Enumerable.Range(0, 50).Select(row => Math.Sin(row) + 0.1)];
        var expected = Standardizer.Fit(TestData.Create(1, 1, values, new int[50]));
        foreach (var exponent in (ReadOnlySpan<int>)[-990, -300, -1, 1, 300, 1022])
        {
            double[] scaled = [.. values.Select(value => Math.ScaleB(value, exponent))];
            var scaling = Standardizer.Fit(TestData.Create(1, 1, scaled, new int[50]));
            Assert.Equal(values.Select(value => expected.Transform(0, value)), scaled.Select(value => scaling.Transform(0, value)));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1020)]
    [InlineData(-1070)]
    public void WeightsSayHowOftenARowCounts(int exponent)
    {
        // Rows of weight 0 would move mean, deviation and range; a missing value has no part in its feature's weight.
        double[] values = [1, 3, 1e300, double.NaN, -1e300, 2];
        double[] weights = [1, 2, 0, 3, 0, 1];
        var weighted = Standardizer.Fit(TestData.Create(1, 1, values, new int[6]), [.. weights.Select(weight => Math.ScaleB(weight, exponent))]);
        var repeated = Standardizer.Fit(TestData.Create(1, 1, [1, 3, 3, double.NaN, 2], new int[5]));

        foreach (var value in (ReadOnlySpan<double>)[1, 2, 3, 10])
        {
            Assert.Equal(repeated.Transform(0, value), weighted.Transform(0, value), 1e-14);
        }

        Assert.Equal((3 - 2.25) / Math.Sqrt(((1.25 * 1.25) + (2 * 0.75 * 0.75) + (0.25 * 0.25)) / 4), weighted.Transform(0, 3), 1e-14);
        Assert.Equal(0, weighted.Transform(0, double.NaN));
    }

    [Fact]
    public void AFeatureThatOnlyRowsWithoutWeightChangeBecomesZero()
    {
        var scaling = Standardizer.Fit(TestData.Create(1, 1, [4, 4, 9], new int[3]), [1, 1, 0]);

        Assert.Equal(0, scaling.Transform(0, 9));
    }

    [Fact]
    public void BadWeightsAreRefused()
    {
        var data = TestData.Create(1, 1, [1, 2], new int[2]);

        Assert.Throws<ArgumentException>("sampleWeights", () => Standardizer.Fit(data, [1]));
        Assert.Throws<ArgumentOutOfRangeException>("sampleWeights", () => Standardizer.Fit(data, [1, double.NaN]));
    }

    [Fact]
    public void ACategoryHasNoScale()
    {
        var data = TestData.Create(2, 2, [0, 1, 2, 0, 1, 2], [0, 1, 1]).WithCategories([null, ["a", "b", "c"]]);
        var scaling = Standardizer.Fit(data);
        Assert.All(Enumerable.Range(0, 3), value => Assert.Equal(0, scaling.Transform(1, value)));
        Assert.Equal(Math.Sqrt(1.5), scaling.Transform(0, 2), 1e-15);
    }
}
