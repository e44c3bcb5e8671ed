using Counterweight.Binning;
using Xunit;

namespace Counterweight.Tests.Binning;

[Trait("Registers", "any")]
public class QuantileBinsTests
{
    [Fact]
    public void BadArgumentsAreNamed()
    {
        Assert.Contains("sortedValues[2] is 1", Refused("sortedValues", [1, 2, 1], [0, 1, 2], []), StringComparison.Ordinal);
        Assert.Contains("sortedValues[0] is NaN", Refused("sortedValues", [double.NaN], [0], []), StringComparison.Ordinal);
        Assert.Contains("rows[1] is 2", Refused("rows", [1, 2], [0, 2], [1, 1]), StringComparison.Ordinal);
        Assert.Contains("rows[0] is -1", Refused("rows", [1], [-1], [1, 1]), StringComparison.Ordinal);
        Assert.Contains("sampleWeights[1] is -1", Refused("sampleWeights", [1, 2], [0, 1], [1, -1]), StringComparison.Ordinal);
        Assert.Contains("sampleWeights[0] is NaN", Refused("sampleWeights", [1, 2], [0, 1], [double.NaN, 1]), StringComparison.Ordinal);
        Assert.Contains("sampleWeights[0] is Infinity", Refused("sampleWeights", [1, 2], [0, 1], [double.PositiveInfinity, 1]), StringComparison.Ordinal);
        Assert.Contains("maxBins is 1", Refused("maxBins", [1, 2], [0, 1], [], maxBins: 1), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("rows", () => Find([1, 2], [0], [], 9, 9));
        Assert.Throws<ArgumentException>("lowest", () => Find([1, 2], [0, 1], [], 9, 1));
    }

    [Fact]
    public void NothingIsNoBin()
    {
        Assert.Equal(0, Find([], [], [], 9, 0));
        Assert.Equal(0, Find([1, 2], [0, 1], [0, 0], 9, 2));
        Assert.Equal(1, Find([1, 2], [0, 1], [0, double.Epsilon], 9, 2));
        Assert.Equal(2, Find([1, 2, 3], [0, 1, 2], [double.Epsilon, 1e300, double.Epsilon], 2, 2));
    }

    private static string Refused(string name, double[] values, int[] rows, double[] weights, int maxBins = 9) =>
        Assert.Throws<ArgumentOutOfRangeException>(name, () => Find(values, rows, weights, maxBins, 9)).Message;

    private static int Find(double[] values, int[] rows, double[] weights, int maxBins, int room) =>
        QuantileBins.Find<double, double>(values, rows, weights, maxBins, new double[room], new double[room]);
}
