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

    [Theory]
    [InlineData(1)]
    [InlineData(0.3)]
    [InlineData(1e-300)]
    public void RowsThatWeighTheSameAreCutAsRowsWithoutWeights(double weight)
    {
        var random = new Random(5);
        double[] values = [.. Enumerable.Range(0, 500).Select(_ => (double)random.Next(150)).Order()];
        int[] rows = [.. Enumerable.Range(0, 500)];
        double[] equal = [.. Enumerable.Repeat(weight, 500)];
        foreach (var maxBins in (int[])[2, 7, 100, 149, 200])
        {
            var counted = Bins(values, rows, [], maxBins);
            Assert.Equal(counted, Bins(values, rows, equal, maxBins));

            // A row that no value is of weighs something else: weights are summed.
            Assert.Equal(counted, Bins(values, rows, [.. equal, 2 * weight], maxBins));
        }
    }

    private static (double, double)[] Bins(double[] values, int[] rows, double[] weights, int maxBins)
    {
        var (lowest, highest) = (new double[values.Length], new double[values.Length]);
        var count = QuantileBins.Find<double, double>(values, rows, weights, maxBins, lowest, highest);
        return [.. lowest.Zip(highest).Take(count)];
    }

    private static string Refused(string name, double[] values, int[] rows, double[] weights, int maxBins = 9) =>
        Assert.Throws<ArgumentOutOfRangeException>(name, () => Find(values, rows, weights, maxBins, 9)).Message;

    private static int Find(double[] values, int[] rows, double[] weights, int maxBins, int room) =>
        QuantileBins.Find<double, double>(values, rows, weights, maxBins, new double[room], new double[room]);
}
