using System.Collections.Concurrent;
using Counterweight.Training.Data;
using Counterweight.Training.Evaluation;
using Counterweight.Training.Trees;
using Counterweight.Training.Tuning;
using Xunit;

namespace Counterweight.Training.Tests.Evaluation;

/// <summary>Folds that are later than the rows that predict them.</summary>
public class TimeFoldsTests
{
    /// <summary>Spans follow each other, a time is in one of them, and none is empty; without ties they are even.</summary>
    [Theory]
    [InlineData(2, 1000)]
    [InlineData(5, 1000)]
    [InlineData(5, 40)]
    [InlineData(5, 6)]
    [InlineData(9, 10)]
    public void FoldsFollowEachOther(int foldCount, int timeCount)
    {
        var random = new Random(timeCount);
        double[] times = [.. Enumerable.Range(0, timeCount).Concat(Enumerable.Range(0, 1000 - timeCount).Select(_ => (int)(timeCount * Math.Pow(random.NextDouble(), 3)))).Select(time => time - 7.5)];
        random.Shuffle(times);
        var folds = CrossValidation.TimeFolds(times, foldCount);
        var spans = Enumerable.Range(0, times.Length).GroupBy(row => folds[row]).OrderBy(span => span.Key).ToArray();
        Assert.Equal(Enumerable.Range(-1, foldCount + 1), spans.Select(span => span.Key));
        foreach (var (before, after) in spans.Zip(spans.Skip(1)))
        {
            Assert.True(before.Max(row => times[row]) < after.Min(row => times[row]));
        }

        if (timeCount == 1000)
        {
            Assert.All(spans, span => Assert.InRange(span.Count(), (1000 / (foldCount + 1)) - 1, (1000 / (foldCount + 1)) + 1));
        }
    }

    /// <summary>Thirds of 13 rows end in the middle of times 2 and 3.</summary>
    [Fact]
    public void ATimeIsWhereItsMiddleRowIs() => Assert.Equal(
        [-1, -1, -1, -1, 0, 0, 0, 0, 0, 1, 1, 1, 1], CrossValidation.TimeFolds([1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 4], 2));

    /// <summary>Where the last time has most rows, the folds before it are small: each must have a time.</summary>
    [Fact]
    public void EveryFoldHasATime() => Assert.Equal([-1, 0, 1, 1, 1, 1, 1, 1], CrossValidation.TimeFolds([0, 1, 2, 2, 2, 2, 2, 2], 2));

    [Fact]
    public void RowsArePredictedByEarlierOnes()
    {
        var data = TestData.Random(3, 240, 2, 2);
        double[] times = [.. Enumerable.Range(0, 240).Select(row => (double)(row * 7 % 120))];
        var told = new ConcurrentDictionary<int, int>();
        var probabilities = CrossValidation.PredictProbabilities(
            data,
            (rows, part, input) =>
            {
                told[part] = rows.RowCount;
                return DecisionTreeClassifier.Fit(rows, new() { MaxDepth = 2 }, input);
            },
            new() { FoldCount = 3, Times = times });
        var folds = CrossValidation.TimeFolds(times, 3);
        Assert.All(Enumerable.Range(0, 240), row => Assert.Equal(folds[row] < 0, double.IsNaN(probabilities[2 * row])));
        for (var fold = 0; fold < 3; fold++)
        {
            int[] before = [.. Enumerable.Range(0, 240).Where(row => folds[row] < fold)];
            int[] held = [.. Enumerable.Range(0, 240).Where(row => folds[row] == fold)];
            Assert.Equal(before.Length, told[fold]);
            var expected = new double[2 * held.Length];
            DecisionTreeClassifier.Fit(data.Subset(before), new() { MaxDepth = 2 }).PredictProbabilities(data.Subset(held), expected);
            Assert.Equal(expected, held.SelectMany(row => (double[])[probabilities[2 * row], probabilities[(2 * row) + 1]]));
        }
    }

    /// <summary>Every fit of tuning sees the past of what it is judged on, and rows before all folds count in no cost.</summary>
    [Fact]
    public void TuningLearnsFromThePast()
    {
        const int Rows = 400;
        const int Folds = 3;
        var random = new Random(5);
        double[] times = [.. Enumerable.Range(0, Rows).Select(row => (double)(row * 37 % Rows))];
        int[] labels = [.. times.Select(time => random.NextDouble() < 0.2 + (time / Rows / 3) ? 1 : 0)];
        var data = TestData.Create(2, 2, [.. times, .. labels.Select(label => random.NextDouble() + label)], labels);
        var seen = new ConcurrentBag<(int Part, double Latest, int Count)>();
        var options = new TuningOptions { FoldCount = Folds, InnerFoldCount = Folds, Weightings = [ClassWeighting.None], Times = times };
        var tuned = Tune.Fit(data, Trainer, new(1, 3), options);
        var outer = CrossValidation.TimeFolds(times, Folds);
        var (cost, held) = (0.0, 0);
        List<(double Latest, int Count)> expected = [];
        for (var fold = 0; fold <= Folds; fold++)
        {
            int[] past = [.. Enumerable.Range(0, Rows).Where(row => outer[row] < fold)];
            var inner = CrossValidation.TimeFolds([.. past.Select(row => times[row])], Folds);
            expected.AddRange(Enumerable.Range(0, Folds).Select(each => past.Where((_, place) => inner[place] < each)).Append(past).Select(rows => (rows.Max(row => times[row]), rows.Count())));
            if (fold < Folds)
            {
                int[] own = [.. Enumerable.Range(0, Rows).Where(row => outer[row] == fold)];
                var probabilities = new double[2 * own.Length];
                DecisionTreeClassifier.Fit(data.Subset(past), new() { MaxDepth = 2 }).PredictProbabilities(data.Subset(own), probabilities);
                cost += own.Select((row, place) => (probabilities[(2 * place) + 1] >= 0.5) == (labels[row] == 1) ? 0 : labels[row] == 1 ? 3 : 1).Sum();
                held += own.Length;
            }
        }

        Assert.Equal(expected.Distinct().Order(), seen.Select(each => (each.Latest, each.Count)).Distinct().Order());
        Assert.Equal(cost / held, tuned.Report.Unweighted.Mean, 1e-12);

        IProbabilisticClassifier Trainer(Dataset rows, int part, FitInput input)
        {
            seen.Add((part, rows.Column(0).ToArray().Max(), rows.RowCount));
            return DecisionTreeClassifier.Fit(rows, new() { MaxDepth = 2 }, input);
        }
    }

    [Fact]
    public void WhatCannotBeCutIsRefused()
    {
        double[] times = [1, 1, 2, 3, 4, 4];
        Assert.Contains("foldCount is 4; it must be in [2, 3], the number of times after the first", Assert.Throws<ArgumentOutOfRangeException>("foldCount", () => CrossValidation.TimeFolds(times, 4)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("foldCount", () => CrossValidation.TimeFolds(times, 1));
        Assert.Contains("times[1] is NaN", Assert.Throws<ArgumentOutOfRangeException>("times", () => CrossValidation.TimeFolds([1, double.NaN, 2], 2)).Message, StringComparison.Ordinal);
        var data = TestData.Pima();
        double[] own = [.. Enumerable.Range(0, data.RowCount).Select(row => (double)row)];
        foreach (var options in (TuningOptions[])[new() { Times = own, RepeatCount = 2 }, new() { Times = own.Select((time, row) => row == 3 ? double.PositiveInfinity : time).ToArray() }, new() { Times = own.Select(time => time < 760 ? 0 : time).ToArray() }])
        {
            Assert.Throws<ArgumentOutOfRangeException>("options", () => Fit(options));
        }

        Assert.Throws<ArgumentException>("options", () => Fit(new() { Times = own, Groups = new int[data.RowCount] }));
        Assert.Throws<ArgumentException>("options", () => Fit(new() { Times = own.AsMemory(1) }));
        Assert.Contains("InnerFoldCount is 6; it must be in [2, 3], the number of times after the first before a fold", Assert.Throws<ArgumentOutOfRangeException>("options", () => Fit(new() { Times = own.Select(time => (double)((int)time % 12)).ToArray(), FoldCount = 2, InnerFoldCount = 6 })).Message, StringComparison.Ordinal);

        TunedClassifier Fit(TuningOptions options) => Tune.Fit(data, (_, _, _) => throw new InvalidOperationException("A fit began."), new(1, 1), options);
    }

    /// <summary>Rows without weight are as if they were not there.</summary>
    [Fact]
    public void RowsWithoutWeightHaveNoTime()
    {
        var data = TestData.Pima();
        double[] times = [.. Enumerable.Range(0, data.RowCount).Select(row => (double)(row * 5 % data.RowCount))];
        double[] weights = [.. Enumerable.Range(0, data.RowCount).Select(row => row % 4 == 0 ? 0.0 : 1)];
        int[] kept = [.. Enumerable.Range(0, data.RowCount).Where(row => weights[row] > 0)];
        var options = new TuningOptions { FoldCount = 2, InnerFoldCount = 2, Weightings = [ClassWeighting.None], Times = times };
        var all = Tune.Fit(data, Tree, new(1, 3), options, new() { SampleWeights = weights });
        var some = Tune.Fit(data.Subset(kept), Tree, new(1, 3), options with { Times = kept.Select(row => times[row]).ToArray() });
        Assert.Equal(some.Report with { Choices = [] }, all.Report with { Choices = [] });
        Assert.Equal(some.Choice, all.Choice);

        static IProbabilisticClassifier Tree(Dataset rows, int part, FitInput input) => DecisionTreeClassifier.Fit(rows, new() { MaxDepth = 2 }, input);
    }
}
