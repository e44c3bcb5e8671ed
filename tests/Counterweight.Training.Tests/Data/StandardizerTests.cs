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
    [InlineData(1e308, 1.5e308)]
    public void AFeatureThatCannotBeScaledBecomesZero(double first, double second)
    {
        var scaling = Standardizer.Fit(TestData.Create(1, 1, [first, second], [0, 0]));

        Assert.Equal(0, scaling.Transform(0, first));
        Assert.Equal(0, scaling.Transform(0, 7));
    }

    [Theory]
    [InlineData(1e-300)]
    [InlineData(1e300)]
    public void TinyAndHugeFeaturesAreScaled(double unit)
    {
        var scaling = Standardizer.Fit(TestData.Create(1, 1, [1 * unit, 3 * unit], [0, 0]));

        Assert.Equal(1, scaling.Transform(0, 3 * unit), 1e-12);
    }
}
