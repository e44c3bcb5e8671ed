using Counterweight.Resampling.Over;
using Counterweight.Training.Data;
using Counterweight.Training.Evaluation;
using Counterweight.Training.Linear;
using Counterweight.Training.Resampling;
using Counterweight.Training.Trees;
using Counterweight.Training.Tuning;
using Xunit;

namespace Counterweight.Training.Tests.Tuning;

public class TuneTests
{
    private static readonly MistakeCosts Costs = new(1, 8);

    private static readonly TuningOptions Few = new() { FoldCount = 3, InnerFoldCount = 3, Weightings = [ClassWeighting.None, ClassWeighting.Balanced] };

    /// <summary>The choice is what a plain search of all thresholds over the inner folds' scores finds.</summary>
    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(1, true)]
    public void TheChoiceIsOfLeastCost(int positiveClass, bool ownCosts)
    {
        var data = TestData.Pima();
        var weights = Enumerable.Range(0, data.RowCount).Select(row => row % 5 == 0 ? 0.0 : 1 + (row % 3)).ToArray();
        double[] misses = [.. Enumerable.Range(0, data.RowCount).Select(row => ownCosts ? 1.0 + (row % 11) : 8)];
        var costs = new MistakeCosts([1], ownCosts ? misses : [8]);
        var options = Few with { PositiveClass = positiveClass };
        var tuned = Tune.Fit(data, Logistic, costs, options, new() { SampleWeights = weights });
        var least = double.PositiveInfinity;
        foreach (var weighting in options.Weightings)
        {
            // Rows of weight 0 are in no fold.
            var balanced = weighting == ClassWeighting.None ? weights : ClassWeighted(data, weights);
            int[] kept = [.. Enumerable.Range(0, data.RowCount).Where(row => weights[row] > 0)];
            var probabilities = CrossValidation.PredictProbabilities(
                data.Subset(kept), Logistic, new() { FoldCount = 3, Seed = 4UL << 32 }, new() { SampleWeights = kept.Select(row => balanced[row]).ToArray() });
            var scores = Enumerable.Range(0, data.RowCount).Select(row =>
            {
                var p = probabilities[(2 * Math.Max(Array.IndexOf(kept, row), 0)) + positiveClass];
                return p * misses[row] / ((p * misses[row]) + (1 - p));
            }).ToArray();
            foreach (var threshold in scores.Where((_, row) => weights[row] > 0).Append(double.PositiveInfinity).Distinct())
            {
                var cost = Enumerable.Range(0, data.RowCount).Sum(row => weights[row] * Mistake(scores[row] >= threshold, data.Labels[row] == positiveClass, misses[row])) / weights.Sum();
                least = Math.Min(least, cost);
            }
        }

        Assert.Equal(least, tuned.Choice.Cost, 1e-12 * least);
    }

    /// <summary>What is judged is what was chosen without the rows it is judged on.</summary>
    [Fact]
    public void CostsAreOfRowsHeldOut()
    {
        var data = TestData.Pima();
        var options = Few with { RepeatCount = 2, Seed = 5 };
        var tuned = Tune.Fit(data, Logistic, Costs, options);
        var (sum, plain, decided) = (0.0, 0.0, 0.0);
        for (var repeat = 0; repeat < 2; repeat++)
        {
            var folds = CrossValidation.Folds(data.Labels, 3, 5 + (ulong)repeat);
            for (var fold = 0; fold < 3; fold++)
            {
                var choice = tuned.Report.Choices[(3 * repeat) + fold];
                int[] rest = [.. Enumerable.Range(0, data.RowCount).Where(row => folds[row] != fold)], held = [.. Enumerable.Range(0, data.RowCount).Where(row => folds[row] == fold)];
                var part = data.Subset(rest);
                var model = LogisticRegressionClassifier.Fit(part, new() { Weighting = choice.Weighting });
                var unweighted = LogisticRegressionClassifier.Fit(part);
                var (p, q) = (new double[2 * held.Length], new double[2 * held.Length]);
                model.PredictProbabilities(data.Subset(held), p);
                unweighted.PredictProbabilities(data.Subset(held), q);
                for (var i = 0; i < held.Length; i++)
                {
                    var isPositive = data.Labels[held[i]] == 1;
                    sum += Mistake(8 * p[(2 * i) + 1] / ((8 * p[(2 * i) + 1]) + p[2 * i]) >= choice.Threshold, isPositive, 8);
                    plain += Mistake(q[(2 * i) + 1] >= 0.5, isPositive, 8);
                    decided += Mistake(8 * q[(2 * i) + 1] >= q[2 * i], isPositive, 8);
                }
            }
        }

        Assert.Equal(sum / (2 * data.RowCount), tuned.Report.Tuned.Mean, 1e-12);
        Assert.Equal(plain / (2 * data.RowCount), tuned.Report.Unweighted.Mean, 1e-12);
        Assert.Equal(decided / (2 * data.RowCount), tuned.Report.UnweightedLeastCost.Mean, 1e-12);
        Assert.Equal(tuned.Report.Tuned.Mean - tuned.Report.UnweightedLeastCost.Mean, tuned.Report.TunedLessUnweightedLeastCost.Mean, 1e-12);
        Assert.Equal(tuned.Report.Tuned.Mean - tuned.Report.Unweighted.Mean, tuned.Report.TunedLessUnweighted.Mean, 1e-12);
        Assert.Equal(tuned.Report.Tuned.Mean - tuned.Report.Balanced.Mean, tuned.Report.TunedLessBalanced.Mean, 1e-12);
    }

    /// <summary>Labels that mean nothing: the choice looks better than it is, the report does not.</summary>
    [Fact]
    public void NoiseIsNoGain()
    {
        var (choice, report, rare) = (0.0, 0.0, 0.0);
        for (var seed = 0; seed < 10; seed++)
        {
            var random = new Random(seed);
            int[] labels = [.. Enumerable.Range(0, 200).Select(_ => random.Next(10) == 0 ? 1 : 0)];
            var data = TestData.Create(3, 2, [.. Enumerable.Range(0, 600).Select(_ => random.NextDouble())], labels);
            var tuned = Tune.Fit(data, (rows, _, input) => DecisionTreeClassifier.Fit(rows, new() { MaxDepth = 3 }, input), new(1, 9), Few with { Weightings = [ClassWeighting.None, ClassWeighting.BalancedPower(0.5), ClassWeighting.Balanced], Seed = (ulong)seed });
            (choice, report) = (choice + tuned.Choice.Cost, report + tuned.Report.Tuned.Mean);
            // Never or always an alarm, whatever is cheaper.
            rare += Math.Min(9 * labels.Average(), 1 - labels.Average());
        }

        Assert.True(choice < rare, $"{choice} {rare}");
        Assert.True(report > 0.98 * rare, $"{report} {rare}");
    }

    /// <summary>The error of a mean is the spread of its rows, or of its groups, by the square root of their number.</summary>
    [Fact]
    public void ErrorsAreOfRowsOrGroups()
    {
        var data = TestData.Pima();
        var options = Few with { Weightings = [ClassWeighting.None], Seed = 1 };
        var report = Tune.Fit(data, Logistic, Costs, options).Report;
        // Costs are 0, 1 or 8, so that their mean and error tell how many there are of each only together with the labels.
        Assert.InRange(report.Unweighted.StandardError, 0.5 * Math.Sqrt(report.Unweighted.Mean / data.RowCount), 3 * Math.Sqrt(report.Unweighted.Mean * 8 / data.RowCount));
        int[] twice = [.. Enumerable.Range(0, data.RowCount).SelectMany(row => (int[])[row, row])];
        var grouped = Tune.Fit(data.Subset(twice), Logistic, Costs, options with { Groups = twice }).Report;
        var apart = Tune.Fit(data.Subset(twice), Logistic, Costs, options).Report;
        Assert.Equal(report.Unweighted.StandardError, grouped.Unweighted.StandardError, 0.15 * report.Unweighted.StandardError);
        Assert.Equal(report.Unweighted.StandardError / Math.Sqrt(2), apart.Unweighted.StandardError, 0.1 * report.Unweighted.StandardError);
        Assert.Equal(report.Unweighted.Mean + (1.959963984540054 * report.Unweighted.StandardError), report.Unweighted.Upper, 1e-12);
    }

    [Fact]
    public void ThreadsChangeNothingAndResamplersAreTried()
    {
        var data = TestData.Pima();
        var options = Few with { Resamplers = [null, new OverResampler(new Smote())], Seed = 2, Groups = Enumerable.Range(0, data.RowCount).Select(row => row / 2).ToArray() };
        var one = Tune.Fit(data, Logistic, Costs, options);
        var three = Tune.Fit(data, Logistic, Costs, options with { DegreeOfParallelism = 3 });
        Assert.Equal(one.Report.Choices, three.Report.Choices);
        Assert.Equal(one.Choice, three.Choice);
        Assert.Equal(one.Report with { Choices = [] }, three.Report with { Choices = [] });
        var alone = Tune.Fit(data, Logistic, Costs, options with { Resamplers = [options.Resamplers[1]], Weightings = [ClassWeighting.None] });
        Assert.Same(options.Resamplers[1], alone.Choice.Resampler);
        Assert.True(one.Choice.Cost <= alone.Choice.Cost);
    }

    /// <summary>Whatever class weights there are: those that weigh the rare class by its costs are as good as the threshold that they stand for.</summary>
    [Fact]
    public void AnyClassWeightsAreTried()
    {
        ClassWeighting[] all = [ClassWeighting.Custom(1, 8), ClassWeighting.InverseSquareRoot, ClassWeighting.EffectiveNumber(0.99), ClassWeighting.MedianFrequency, ClassWeighting.FromCosts(0, 1, 8, 0)];
        var data = TestData.Pima();
        var together = Tune.Fit(data, Logistic, Costs, Few with { Weightings = all });
        var alone = all.Select(weighting => Tune.Fit(data, Logistic, Costs, Few with { Weightings = [weighting] }).Choice).ToArray();
        Assert.Equal(all, alone.Select(choice => choice.Weighting));
        Assert.Equal(alone.MinBy(choice => choice.Cost), together.Choice);
        Assert.True(alone.Select(choice => choice.Cost).Distinct().Count() > 1);
        Assert.Equal(0.5, Tune.Fit(data, Logistic, Costs, Few with { Weightings = [ClassWeighting.None] }).Choice.Threshold, 0.3);
    }

    [Fact]
    public void PredictionsFollowScoresAndCosts()
    {
        var data = TestData.Pima();
        double[] misses = [.. Enumerable.Range(0, data.RowCount).Select(row => (double)(row % 4))];
        var tuned = Tune.Fit(data, Logistic, new([1], misses), Few with { PositiveClass = 0 });
        var (scores, labels, probabilities) = (new double[data.RowCount], new int[data.RowCount], new double[2 * data.RowCount]);
        var costs = new MistakeCosts([2], misses);
        tuned.Scores(data, scores, costs);
        tuned.Predict(data, labels, costs, 2);
        tuned.Classifier.PredictProbabilities(data, probabilities);
        for (var row = 0; row < labels.Length; row++)
        {
            Assert.Equal(probabilities[2 * row] * misses[row] / ((probabilities[2 * row] * misses[row]) + (2 * (1 - probabilities[2 * row]))), scores[row], 1e-15);
            Assert.Equal(scores[row] >= tuned.Choice.Threshold ? 0 : 1, labels[row]);
        }

        Assert.Contains("costs of each row", Assert.Throws<ArgumentException>("costs", () => tuned.Predict(data, labels)).Message, StringComparison.Ordinal);
        Assert.Contains("costs has 3 costs for 768 rows", Assert.Throws<ArgumentException>("costs", () => tuned.Predict(data, labels, new([1], [1, 2, 3]))).Message, StringComparison.Ordinal);
        Assert.Contains("destination has 1 elements", Assert.Throws<ArgumentException>("destination", () => tuned.Predict(data, labels.AsSpan(0, 1), costs)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatCannotBeTunedIsRefused()
    {
        var data = TestData.Pima();
        Assert.Contains("data has 6 classes", Assert.Throws<ArgumentException>("data", () => Tune.Fit(TestData.Glass(), Logistic, Costs)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentNullException>("costs", () => Tune.Fit(data, Logistic, null!));
        Assert.Throws<ArgumentNullException>("trainer", () => Tune.Fit(data, null!, Costs));
        Assert.Throws<ArgumentException>("costs", () => Tune.Fit(data, Logistic, new([1, 2], [1])));
        Assert.Throws<ArgumentException>("input", () => Tune.Fit(data, Logistic, Costs, null, new() { Resampler = new OverResampler(new Smote()) }));
        Assert.Throws<ArgumentException>("input", () => Tune.Fit(data, Logistic, Costs, null, new() { Validation = data }));
        foreach (var options in (TuningOptions[])[new() { PositiveClass = 2 }, new() { FoldCount = 1 }, new() { InnerFoldCount = 1 }, new() { RepeatCount = 0 }, new() { DegreeOfParallelism = 0 }, new() { Weightings = [] }, new() { Resamplers = [] }])
        {
            Assert.Throws<ArgumentOutOfRangeException>("options", () => Tune.Fit(data, Logistic, Costs, options));
        }

        Assert.Throws<ArgumentException>("options", () => Tune.Fit(data, Logistic, Costs, new() { Groups = new int[2] }));
        Assert.StartsWith("Weightings is ", Assert.Throws<ArgumentException>("options", () => Tune.Fit(data, Logistic, Costs, new() { Weightings = [ClassWeighting.Custom(1, 2, 3)] })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("options", () => Tune.Fit(data, Logistic, Costs, new() { Resamplers = null! }));
        Assert.Contains("misses[1] is -1", Assert.Throws<ArgumentOutOfRangeException>("misses", () => new MistakeCosts([1], [0, -1])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("misses", () => new MistakeCosts([1, 2, 3], [0, 1]));
        Assert.Throws<ArgumentException>("falseAlarms", () => new MistakeCosts([], [0, 1]));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => Tune.Fit(data, Logistic, Costs, null, new() { Cancellation = cancelled.Token }));
    }

    internal static IProbabilisticClassifier Logistic(Dataset rows, int part, FitInput input) => LogisticRegressionClassifier.Fit(rows, input: input);

    private static double Mistake(bool isAlarm, bool isPositive, double miss) => isAlarm == isPositive ? 0 : isPositive ? miss : 1;

    private static double[] ClassWeighted(Dataset data, double[] weights)
    {
        double[] sums = [.. Enumerable.Range(0, 2).Select(label => weights.Where((_, row) => data.Labels[row] == label).Sum())];
        return [.. weights.Select((weight, row) => weight * weights.Sum() / (2 * sums[data.Labels[row]]))];
    }

    /// <summary>The share of no alarm in the expected cost of both mistakes, by its definition.</summary>
    [Fact]
    public void AScoreIsAShareOfExpectedCosts()
    {
        var costs = new MistakeCosts([2, 0], [6, 0]);
        Assert.Equal(0.25 * 6 / ((0.25 * 6) + (0.75 * 2)), costs.Score(0.25, 0), 1e-15);
        Assert.Equal(0, costs.Score(0, 0));
        Assert.Equal(1, costs.Score(1, 0));
        Assert.Equal(0, costs.Score(1, 1));
        Assert.Throws<ArgumentOutOfRangeException>("probability", () => costs.Score(1.5, 0));
        Assert.Throws<ArgumentOutOfRangeException>("probability", () => costs.Score(double.NaN, 0));
        Assert.Throws<ArgumentOutOfRangeException>("row", () => costs.Score(0.5, 2));
    }
}
