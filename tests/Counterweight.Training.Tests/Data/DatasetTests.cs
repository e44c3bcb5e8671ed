using Counterweight.Training.Data;
using Counterweight.Training.Models;
using Xunit;

namespace Counterweight.Training.Tests.Data;

public class DatasetTests
{
    [Fact]
    public void SubsetTakesRowsInTheGivenOrderAndRepeatsThem()
    {
        var data = TestData.Create(2, 2, [1, 2, 3, 10, 20, double.NaN], [0, 1, 1]);

        var subset = data.Subset([2, 0, 2]);

        Assert.Equal([3, 1, 3], subset.Column(0).ToArray());
        Assert.Equal([double.NaN, 10, double.NaN], subset.Column(1).ToArray());
        Assert.Equal([1, 0, 1], subset.Labels.ToArray());
        Assert.Equal([1, 2], subset.CountClasses());
    }

    [Theory]
    [InlineData(-2)]
    [InlineData(1 << 24)]
    [InlineData(0.5)]
    public void CategoriesThatTreesCannotSplitAreRefusedWhenBinned(double category) => Assert.Throws<ArgumentOutOfRangeException>(
        () => BinnedDataset.Create(TestData.Create(2, 2, [1, 2, 3, category], [0, 1]), isCategorical: [false, true]));

    [Fact]
    public void WhatDoesNotFitIsRefusedByName()
    {
        Assert.Contains("values has 3 elements for 2 features of 2 rows", Assert.Throws<ArgumentException>(() => TestData.Create(2, 2, [1, 2, 3], [0, 1])).Message, StringComparison.Ordinal);
        Assert.Contains("labels[1] is 2; it must be in [0, 2)", Assert.Throws<ArgumentOutOfRangeException>(() => TestData.Create(1, 2, [1, 2], [0, 2])).Message, StringComparison.Ordinal);
        Assert.Contains("'f1' of row 0", Assert.Throws<ArgumentOutOfRangeException>(() => TestData.Create(2, 2, [1, 2, double.PositiveInfinity, 4], [0, 1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => TestData.Create(0, 2, [], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = TestData.Create(1, 1, [1], [0]).Column(1); });
    }

    [Fact]
    public void NamesThatNoFileCanHoldAreRefused()
    {
        // Half a surrogate pair would be another name after saving.
        foreach (var name in (string?[])["a\ud800", "\udc00b", "\udc00\ud800", null])
        {
            Assert.Contains("featureNames[1]", Assert.Throws<ArgumentException>("featureNames", () => new Dataset(["x", name!], ["a"], [1, 2], [0])).Message, StringComparison.Ordinal);
            Assert.Contains("classNames[0]", Assert.Throws<ArgumentException>("classNames", () => new Dataset(["x"], [name!], [1], [0])).Message, StringComparison.Ordinal);
        }

        Assert.Equal("😀", new Dataset(["😀"], ["a"], [1], [0]).FeatureNames[0]);
    }

    [Fact]
    public void ClassesHaveDifferentNamesAndFeaturesMayShareOne()
    {
        Assert.StartsWith(
            "classNames[3] is 'b', as classNames[1] is; classes must have different names.",
            Assert.Throws<ArgumentException>("classNames", () => new Dataset(["x"], ["a", "b", "B", "b"], [1], [0])).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("classNames", () => new Dataset(["x"], ["", ""], [1f], [0]));

        // Only what finds features by their names refuses them.
        var data = new Dataset(["x", "x"], ["a", "b"], [1, 2, 3, 4], [0, 1]);
        Assert.Contains("'x' is the name of 2 columns", Assert.Throws<ArgumentException>("data", () => new ModelSchema([new("x")], []).Map(data)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void NamesAreCopied()
    {
        List<string> features = ["x", "y"], classes = ["a", "b"], numbers = ["x"];
        var data = new Dataset(features, classes, [1, 2, 3, 4], [0, 1]);
        var regression = Dataset.ForRegression(numbers, [1, 2], [0, 1]);
        features.Add("z");
        classes.Clear();
        numbers[0] = "other";

        Assert.Equal(["x", "y"], data.FeatureNames);
        Assert.Equal(["a", "b"], data.Subset([0]).ClassNames);
        Assert.Equal([1, 1], data.CountClasses());
        Assert.Equal(["x"], regression.FeatureNames);
    }

    [Fact]
    public void RowsThatAreNotThereAreRefusedByName()
    {
        var data = new Dataset(["x"], ["a"], [1, 2], [0, 0]);

        Assert.Contains("rows[1] is 2", Assert.Throws<ArgumentOutOfRangeException>("rows", () => data.Subset([0, 2])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("rows", () => data.Subset([-1]));
    }
}
