using Counterweight.Losses.Point;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Trees;
using Counterweight.Weighting;
using Xunit;

namespace Counterweight.Training.Tests.Boosting;

/// <summary>Odd, bad and interrupted input.</summary>
public class GradientBoostingInputTests
{
    [Fact]
    public void OddDataGiveOneLeafOrWork()
    {
        var single = GradientBoostingClassifier.Fit(BinnedDataset.Create(TestData.Create(1, 2, [3], [1])), Boosted.Few);
        Assert.Equal(single.Model.TreeCount, single.Model.Nodes.Length);
        Assert.Equal([1], TestData.Predict(single, TestData.Create(1, 2, [5], [0])));

        var constant = TestData.Create(2, 2, [.. Enumerable.Repeat(1.0, 20)], [.. Enumerable.Range(0, 10).Select(row => row < 3 ? 1 : 0)]);
        var flat = GradientBoostingClassifier.Fit(BinnedDataset.Create(constant), Boosted.Few);
        Assert.Equal(5, flat.Model.Nodes.Length);
        Assert.All(new double[10].Select((_, row) => Probability(flat, constant, row)), p => Assert.Equal(0.3, p, 1e-6));
        Assert.Equal([0.0, 0.0], flat.Model.FeatureImportances());

        // One class of three, more classes than bins, all values missing.
        var alone = TestData.Create(1, 3, [1, 2, 3, 4], [1, 1, 1, 1]);
        Assert.Equal([1, 1, 1, 1], TestData.Predict(GradientBoostingClassifier.Fit(BinnedDataset.Create(alone), Boosted.Few), alone));
        var many = TestData.Create(1, 30, [.. Enumerable.Range(0, 60).Select(row => (double)(row % 2))], [.. Enumerable.Range(0, 60).Select(row => row / 2)]);
        Assert.Equal(30 * 5, GradientBoostingClassifier.Fit(BinnedDataset.Create(many), Boosted.Few).Model.TreeCount);
        var missing = TestData.Create(1, 2, [double.NaN, double.NaN, double.NaN], [0, 1, 1]);
        Assert.Equal([1, 1, 1], TestData.Predict(GradientBoostingClassifier.Fit(BinnedDataset.Create(missing), Boosted.Few), missing));
    }

    [Fact]
    public void BadInputIsRefused()
    {
        var data = TestData.Random(13, 50, 2, 2);
        var bins = BinnedDataset.Create(data);
        var weights = new double[50];
        Assert.Throws<ArgumentException>(() => GradientBoostingClassifier.Fit(bins, Boosted.Few, new() { SampleWeights = weights }));
        weights[7] = double.NaN;
        Assert.Contains("SampleWeights[7] is NaN", Assert.Throws<ArgumentOutOfRangeException>(() => GradientBoostingClassifier.Fit(bins, Boosted.Few, new() { SampleWeights = weights })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => GradientBoostingClassifier.Fit(bins, Boosted.Few, new() { SampleWeights = new double[49] }));
        Assert.Throws<ArgumentException>(() => GradientBoostingClassifier.Fit(bins, Boosted.Few with { Weighting = ClassWeighting.Custom(1) }));
        Assert.Throws<ArgumentOutOfRangeException>("weights", () => ClassWeighting.Custom(1, -1));
        Assert.Throws<ArgumentException>(() => GradientBoostingClassifier.Fit(bins, Boosted.Few with { Weighting = ClassWeighting.Custom(1, 0), PriorCorrection = PriorCorrection.InitialScores }));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientBoostingClassifier.Fit(bins, Boosted.Few with { Rounds = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientBoostingClassifier.Fit(bins, Boosted.Few with { LearningRate = double.NaN }));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientBoostingClassifier.Fit(bins, Boosted.Few with { RowFraction = 0 }));
        Assert.Throws<ArgumentException>("options", () => GradientBoostingClassifier.Fit(bins, Boosted.Few with { FeatureWeights = new double[bins.FeatureCount + 1] }));
        Assert.Throws<ArgumentOutOfRangeException>("options", () => GradientBoostingClassifier.Fit(bins, Boosted.Few with { FeatureWeights = [.. Enumerable.Repeat(-1.0, bins.FeatureCount)] }));
        Assert.Throws<ArgumentOutOfRangeException>("options", () => GradientBoostingClassifier.Fit(bins, Boosted.Few with { FeatureWeights = [.. Enumerable.Repeat(double.NaN, bins.FeatureCount)] }));
        Assert.Throws<ArgumentException>(() => GradientBoostingClassifier.Fit(bins, Boosted.Few with { EarlyStoppingRounds = 3 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientBoostingClassifier.Fit(bins, Boosted.Few with { Tree = new() { L2 = -1 } }));
        Assert.Throws<ArgumentException>(() => GradientBoostingClassifier.Fit(bins, Boosted.Few, new() { Validation = TestData.Random(1, 5, 3, 2) }));
        Assert.Throws<ArgumentException>(() => GradientBoostingClassifier.Fit(BinnedDataset.Create(TestData.Random(1, 9, 2, 3)), new BinaryCrossEntropy<float>(), Boosted.Few));
        Assert.Throws<ArgumentException>(() => GradientBoostingRegressor.Fit(bins.WithTargets(new float[49]), Boosted.Few));
        Assert.Throws<ArgumentException>("input", () => GradientBoostingRegressor.Fit(bins.WithTargets(new float[50]), Boosted.Few, new() { SampleWeights = new double[50] }));
        Assert.Throws<ArgumentException>("input", () => GradientBoostingRegressor.Fit(bins.WithTargets(new float[50]), Boosted.Few, new() { Validation = TestData.Create(2, 2, [], []) }));
        var model = GradientBoostingClassifier.Fit(bins, Boosted.Few);
        Assert.Throws<ArgumentException>(() => model.Predict(TestData.Random(1, 5, 3, 2), new int[5]));
        Assert.Throws<ArgumentException>(() => model.PredictProbabilities(data, new double[50]));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Model.PredictScores(data, new double[50], 6));
    }

    [Fact]
    public void BadTargetsWeightsAndOptionsAreNamed()
    {
        var data = TestData.Pima();
        var bins = BinnedDataset.Create(data);
        float[] targets = [.. Enumerable.Range(0, data.RowCount).Select(row => row == 5 ? float.NaN : row)];
        double[] weights = [.. Enumerable.Range(0, data.RowCount).Select(row => row == 5 ? double.PositiveInfinity : 1)];
        Says("SampleWeights[5] is Infinity", Assert.Throws<ArgumentOutOfRangeException>("input", () => GradientBoostingClassifier.Fit(bins, Boosted.Few, new() { SampleWeights = weights })));
        Says("SampleWeights[5] is Infinity", Assert.Throws<ArgumentOutOfRangeException>("input", () => GradientBoostingRegressor.Fit(bins.WithTargets(new float[768]), Boosted.Few, new() { SampleWeights = weights })));
        Says("targets[5] is NaN", Assert.Throws<ArgumentOutOfRangeException>("targets", () => GradientBoostingRegressor.Fit(bins.WithTargets(targets), Boosted.Few)));
        Assert.Throws<ArgumentException>("input", () => GradientBoostingClassifier.Fit(bins, Boosted.Few, new() { Validation = data.WithSampleWeights(new double[768]) }));

        // Options of a fit that makes its bins are refused before.
        Assert.Throws<ArgumentOutOfRangeException>("weights", () => ClassWeighting.Custom(1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("options", () => GradientBoostingClassifier.Fit(data, Boosted.Few with { DegreeOfParallelism = 0 }));

        static void Says(string message, ArgumentException error) => Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ProgressNeverFallsAndCancellationStops()
    {
        var bins = BinnedDataset.Create(TestData.Random(14, 3000, 3, 2));
        var seen = new List<double>();
        GradientBoostingClassifier.Fit(bins, Boosted.Few, new() { Progress = new Recorder(value => seen.Add(value.Fraction)) });
        Assert.Equal(6, seen.Count);
        Assert.Equal(seen.Order(), seen);
        Assert.Equal(1, seen[^1]);
        foreach (var threads in (int[])[1, 4])
        {
            using var source = new CancellationTokenSource();
            Assert.Throws<OperationCanceledException>(() => GradientBoostingClassifier.Fit(bins, Boosted.Few with { DegreeOfParallelism = threads, CellsPerThread = 1, Tree = Boosted.Few.Tree with { Growth = GradientTreeGrowth.DepthWise } }, new() { Progress = new Recorder(_ => source.Cancel()), Cancellation = source.Token }));
        }
    }

    private static double Probability(GradientBoostingClassifier model, Dataset data, int row)
    {
        var probabilities = new double[2 * data.RowCount];
        model.PredictProbabilities(data, probabilities);
        return probabilities[(2 * row) + 1];
    }
}
