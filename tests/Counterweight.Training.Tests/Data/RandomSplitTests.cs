using Counterweight.Training.Data;
using Xunit;

namespace Counterweight.Training.Tests.Data;

/// <summary>Splits of rows without classes.</summary>
public sealed class RandomSplitTests
{
    [Theory]
    [InlineData(2, 0.5, 1)]
    [InlineData(2, 0.01, 1)]
    [InlineData(2, 0.99, 1)]
    [InlineData(10, 0.3, 3)]
    [InlineData(10, 0.31, 4)]
    [InlineData(1000, 0.999, 999)]
    [InlineData(1000, 0.9999, 999)]
    public void EveryRowIsOnOneSide(int rows, double fraction, int tests)
    {
        var split = RandomSplit.Create(rows, fraction, 7);

        Assert.Equal(tests, split.TestRows.Count);
        Assert.Equal(Enumerable.Range(0, rows), split.TestRows.Concat(split.TrainRows).Order());
        Assert.Equal(split.TestRows.Order(), split.TestRows);
        Assert.Equal(split.TrainRows.Order(), split.TrainRows);
    }

    [Fact]
    public void TheSeedAloneDecides()
    {
        Assert.Equal(RandomSplit.Create(100, 0.3, 1).TestRows, RandomSplit.Create(100, 0.3, 1).TestRows);
        Assert.NotEqual(RandomSplit.Create(100, 0.3, 1).TestRows, RandomSplit.Create(100, 0.3, 2).TestRows);
    }

    /// <summary>Of 4,000 splits, a row is held back in its share: within five standard deviations.</summary>
    [Fact]
    public void EveryRowIsHeldBackAsOften()
    {
        const int Splits = 4000;
        var counts = new int[20];
        for (ulong seed = 0; seed < Splits; seed++)
        {
            foreach (var row in RandomSplit.Create(counts.Length, 0.3, seed).TestRows)
            {
                counts[row]++;
            }
        }

        var deviation = 5 * Math.Sqrt(Splits * 0.3 * 0.7);
        Assert.All(counts, count => Assert.InRange(count, (Splits * 0.3) - deviation, (Splits * 0.3) + deviation));
    }

    [Fact]
    public void BadInputIsRefused()
    {
        Assert.Contains("rowCount is 1; it must be at least 2", Assert.Throws<ArgumentOutOfRangeException>("rowCount", () => RandomSplit.Create(1, 0.5, 0)).Message, StringComparison.Ordinal);
        foreach (var fraction in (double[])[0, 1, -1, double.NaN])
        {
            Assert.Contains("it must be in (0, 1)", Assert.Throws<ArgumentOutOfRangeException>("testFraction", () => RandomSplit.Create(9, fraction, 0)).Message, StringComparison.Ordinal);
        }
    }
}
