using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Models;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Boosting;

public class AdaBoostTests
{
    [Fact]
    public void TheOrderOfRowsAndTheNumberOfThreadsChangeNoByte()
    {
        var data = TestData.Glass();
        int[] order = [.. Enumerable.Range(0, data.RowCount).Select(row => row * 101 % data.RowCount)];
        var expected = TestData.Saved(AdaBoostClassifier.Fit(data, Options(1)));
        Assert.Equal(expected, TestData.Saved(AdaBoostClassifier.Fit(data.Subset(order), Options(1))));
        foreach (var threads in (ReadOnlySpan<int>)[2, 3, 8])
        {
            Assert.Equal(expected, TestData.Saved(AdaBoostClassifier.Fit(data, Options(threads))));
        }
    }

    [Fact]
    public void WeightsTimesAPowerOfTwoGiveTheSameVotes()
    {
        var data = TestData.Pima();
        double[] weights = [.. Enumerable.Range(0, data.RowCount).Select(row => 0.3 + (row % 7))];
        var model = AdaBoostClassifier.Fit(data, Options(1), new() { SampleWeights = weights });
        var scaled = AdaBoostClassifier.Fit(data, Options(1), new() { SampleWeights = [.. weights.Select(weight => weight / 4096)] });
        Assert.Equal(model.Votes.ToArray(), scaled.Votes.ToArray());
        Assert.Equal(Probabilities(model, data), Probabilities(scaled, data));
    }

    [Fact]
    public void WeightTwoIsTheRowTwiceAndWeightZeroNoRow()
    {
        var data = TestData.Glass();
        double[] weights = [.. Enumerable.Range(0, data.RowCount).Select(row => row % 3.0)];
        int[] rows = [.. Enumerable.Range(0, data.RowCount).SelectMany(row => Enumerable.Repeat(row, row % 3))];
        var weighted = AdaBoostClassifier.Fit(data, Options(1), new() { SampleWeights = weights });
        var repeated = AdaBoostClassifier.Fit(data.Subset(rows), Options(1));
        Assert.Equal(repeated.Votes.ToArray().Select(vote => Math.Round(vote, 10)), weighted.Votes.ToArray().Select(vote => Math.Round(vote, 10)));
        Assert.Equal(TestData.Predict(repeated, data), TestData.Predict(weighted, data));
    }

    [Fact]
    public void BalancedWeightsAreSampleWeightsByAnotherName()
    {
        var data = TestData.Glass();
        var counts = data.CountClasses();
        double[] weights = [.. data.Labels.ToArray().Select(label => data.RowCount / (double)(data.ClassCount * counts[label]))];
        var balanced = AdaBoostClassifier.Fit(data, Options(1) with { Weighting = ClassWeighting.Balanced });
        Assert.Equal(TestData.Predict(AdaBoostClassifier.Fit(data, Options(1), new() { SampleWeights = weights }), data), TestData.Predict(balanced, data));
    }

    /// <summary>Both leaves of the one stump there is err alike: after its vote they are tied, and grown once more it errs as guessing does.</summary>
    [Fact]
    public void TheSameStumpDoesNotVoteTwice()
    {
        for (var right = 2; right < 60; right++)
        {
            for (var wrong = 1; wrong < right; wrong += 3)
            {
                int[] labels = [.. Enumerable.Repeat(0, right), .. Enumerable.Repeat(1, wrong), .. Enumerable.Repeat(1, right), .. Enumerable.Repeat(0, wrong)];
                double[] values = [.. labels.Select((_, row) => row < right + wrong ? 0.0 : 1)];
                var model = AdaBoostClassifier.Fit(TestData.Create(1, 2, values, labels), new AdaBoostOptions { Rounds = 4 });
                Assert.Single(model.Trees);
            }
        }
    }

    [Fact]
    public void ATreeWithoutErrorIsTheLast()
    {
        var data = TestData.Create(1, 2, [1, 2, 3, 4], [0, 0, 1, 1]);
        var model = AdaBoostClassifier.Fit(data);
        Assert.Equal(FitStopReason.PerfectFit, model.StopReason);
        Assert.Equal([1.0], model.Votes.ToArray());
        Assert.Equal([0, 0, 1, 1], TestData.Predict(model, data));
    }

    [Fact]
    public void OneClassIsOneLeaf()
    {
        var model = AdaBoostClassifier.Fit(TestData.Create(1, 3, [1, 2, 3], [2, 2, 2]));
        Assert.Single(model.Trees);
        Assert.Equal([2, 2, 2], TestData.Predict(model, TestData.Create(1, 3, [1, double.NaN, 3], [0, 0, 0])));
    }

    [Theory]
    [InlineData(1, 1, 2, 2)]
    [InlineData(7, 7, 7, 7)]
    public void AFirstTreeThatGuessesIsTheModel(double first, double second, double third, double fourth)
    {
        // Both classes at every place, equally heavy.
        var model = AdaBoostClassifier.Fit(TestData.Create(1, 2, [first, second, third, fourth], [0, 1, 0, 1]));
        Assert.Equal(FitStopReason.WeakFirstLearner, model.StopReason);
        Assert.Equal([1.0], model.Votes.ToArray());
        Assert.Equal([0, 0], TestData.Predict(model, TestData.Create(1, 2, [1, double.NaN], [0, 0])));
    }

    [Fact]
    public void ATreeThatGuessesLaterEndsTheBoosting()
    {
        // One stump is right about three quarters; with the rest raised, no other is right about more than half.
        var data = TestData.Create(1, 2, [1, 1, 1, 1, 2, 2, 2, 2], [0, 0, 0, 1, 1, 1, 1, 0]);
        var model = AdaBoostClassifier.Fit(data, new AdaBoostOptions { Rounds = 9 });
        Assert.Equal(FitStopReason.WeakLearner, model.StopReason);
        Assert.Single(model.Votes.ToArray());
        Assert.Equal(Math.Log(3), model.Votes[0], 1e-12);
    }

    [Fact]
    public void AllRoundsAreAReasonTooAndFilesHoldNone()
    {
        var model = AdaBoostClassifier.Fit(TestData.Glass(), Options(1));
        Assert.Equal(12, model.Trees.Count);
        Assert.Equal(FitStopReason.Completed, model.StopReason);
        using var stream = new MemoryStream(TestData.Saved(model));
        Assert.Null(Assert.IsType<AdaBoostClassifier>(ModelFile.Load(stream).Model).StopReason);
    }

    [Fact]
    public void MissingValuesAndConstantFeaturesAreTaken()
    {
        var data = TestData.Create(2, 2, [double.NaN, 1, 2, 3, 4, double.NaN, 7, 7, 7, 7, 7, 7], [1, 0, 0, 0, 0, 1]);
        Assert.Equal([1, 0, 0, 0, 0, 1], TestData.Predict(AdaBoostClassifier.Fit(data), data));
    }

    [Fact]
    public void EarlyStoppingKeepsTheTreesUpToTheLowestError()
    {
        var data = TestData.Pima();
        var train = data.Subset([.. Enumerable.Range(0, data.RowCount).Where(row => row % 3 > 0)]);
        var validation = data.Subset([.. Enumerable.Range(0, data.RowCount).Where(row => row % 3 == 0)]);
        var options = new AdaBoostOptions { Rounds = 200, Tree = new DecisionTreeOptions { MaxDepth = 3 }, EarlyStoppingRounds = 5 };
        var model = AdaBoostClassifier.Fit(train, options, new() { Validation = validation });
        Assert.Equal(FitStopReason.EarlyStopped, model.StopReason);
        Assert.InRange(model.Trees.Count, 1, 194);
        int Wrong(int trees) => TestData.Predict(AdaBoostClassifier.Fit(train, options with { Rounds = trees, EarlyStoppingRounds = 0 }), validation).Zip(validation.Labels.ToArray()).Count(pair => pair.First != pair.Second);
        var kept = Wrong(model.Trees.Count);
        Assert.All(Enumerable.Range(1, model.Trees.Count - 1), trees => Assert.True(Wrong(trees) > kept));
        Assert.All(Enumerable.Range(1, 5), more => Assert.True(Wrong(model.Trees.Count + more) >= kept));
        Assert.Throws<ArgumentException>(() => AdaBoostClassifier.Fit(train, options));
        Assert.Throws<ArgumentException>(() => AdaBoostClassifier.Fit(train, options, new() { Validation = TestData.Glass() }));
    }

    [Fact]
    public void BadInputIsRefused()
    {
        var data = TestData.Glass();
        Assert.Throws<ArgumentOutOfRangeException>(() => AdaBoostClassifier.Fit(data, new AdaBoostOptions { Rounds = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => AdaBoostClassifier.Fit(data, new AdaBoostOptions { LearningRate = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => AdaBoostClassifier.Fit(data, new AdaBoostOptions { LearningRate = double.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>(() => AdaBoostClassifier.Fit(data, new AdaBoostOptions { EarlyStoppingRounds = -1 }));
        Assert.Throws<ArgumentException>(() => AdaBoostClassifier.Fit(data, new AdaBoostOptions { Tree = null! }));
        var exact = Assert.Throws<ArgumentException>("options", () => AdaBoostClassifier.Fit(data, new AdaBoostOptions { Tree = new() { Search = SplitSearchMethod.Exact } }));
        Assert.Contains("Tree.Search is Exact;", exact.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => AdaBoostClassifier.Fit(data, input: new() { SampleWeights = new double[data.RowCount] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => AdaBoostClassifier.Fit(data, input: new() { SampleWeights = [.. Enumerable.Repeat(double.NaN, data.RowCount)] }));
        Assert.Throws<ArgumentException>(() => AdaBoostClassifier.Fit(data, input: new() { SampleWeights = [1] }));
        var model = AdaBoostClassifier.Fit(data, new AdaBoostOptions { Rounds = 2 });
        Assert.Throws<ArgumentException>(() => model.Predict(data, new int[1]));
        Assert.Throws<ArgumentException>(() => model.PredictProbabilities(data, new double[data.RowCount]));
        Assert.Throws<ArgumentException>(() => model.Predict(TestData.Pima(), new int[768]));
    }

    [Fact]
    public void CancellationAndProgressReachTheTrainer()
    {
        var told = new List<double>();
        AdaBoostClassifier.Fit(TestData.Glass(), new AdaBoostOptions { Rounds = 3 }, new() { Progress = new Recorder(value => told.Add(value.Fraction)) });
        Assert.Equal(1, told[^1]);
        Assert.Equal(told.Order(), told);
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => AdaBoostClassifier.Fit(TestData.Glass(), input: new() { Cancellation = source.Token }));
    }

    private static AdaBoostOptions Options(int threads) => new() { Rounds = 12, Tree = new DecisionTreeOptions { MaxDepth = 2, DegreeOfParallelism = threads } };

    private static double[] Probabilities(AdaBoostClassifier model, Dataset data)
    {
        var probabilities = new double[data.RowCount * data.ClassCount];
        model.PredictProbabilities(data, probabilities);
        return probabilities;
    }
}
