using Counterweight.Training.Data;
using Xunit;

namespace Counterweight.Training.Tests.Data;

public class StratifiedSplitTests
{
    [Fact]
    public void EveryRowIsOnOneSide()
    {
        var labels = TestData.Glass().Labels.ToArray();
        var split = StratifiedSplit.Create(labels, 0.3, 3);

        Assert.Equal(Enumerable.Range(0, labels.Length), split.TrainRows.Concat(split.TestRows).Order());
        Assert.Equal(split.TrainRows.Order(), split.TrainRows);
        Assert.Equal(split.TestRows.Order(), split.TestRows);
    }

    [Fact]
    public void LabelsMayBeAnyNumbers()
    {
        int[] labels = [.. TestData.Glass().Labels];
        var split = StratifiedSplit.Create(labels, 0.3, 3);
        foreach (var factor in (int[])[3, 1000, int.MaxValue / 5])
        {
            var apart = StratifiedSplit.Create([.. labels.Select(label => label * factor)], 0.3, 3);
            Assert.Equal(split.TestRows, apart.TestRows);
            Assert.Equal(split.TrainRows, apart.TrainRows);
        }

        Assert.Contains("one row of class 2147483647", Assert.Throws<ArgumentException>("labels", () => StratifiedSplit.Create([0, int.MaxValue, 0], 0.5, 1)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TestRowsAreSharedByLargestRemainder()
    {
        // 30 % of 70, 76, 17, 13, 9 and 29 of 214 rows: scikit-learn's counts of a stratified split with 65 test rows.
        var labels = TestData.Glass().Labels.ToArray();
        var split = StratifiedSplit.Create(labels, 0.3, 0);

        Assert.Equal(65, split.TestRows.Count);
        Assert.Equal([21, 23, 5, 4, 3, 9], Enumerable.Range(0, 6).Select(label => split.TestRows.Count(row => labels[row] == label)));
    }

    [Theory]
    [InlineData(0.001)]
    [InlineData(0.3)]
    [InlineData(0.999)]
    public void EvenAClassOfTwoRowsIsOnBothSides(double fraction)
    {
        int[] labels = [.. Enumerable.Repeat(0, 1000), 1, 1, 3, 3, 3];
        var split = StratifiedSplit.Create(labels, fraction, 1);

        foreach (var label in new[] { 0, 1, 3 })
        {
            Assert.Contains(split.TrainRows, row => labels[row] == label);
            Assert.Contains(split.TestRows, row => labels[row] == label);
        }
    }

    [Fact]
    public void ASeedGivesTheSameSplitEverywhere()
    {
        var labels = Enumerable.Range(0, 20).Select(i => i % 4 == 0 ? 1 : 0).ToArray();

        Assert.Equal(StratifiedSplit.Create(labels, 0.3, 42).TestRows, StratifiedSplit.Create(labels, 0.3, 42).TestRows);
        Assert.NotEqual(StratifiedSplit.Create(labels, 0.3, 42).TestRows, StratifiedSplit.Create(labels, 0.3, 43).TestRows);
        Assert.Equal(GoldenTestRows, StratifiedSplit.Create(labels, 0.3, 42).TestRows);
    }

    /// <summary>Rows that come in pairs, one of each class, are not held back in pairs.</summary>
    [Fact]
    public void ClassesAreShuffledApart()
    {
        var split = StratifiedSplit.Create([.. Enumerable.Range(0, 200).Select(row => row % 2)], 0.3, 5);
        int[][] pairs = [.. Enumerable.Range(0, 2).Select(label => split.TestRows.Where(row => row % 2 == label).Select(row => row / 2).ToArray())];
        Assert.Equal(30, pairs[0].Length);
        Assert.Equal(30, pairs[1].Length);
        Assert.InRange(pairs[0].Intersect(pairs[1]).Count(), 1, 20);
    }

    [Fact]
    public void WhatCannotBeSplitIsRefused()
    {
        Assert.Contains("one row of class 1", Assert.Throws<ArgumentException>(() => StratifiedSplit.Create([0, 0, 1], 0.5, 0)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => StratifiedSplit.Create([0, 0], 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => StratifiedSplit.Create([0, 0], 1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => StratifiedSplit.Create([0, 0], double.NaN, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => StratifiedSplit.Create([0, -1], 0.5, 0));
    }

    private static readonly int[] GoldenTestRows = [0, 11, 13, 14, 15, 17];
}
