using System.Collections.Concurrent;
using Counterweight.Training.Evaluation;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Evaluation;

public class GroupedFoldsTests
{
    [Theory]
    [InlineData(2, 1)]
    [InlineData(5, 3)]
    [InlineData(9, 7)]
    public void GroupsStayTogetherAndClassesAreSpread(int foldCount, int rowsOfAGroup)
    {
        const int Rows = 3000;
        var random = new Random(foldCount);
        int[] groups = [.. Enumerable.Range(0, Rows).Select(row => (row / rowsOfAGroup * 7919) - 1_000_000)];
        int[] labels = [.. Enumerable.Range(0, Rows).Select(_ => random.Next(10) switch { 0 => 0, < 4 => 1, _ => 2 })];
        var folds = CrossValidation.GroupedFolds(labels, groups, foldCount, 3);
        Assert.Equal(folds, CrossValidation.GroupedFolds(labels, groups, foldCount, 3));
        Assert.NotEqual(folds, CrossValidation.GroupedFolds(labels, groups, foldCount, 4));
        foreach (var rows in Enumerable.Range(0, Rows).GroupBy(row => groups[row]))
        {
            Assert.Single(rows.Select(row => folds[row]).Distinct());
        }

        foreach (var label in (int[])[0, 1, 2])
        {
            int[] counts = [.. Enumerable.Range(0, foldCount).Select(fold => Enumerable.Range(0, Rows).Count(row => folds[row] == fold && labels[row] == label))];
            Assert.InRange(counts.Max() - counts.Min(), 0, rowsOfAGroup + 2);
        }
    }

    [Fact]
    public void GroupsOfAnySizesFillFoldsEvenly()
    {
        int[] groups = [.. Enumerable.Range(1, 40).SelectMany(size => Enumerable.Repeat(size, size))];
        var labels = new int[groups.Length];
        var folds = CrossValidation.GroupedFolds(labels, groups, 4, 1);
        int[] sizes = [.. Enumerable.Range(0, 4).Select(fold => folds.Count(own => own == fold))];
        Assert.InRange(sizes.Max() - sizes.Min(), 0, 2);
    }

    [Fact]
    public void NoRowOfAGroupTellsOfAnother()
    {
        var data = TestData.Random(3, 240, 2, 2);
        int[] groups = [.. Enumerable.Range(0, 240).Select(row => row / 6)];
        var told = new ConcurrentBag<(int Part, int Count)>();
        var probabilities = CrossValidation.PredictProbabilities(
            data,
            (rows, part, input) =>
            {
                told.Add((part, rows.RowCount));
                return DecisionTreeClassifier.Fit(rows, new() { MaxDepth = 2 }, input);
            },
            new() { FoldCount = 4, Groups = groups, RepeatCount = 3, Seed = 8 });
        Assert.Equal(3 * 240 * 2, probabilities.Length);
        Assert.Equal(Enumerable.Range(0, 12), told.Select(part => part.Part).Order());
        Assert.Equal(3 * 3 * 240, told.Sum(part => part.Count));
        for (var repeat = 0; repeat < 3; repeat++)
        {
            var folds = CrossValidation.GroupedFolds(data.Labels, groups, 4, 8 + (ulong)repeat);
            for (var fold = 0; fold < 4; fold++)
            {
                int[] held = [.. Enumerable.Range(0, 240).Where(row => folds[row] == fold)];
                Assert.All(held, row => Assert.Equal(6, held.Count(other => other / 6 == row / 6)));
                var model = DecisionTreeClassifier.Fit(data.Subset([.. Enumerable.Range(0, 240).Where(row => folds[row] != fold)]), new() { MaxDepth = 2 });
                var own = new double[held.Length * 2];
                model.PredictProbabilities(data.Subset(held), own);
                Assert.Equal(own, held.SelectMany(row => probabilities.AsSpan(((repeat * 240) + row) * 2, 2).ToArray()));
            }
        }
    }

    [Fact]
    public void WhatAreNoGroupsIsRefused()
    {
        var data = TestData.Random(3, 24, 2, 2);
        Assert.Contains("groups has 2 elements for 3 labels", Assert.Throws<ArgumentException>("groups", () => CrossValidation.GroupedFolds([0, 1, 0], [1, 2], 2, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("[2, 2], the number of groups", Assert.Throws<ArgumentOutOfRangeException>("foldCount", () => CrossValidation.GroupedFolds([0, 1, 0], [1, 2, 2], 3, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("labels[2] is -4", Assert.Throws<ArgumentOutOfRangeException>("labels", () => CrossValidation.GroupedFolds([0, 1, -4], [1, 2, 2], 2, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("Groups has 3 elements for 24 rows", Assert.Throws<ArgumentException>("options", () => CrossValidation.PredictProbabilities(data, (rows, _, _) => DecisionTreeClassifier.Fit(rows), new() { Groups = new int[3] })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("options", () => CrossValidation.PredictProbabilities(data, (rows, _, _) => DecisionTreeClassifier.Fit(rows), new() { RepeatCount = 0 }));
    }
}
