using Counterweight.Training.Data;
using Xunit;

namespace Counterweight.Training.Tests.Data;

/// <summary>Values and labels at the ends of what a data set takes.</summary>
public class DatasetValueTests
{
    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void InfinitiesAreRefusedByFeatureAndRow(double value)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>("values", () => TestData.Create(2, 2, [1, 2, 3, 4, value, 6], [0, 1, 0]));
        Assert.Contains("feature 'f1' of row 1", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    [InlineData(int.MaxValue)]
    public void LabelsOutsideTheClassesAreRefusedByRow(int label)
    {
        var exception = Assert.Throws<ArgumentOutOfRangeException>("labels", () => TestData.Create(1, 2, [1, 2], [1, label]));
        Assert.Contains($"labels[1] is {label}; it must be in [0, 2)", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheGreatestAndLeastNumbersAndMissingOnesAreTaken()
    {
        var data = TestData.Create(1, 2, [double.MaxValue, double.MinValue, double.NaN, double.Epsilon, -0.0], [0, 1, 0, 1, 1]);
        Assert.Equal([2, 3], data.CountClasses());
        Assert.Equal([double.MaxValue, double.MinValue, double.NaN, double.Epsilon, -0.0], data.Column(0).ToArray());
    }
}
