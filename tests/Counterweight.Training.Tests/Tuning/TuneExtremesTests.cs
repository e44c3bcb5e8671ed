using Counterweight.Training.Data;
using Counterweight.Training.Evaluation;
using Counterweight.Training.Trees;
using Counterweight.Training.Tuning;
using Xunit;

namespace Counterweight.Training.Tests.Tuning;

/// <summary>Tuning of few rows, of costs and weights of any size, and of options that do not fit.</summary>
public sealed class TuneExtremesTests
{
    private static readonly Dataset Data = Rows(40, 10);

    private static readonly TuningOptions Few = new() { FoldCount = 3, InnerFoldCount = 3, Weightings = [ClassWeighting.None, ClassWeighting.Balanced] };

    /// <summary>Units of costs and weights are units: choices stay, and costs are so many times as high.</summary>
    [Theory]
    [InlineData(800, 0)]
    [InlineData(-1000, 0)]
    [InlineData(0, 1000)]
    [InlineData(0, -1000)]
    [InlineData(900, 1000)]
    [InlineData(-500, -500)]
    public void UnitsDoNotShow(int costExponent, int weightExponent)
    {
        var plain = Tune.Fit(Data, Tree, new(1, 3), Few);
        var cost = Math.ScaleB(1, costExponent);
        var weights = new double[Data.RowCount];
        Array.Fill(weights, Math.ScaleB(1, weightExponent));
        var scaled = Tune.Fit(Data, Tree, new(cost, 3 * cost), Few, new() { SampleWeights = weights });
        Assert.Equal(plain.Choice.Threshold, scaled.Choice.Threshold);
        Assert.Equal(plain.Choice.Weighting, scaled.Choice.Weighting);
        Assert.Equal(plain.Choice.Cost, scaled.Choice.Cost / cost, 1e-12);
        Assert.Equal(plain.Report.Tuned.Mean, scaled.Report.Tuned.Mean / cost, 1e-12);
        Assert.Equal(plain.Report.Tuned.StandardError, scaled.Report.Tuned.StandardError / cost, 1e-12);
    }

    /// <summary>A row of weight 0 is no row: it is in no fold, has no group and no cost.</summary>
    [Fact]
    public void RowsWithoutWeightAreNoRows()
    {
        int[] kept = [.. Enumerable.Range(0, Data.RowCount).Where(row => row % 4 != 0)];
        double[] weights = [.. Enumerable.Range(0, Data.RowCount).Select(row => row % 4 == 0 ? 0.0 : 1)];
        double[] misses = [.. Enumerable.Range(0, Data.RowCount).Select(row => 1.0 + (row % 3))];
        int[] groups = [.. Enumerable.Range(0, Data.RowCount).Select(row => row / 2)];
        var all = Tune.Fit(Data, Tree, new([1], misses), Few with { Groups = groups }, new() { SampleWeights = weights });
        var some = Tune.Fit(Data.Subset(kept), Tree, new([1], [.. kept.Select(row => misses[row])]), Few with { Groups = kept.Select(row => groups[row]).ToArray() });
        Assert.Equal(some.Choice, all.Choice);
        Assert.Equal(some.Report.Choices, all.Report.Choices);
        Assert.Equal(some.Report with { Choices = [] }, all.Report with { Choices = [] });
        Assert.Throws<ArgumentException>("costs", () => all.Predict(Data, new int[Data.RowCount]));
        all.Predict(Data, new int[Data.RowCount], new([1], misses));
    }

    [Fact]
    public void StrengthsBeyondAllBoundsLeaveTheRareClass()
    {
        var seen = new HashSet<double>();
        var tuned = Tune.Fit(
            Data,
            (rows, part, input) =>
            {
                seen.UnionWith(rows.SampleWeights.ToArray());
                return Tree(rows, part, input);
            },
            new(1, 3),
            Few with { Weightings = [ClassWeighting.BalancedPower(1000), ClassWeighting.BalancedPower(-1000)] });
        Assert.All(seen, weight => Assert.True(double.IsFinite(weight) && weight >= 0, $"{weight}"));
        Assert.True(double.IsFinite(tuned.Choice.Cost));
    }

    /// <summary>What does not fit is named as the caller knows it, before anything is fitted.</summary>
    [Fact]
    public void OptionsThatDoNotFitAreNamed()
    {
        int[] six = [.. Enumerable.Range(0, Data.RowCount).Select(row => row % 6)];
        Refused("InnerFoldCount is 5; it must be in [2, 3], the number of rows outside a fold.", Rows(6, 2), new() { FoldCount = 2 });
        Refused("InnerFoldCount is 5; it must be in [2, 4], the number of groups outside a fold.", Data, new() { FoldCount = 3, Groups = six });
        Refused("FoldCount is 7; it must be in [2, 6], the number of groups.", Data, new() { FoldCount = 7, Groups = six });
        Refused("FoldCount is 5; it must be in [2, 2], the number of rows.", Data, new(), [.. Enumerable.Range(0, Data.RowCount).Select(row => row < 2 ? 1.0 : 0)]);
        Refused("RepeatCount is 2147483647;", Data, Few with { RepeatCount = int.MaxValue });
        Assert.Throws<ArgumentException>("options", () => Tune.Fit(Data, Refuse, new(1, 1), Few with { RepeatCount = 1 << 28 }));
        Assert.Throws<ArgumentException>("data", () => CrossValidation.PredictProbabilities(Data, Refuse, new() { RepeatCount = 1 << 28 }));
        Assert.Contains("FoldCount is 7; it must be in [2, 6]", Assert.Throws<ArgumentOutOfRangeException>("options", () => CrossValidation.PredictProbabilities(Data, Refuse, new() { FoldCount = 7, Groups = six })).Message, StringComparison.Ordinal);
    }

    /// <summary>Costs of 0 are costs, as long as some mistake about a row of weight has another.</summary>
    [Fact]
    public void CostsThatAreAllZeroAreRefused()
    {
        double[] ofOthers = [.. Data.Labels.ToArray().Select(label => label == 1 ? 0.0 : 5)];
        double[] ofOne = [.. Enumerable.Range(0, Data.RowCount).Select(row => row == 0 ? 5.0 : 0)];
        double[] weights = [.. ofOne.Select(cost => cost > 0 ? 0.0 : 1)];
        Refused(new(0, 0));
        Refused(new([0], ofOthers));
        Refused(new([0], ofOne), weights);
        Refused(new([0], ofOne), positiveClass: 0);
        Assert.Equal(0, Tune.Fit(Data, Tree, new(0, 1), Few).Choice.Cost);
        Assert.Equal(0, Tune.Fit(Data, Tree, new([0], ofOne), Few).Choice.Cost);

        void Refused(MistakeCosts costs, double[]? weights = null, int positiveClass = 1) => Assert.StartsWith(
            "costs are all 0: no mistake about a row with weight costs anything",
            Assert.Throws<ArgumentException>(nameof(costs), () => Tune.Fit(Data, Refuse, costs, Few with { PositiveClass = positiveClass }, new() { SampleWeights = weights })).Message, StringComparison.Ordinal);
    }

    /// <summary>Every fit sees both classes: three rows of one are enough where each is by itself, and two are not.</summary>
    [Theory]
    [InlineData(0, "data has 0 rows of class 'c1' with weight, and none outside fold 0 of repeat 0; every fit needs rows of both classes.")]
    [InlineData(1, @"data has 1 row of class 'c1' with weight, and none outside fold \d of repeat 0; every")]
    [InlineData(2, @"data has 2 rows of class 'c1' with weight, and none outside inner fold \d outside fold \d of repeat 0; every")]
    [InlineData(3, "")]
    public void ASingleRowOfAClassIsRefused(int rare, string message)
    {
        double[] weights = [.. Data.Labels.ToArray().Select((label, row) => label == 0 || row < rare ? 1.0 : 0)];
        foreach (var (data, own) in ((Dataset, double[]?)[])[(Rows(40, rare), null), (Data, weights)])
        {
            TunedClassifier Fit(ClassifierTrainer trainer) => Tune.Fit(data, trainer, new(1, 1), Few with { Weightings = [ClassWeighting.None] }, new() { SampleWeights = own });
            if (message.Length == 0)
            {
                var seen = new HashSet<int>();
                Fit((rows, part, input) =>
                {
                    seen.Add(rows.CountClasses().Count(count => count > 0));
                    return Tree(rows, part, input);
                });
                Assert.Equal([2], seen);
            }
            else
            {
                Assert.Matches($"^{message}", Assert.Throws<ArgumentException>("data", () => Fit(Refuse)).Message);
            }
        }
    }

    /// <summary>By groups and by time folds may lack a class that has many rows.</summary>
    [Fact]
    public void AClassOfOneGroupOrOfLateRowsIsRefused()
    {
        int[] groups = [.. Data.Labels.ToArray().Select((label, row) => label == 1 ? 99 : row / 2)];
        double[] times = [.. Data.Labels.ToArray().Select((label, row) => row + (100.0 * label))];
        Assert.Matches("^data has 10 rows of class 'c1' with weight, and none outside fold . of repeat 0;", Assert.Throws<ArgumentException>("data", () => Tune.Fit(Data, Refuse, new(1, 1), Few with { Groups = groups })).Message);
        Assert.StartsWith("data has 10 rows of class 'c1' with weight, and none before fold 0 of repeat 0;", Assert.Throws<ArgumentException>("data", () => Tune.Fit(Data, Refuse, new(1, 1), Few with { Times = times })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CostsAreOfRowsThatThereAre()
    {
        var costs = new MistakeCosts([1, 2, 3], [5]);
        Assert.Equal(5, costs.Miss(2));
        Assert.Throws<ArgumentOutOfRangeException>("row", () => costs.Miss(3));
        Assert.Throws<ArgumentOutOfRangeException>("row", () => costs.FalseAlarm(3));
        Assert.Throws<ArgumentOutOfRangeException>("row", () => costs.Miss(-1));
        Assert.Throws<ArgumentOutOfRangeException>("row", () => new MistakeCosts(1, 2).FalseAlarm(-1));
        Assert.Equal(2, new MistakeCosts(1, 2).Miss(100));
        Assert.Contains("misses[0] is 1E+291; it must be in [0, 1E+290]", Assert.Throws<ArgumentOutOfRangeException>("misses", () => new MistakeCosts(1, 1e291)).Message, StringComparison.Ordinal);
    }

    private static void Refused(string message, Dataset data, TuningOptions options, double[]? weights = null) => Assert.StartsWith(
        message, Assert.Throws<ArgumentOutOfRangeException>(nameof(options), () => Tune.Fit(data, Refuse, new(1, 1), options, new() { SampleWeights = weights })).Message, StringComparison.Ordinal);

    private static IProbabilisticClassifier Refuse(Dataset rows, int part, FitInput input) => throw new InvalidOperationException("A fit began.");

    private static DecisionTreeClassifier Tree(Dataset rows, int part, FitInput input) => DecisionTreeClassifier.Fit(rows, new() { MaxDepth = 2 }, input);

    private static Dataset Rows(int count, int rare)
    {
        var random = new Random(1);
        int[] labels = [.. Enumerable.Range(0, count).Select(row => row < rare ? 1 : 0)];
        return TestData.Create(2, 2, [.. Enumerable.Range(0, 2 * count).Select(i => random.NextDouble() + (i % 2 == 0 ? 0.5 * labels[i / 2] : 0))], labels);
    }
}
