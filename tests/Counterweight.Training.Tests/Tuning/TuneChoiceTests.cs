using Counterweight.Resampling.Over;
using Counterweight.Training.Data;
using Counterweight.Training.Evaluation;
using Counterweight.Training.Linear;
using Counterweight.Training.Resampling;
using Counterweight.Training.Tuning;
using Xunit;

namespace Counterweight.Training.Tests.Tuning;

/// <summary>What choices of tuning see and what they are compared with.</summary>
public sealed class TuneChoiceTests
{
    private const int Folds = 3;

    private static readonly TuningOptions Few = new() { FoldCount = Folds, InnerFoldCount = 3, Weightings = [ClassWeighting.None, ClassWeighting.Balanced], Seed = 11 };

    /// <summary>The choice outside a fold is that of tuning nothing but the rows outside, with their own costs and groups.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AChoiceSeesTheRowsOutsideItsFoldAlone(bool hasGroups)
    {
        var data = TestData.Pima();
        var random = new Random(1);
        double[] misses = [.. Enumerable.Range(0, data.RowCount).Select(_ => 1 + (20 * random.NextDouble()))];
        double[] alarms = [.. Enumerable.Range(0, data.RowCount).Select(_ => 1 + random.NextDouble())];
        int[] groups = [.. Enumerable.Range(0, data.RowCount).Select(_ => random.Next(data.RowCount / 3))];
        var options = Few with { Groups = hasGroups ? groups : default };
        var choices = Tune.Fit(data, TuneTests.Logistic, new(alarms, misses), options).Report.Choices;
        var folds = hasGroups ? CrossValidation.GroupedFolds(data.Labels, groups, Folds, Few.Seed) : CrossValidation.Folds(data.Labels, Folds, Few.Seed);
        for (var fold = 0; fold < Folds; fold++)
        {
            int[] rest = [.. Enumerable.Range(0, data.RowCount).Where(row => folds[row] != fold)];

            // Inner folds of a choice have a seed of their own: that of the last choice is of all rows.
            var own = options with { Seed = unchecked(Few.Seed - ((ulong)(Folds - fold) << 32)), Groups = hasGroups ? rest.Select(row => groups[row]).ToArray() : default };
            var costs = new MistakeCosts(rest.Select(row => alarms[row]).ToArray(), rest.Select(row => misses[row]).ToArray());
            Assert.Equal(Tune.Fit(data.Subset(rest), TuneTests.Logistic, costs, own).Choice, choices[fold]);
        }
    }

    /// <summary>The one feature is the group: whoever is fitted sees all of a group's rows or none, outside folds and within choices.</summary>
    [Fact]
    public void GroupsHoldInEveryFit()
    {
        const int Groups = 40;
        int[] groups = [.. Enumerable.Range(0, 3 * Groups).Select(row => row * 7 % Groups)];
        var data = new Dataset(["group"], ["no", "yes"], [.. groups.Select(group => (double)group)], [.. groups.Select((_, row) => row % 3 == 0 ? 1 : 0)]);
        var fits = 0;
        Tune.Fit(
            data,
            (rows, part, input) =>
            {
                var seen = new int[Groups];
                for (var row = 0; row < rows.RowCount; row++)
                {
                    seen[(int)rows.Column(0)[row]]++;
                }

                Assert.All(seen, count => Assert.True(count is 0 or 3));
                fits++;
                return TuneTests.Logistic(rows, part, input);
            },
            new(1, 3),
            Few with { Groups = groups });
        Assert.True(fits > 2 * 3 * Folds);
    }

    [Fact]
    public void TheBalancedModelIsThatOfBalancedWeights()
    {
        var data = TestData.Pima();
        var folds = CrossValidation.Folds(data.Labels, Folds, Few.Seed);
        var sum = 0.0;
        for (var fold = 0; fold < Folds; fold++)
        {
            int[] rest = [.. Enumerable.Range(0, data.RowCount).Where(row => folds[row] != fold)], held = [.. Enumerable.Range(0, data.RowCount).Where(row => folds[row] == fold)];
            var model = LogisticRegressionClassifier.Fit(data.Subset(rest), new() { Weighting = ClassWeighting.Balanced });
            var probabilities = new double[2 * held.Length];
            model.PredictProbabilities(data.Subset(held), probabilities);
            sum += held.Select((row, i) => (probabilities[(2 * i) + 1] >= 0.5) == (data.Labels[row] == 1) ? 0 : data.Labels[row] == 1 ? 8 : 1).Sum();
        }

        Assert.Equal(sum / data.RowCount, Tune.Fit(data, TuneTests.Logistic, new(1, 8), Few).Report.Balanced.Mean, 1e-12);
    }

    /// <summary>Three inner fits of each of four choices, and the fit that each choice is for.</summary>
    [Fact]
    public void AChoiceIsMadeOfResampledRows()
    {
        var even = 0;
        Tune.Fit(
            TestData.Pima(),
            (rows, part, input) =>
            {
                var counts = rows.CountClasses();
                even += counts[0] == counts[1] ? 1 : 0;
                return TuneTests.Logistic(rows, part, input);
            },
            new(1, 8),
            Few with { Weightings = [ClassWeighting.None], Resamplers = [new OverResampler(new RandomOverSampler())] });
        Assert.Equal((3 * (Folds + 1)) + Folds + 1, even);
    }

    /// <summary>A classifier that is the same however it is fitted has the scores that its threshold is one of.</summary>
    [Fact]
    public void TheThresholdItselfRaisesAnAlarm()
    {
        double[] chances = [.. Enumerable.Range(1, 30).Select(row => row / 31.0)];
        var data = new Dataset(["chance"], ["no", "yes"], chances, [.. chances.Select((_, row) => row % 3 == 0 || row > 20 ? 1 : 0)]);
        var tuned = Tune.Fit(data, (_, _, _) => new Given(), new(1, 1), Few with { Weightings = [ClassWeighting.None] });
        var (scores, labels) = (new double[30], new int[30]);
        tuned.Scores(data, scores);
        tuned.Predict(data, labels);
        Assert.Contains(tuned.Choice.Threshold, scores);
        Assert.Equal(scores.Select(score => score >= tuned.Choice.Threshold ? 1 : 0), labels);
    }

    /// <summary>The probability of class 1 is the feature.</summary>
    private sealed class Given : IProbabilisticClassifier
    {
        public int ClassCount => 2;

        public int FeatureCount => 1;

        public void PredictProbabilities(Dataset data, Span<double> destination, int degreeOfParallelism = 1)
        {
            for (var row = 0; row < data.RowCount; row++)
            {
                (destination[2 * row], destination[(2 * row) + 1]) = (1 - data.Column(0)[row], data.Column(0)[row]);
            }
        }

        public void Predict(Dataset data, Span<int> destination, int degreeOfParallelism = 1) => throw new NotSupportedException();
    }
}
