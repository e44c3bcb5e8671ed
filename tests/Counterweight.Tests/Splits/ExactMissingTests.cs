using Counterweight.Features;
using Counterweight.Histograms;
using Counterweight.Sorting;
using Counterweight.Splits;
using Counterweight.Splits.Exact;
using Xunit;

namespace Counterweight.Tests.Splits;

/// <summary>Rows without a value in the search between sorted rows, and where a threshold lies.</summary>
public class ExactMissingTests
{
    private const double NaN = double.NaN;

    [Fact]
    public void MissingRowsOnTheLeftCountThereAndWeighThere()
    {
        var split = Find([1, 3, 3, 3, NaN, NaN], [0, 1, 1, 1, 0, 0], [1, 1, 1, 1, 2, 4]);
        Assert.Equal((2.0, true), (split.Threshold, split.MissingGoesLeft));
        Assert.Equal((3L, 3L, 7.0, 3.0), (split.LeftRowCount, split.RightRowCount, split.LeftWeight, split.RightWeight));
        Assert.Equal((1, 4), (split.LeftValueCount, split.ValueCount));
    }

    [Fact]
    public void MissingRowsCountTowardsTheLeastRowsOfTheirSide()
    {
        // One value and two missing rows are three.
        Assert.True(Find([1, 3, 3, 3, NaN, NaN], [0, 1, 1, 1, 0, 0], [], new() { MinRowCount = 3 }).MissingGoesLeft);
        Assert.False(Find([1, 3, 3, 3, NaN, NaN], [0, 1, 1, 1, 0, 0], [], new() { MinRowCount = 4 }).IsValid);

        // Three values on the right without the missing rows, five with them.
        var right = Find([1, 1, 1, 3, NaN, NaN], [0, 0, 0, 1, 1, 1], [], new() { MinRowCount = 3 });
        Assert.Equal((2.0, false, 3L), (right.Threshold, right.MissingGoesLeft, right.RightRowCount));
    }

    [Fact]
    public void MissingRowsThatGainTheSameOnBothSidesGoRight()
    {
        var split = Find([1, 1, 3, 3, NaN, NaN], [0, 0, 1, 1, 0, 1], []);
        Assert.Equal((2.0, false), (split.Threshold, split.MissingGoesLeft));
    }

    [Fact]
    public void TheThresholdLiesBetweenItsNeighbours()
    {
        Assert.Equal(3, Find([1, 2, 4, 8, 16], [0, 0, 1, 1, 1], []).Threshold);
        Assert.Equal(6, Find([1, 2, 4, 8, 16], [0, 0, 0, 1, 1], []).Threshold);
        Assert.Equal(1.0, Find([1, Math.BitIncrement(1.0), 4], [0, 1, 1], []).Threshold);
    }

    private static ExactSplit Find(double[] values, int[] labels, float[] weights, SplitOptions options = default)
    {
        int[] order = [.. Enumerable.Range(0, values.Length).OrderBy(row => double.IsNaN(values[row])).ThenBy(row => values[row])];
        var scale = WeightScale.For<float>([], weights, values.Length);
        var packed = new WeightedLabel[values.Length];
        WeightedLabels.Pack<float>(labels, 2, [], weights, scale, packed);
        var totals = new ClassCell[2];
        WeightedLabels.Sum(order, packed, totals);
        return ExactSplitSearch.Find(
            new SortedRows(order, values.Length, 0, values.Length),
            new FeatureMatrix<double>(values, values.Length, 1, FeatureLayout.RowMajor),
            packed, totals, scale, default(GiniImpurity), options);
    }
}
