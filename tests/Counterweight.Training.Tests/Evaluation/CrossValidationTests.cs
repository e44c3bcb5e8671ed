using Counterweight.Training.Data;
using Counterweight.Training.Evaluation;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Evaluation;

public class CrossValidationTests
{
    private static readonly Dataset Data = TestData.Random(29, 203, 3, 3);

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(203)]
    public void FoldsHoldEveryClassInNearlyTheSameNumber(int count)
    {
        var folds = CrossValidation.Folds(Data.Labels, count, 4);
        Assert.All(folds, fold => Assert.InRange(fold, 0, count - 1));
        foreach (var rows in (int[][])[[.. Enumerable.Range(0, 203)], .. Enumerable.Range(0, 3).Select(label => Enumerable.Range(0, 203).Where(row => Data.Labels[row] == label).ToArray())])
        {
            int[] sizes = [.. Enumerable.Range(0, count).Select(fold => rows.Count(row => folds[row] == fold))];
            Assert.InRange(sizes.Max() - sizes.Min(), 0, 1);
        }

        Assert.Equal(folds, CrossValidation.Folds(Data.Labels, count, 4));
        Assert.NotEqual(folds, CrossValidation.Folds(Data.Labels, count, 5));
    }

    [Fact]
    public void EveryRowIsToldByTheOtherFolds()
    {
        double[] weights = [.. Enumerable.Range(0, 203).Select(row => row % 7 == 0 ? 0 : 1.0 + (row % 3))];
        var folds = CrossValidation.Folds(Data.Labels, 4, 6);
        var told = CrossValidation.PredictProbabilities(Data, (rows, fold, input) => DecisionTreeClassifier.Fit(rows, new() { MaxDepth = 2 + fold }, input), new() { FoldCount = 4, Seed = 6 }, new() { SampleWeights = weights });
        for (var fold = 0; fold < 4; fold++)
        {
            int[] held = [.. Enumerable.Range(0, 203).Where(row => folds[row] == fold)], rest = [.. Enumerable.Range(0, 203).Where(row => folds[row] != fold)];
            var model = DecisionTreeClassifier.Fit(Data.Subset(rest), new() { MaxDepth = 2 + fold }, new() { SampleWeights = [.. rest.Select(row => weights[row])] });
            var own = new double[held.Length * 3];
            model.PredictProbabilities(Data.Subset(held), own);
            Assert.Equal(own, held.SelectMany(row => told.AsSpan(row * 3, 3).ToArray()));
        }

        Assert.Equal(told, CrossValidation.PredictProbabilities(Data, (rows, fold, input) => DecisionTreeClassifier.Fit(rows, new() { MaxDepth = 2 + fold }, input), new() { FoldCount = 4, Seed = 6, DegreeOfParallelism = 3 }, new() { SampleWeights = weights }));
    }

    [Fact]
    public void WhatIsNoNumberOfFoldsIsRefused()
    {
        foreach (var count in (int[])[-1, 1, 204])
        {
            Assert.Throws<ArgumentOutOfRangeException>("foldCount", () => CrossValidation.Folds(Data.Labels, count, 0));
            Assert.Throws<ArgumentOutOfRangeException>("options", () => CrossValidation.PredictProbabilities(Data, (rows, _, _) => DecisionTreeClassifier.Fit(rows), new() { FoldCount = count }));
        }

        Assert.Contains("labels[1] is -1", Assert.Throws<ArgumentOutOfRangeException>("labels", () => CrossValidation.Folds([0, -1], 2, 0)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("options", () => CrossValidation.PredictProbabilities(Data, (rows, _, _) => DecisionTreeClassifier.Fit(rows), new() { DegreeOfParallelism = 0 }));
        Assert.Throws<ArgumentNullException>("trainer", () => CrossValidation.PredictProbabilities(Data, null!));
    }
}
