using Counterweight.Losses.Point;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Weighting;
using Xunit;

namespace Counterweight.Training.Tests.Boosting;

/// <summary>Where boosting starts from.</summary>
public class BoostingStartTests
{
    private static readonly GradientBoostingOptions OneRound = new() { Rounds = 1, LearningRate = 1e-9 };

    [Theory]
    [InlineData("absolute", 0.5)]
    [InlineData("quantile", 0.75)]
    [InlineData("huber", 0.5)]
    public void AnOutlierDoesNotMoveRobustStarts(string loss, double quantile)
    {
        // The median was 355,271.
        float[] targets = [.. Enumerable.Range(0, 999).Select(row => row / 999f), 1e20f];
        var start = Start(loss, targets, []);
        Assert.Equal(quantile, start, 0.002);
        if (loss is "absolute")
        {
            Assert.Equal((targets[499] + (double)targets[500]) / 2, start, 1e-7);
        }
    }

    [Fact]
    public void TheMeanOfAnOutlierIsTheMean()
    {
        // Was 0.
        float[] targets = [.. Enumerable.Range(0, 999).Select(row => row / 999f), 1e20f];
        Assert.Equal(1e17, Start("squared", targets, []), 1e10);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5e6f)]
    [InlineData(-3e7f)]
    public void StartsAreWeightedQuantiles(float offset)
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            var count = 1 + random.Next(40);
            float[] targets = [.. Enumerable.Range(0, count).Select(_ => offset + (float)random.Next(-20, 20))];
            double[] weights = [.. targets.Select((_, row) => row == 0 ? 1.0 : ((int[])[0, 1, 2, 999])[random.Next(4)])];
            float[] sorted = [.. targets.SelectMany((target, row) => Enumerable.Repeat(target, (int)weights[row])).Order()];
            Assert.Equal(Quantile(sorted, 1, 2), Start("absolute", targets, weights));
            Assert.Equal(Quantile(sorted, 3, 4), Start("quantile", targets, weights));
            Assert.Equal(sorted.Average(target => (double)target), Start("squared", targets, weights), 1e-3);
        }

        static double Quantile(float[] sorted, int part, int of) => sorted.Length * part % of == 0
            ? (sorted[(sorted.Length * part / of) - 1] + (double)sorted[sorted.Length * part / of]) / 2
            : sorted[sorted.Length * part / of];
    }

    [Theory]
    [InlineData(1e-2)]
    [InlineData(1e-5)]
    [InlineData(1e-7)]
    [InlineData(1e-12)]
    public void RareClassesKeepTheirRate(double fraction)
    {
        Assert.Equal(1, Math.Exp(ClassStart(new BinaryCrossEntropy<float>(), fraction)) / (fraction / (1 - fraction)), 1e-4);
        Assert.Equal(1, Math.Exp(-ClassStart(new BinaryCrossEntropy<float>(), 1 - fraction)) / (fraction / (1 - fraction)), 1e-4);
    }

    [Theory]
    [InlineData(0.1f)]
    [InlineData(1e-4f)]
    [InlineData(1e6f)]
    public void ThePreferenceLossStartsInItsOwnUnit(float beta)
    {
        foreach (var fraction in (double[])[0.4, 1e-3, 1e-7])
        {
            Assert.Equal(Math.Log(fraction / (1 - fraction)), beta * ClassStart(new PreferenceLoss<float>(beta, 0), fraction), 1e-4);
        }
    }

    [Fact]
    public void TheHingeStartsAtTheMargin()
    {
        Assert.Equal(-1, ClassStart(new HingeLoss<float>(), 0.2));
        Assert.Equal(1, ClassStart(new HingeLoss<float>(), 0.8));
    }

    [Fact]
    public void SeveralRareClassesKeepTheirRates()
    {
        var data = TestData.Random(52, 300, 2, 3);
        double[] weights = [.. data.Labels.ToArray().Select(label => label == 2 ? 1e-9 : 1)];
        var start = GradientBoostingClassifier.Fit(BinnedDataset.Create(data), OneRound, new() { SampleWeights = weights }).Model.InitialScores;
        var counts = data.CountClasses();
        Assert.Equal(Math.Log(1e-9 * counts[2] / counts[0]), start[2] - start[0], 1e-4);
    }

    [Fact]
    public void AClassWithoutWeightIsTheRarest()
    {
        // Some fraction it must have, however small those of the others are.
        var data = TestData.Create(1, 4, [.. Enumerable.Range(0, 60).Select(row => (double)row)], [.. Enumerable.Range(0, 60).Select(row => row % 3)]);
        double[] weights = [.. data.Labels.ToArray().Select(label => label == 2 ? 1e-12 : 1)];
        var start = GradientBoostingClassifier.Fit(BinnedDataset.Create(data), OneRound, new() { SampleWeights = weights }).Model.InitialScores;
        Assert.Equal(Math.Log(0.5e-12), start[2], 1e-4);
        Assert.InRange(start[3], double.MinValue, start[2] - 0.5);
    }

    [Theory]
    [InlineData(1e-5, 0)]
    [InlineData(1e-7, 0)]
    [InlineData(1e-7, 1)]
    [InlineData(1e-9, 0)]
    public void RoundsDoNotBendARareRate(double fraction, double penalty)
    {
        // Gradients of the many are far below the last bit of the few's: 0.63 times the rate.
        var data = TestData.Random(53, 1001, 2, 2, distinct: 30);
        int[] labels = [.. Enumerable.Range(0, 1001).Select(row => row == 500 ? 1 : 0)];
        data = TestData.Create(2, 2, data.Values.ToArray(), labels);
        double[] weights = [.. labels.Select(label => label == 1 ? 1 : 1e-3 / fraction)];
        foreach (var leaves in (int[])[1, 4])
        {
            var options = new GradientBoostingOptions { Rounds = 300, LearningRate = 0.3, Tree = new() { MinHessian = 0, MinRowCount = 100, L2 = penalty, MaxLeaves = leaves } };
            var probabilities = new double[2002];
            GradientBoostingClassifier.Fit(BinnedDataset.Create(data), options, new() { SampleWeights = weights }).PredictProbabilities(data, probabilities);
            var mean = Enumerable.Range(0, 1001).Sum(row => weights[row] * probabilities[(2 * row) + 1]) / weights.Sum();
            Assert.Equal(1, mean / fraction, penalty == 0 ? 0.01 : 0.1);
        }
    }

    [Theory]
    [InlineData(GradientMulticlass.TreePerClass)]
    [InlineData(GradientMulticlass.VectorLeaves)]
    public void RoundsDoNotBendARareRateOfThree(GradientMulticlass multiclass)
    {
        int[] labels = [.. Enumerable.Range(0, 1000).Select(row => row == 500 ? 2 : row % 2)];
        var data = TestData.Create(2, 3, TestData.Random(54, 1000, 2, 2, distinct: 30).Values.ToArray(), labels);
        double[] weights = [.. labels.Select(label => label == 2 ? 1 : 1e4)];
        var options = new GradientBoostingOptions { Rounds = 200, LearningRate = 0.3, Multiclass = multiclass, Tree = new() { MinHessian = 0, L2 = 0, MaxLeaves = 1 } };
        var probabilities = new double[3000];
        GradientBoostingClassifier.Fit(BinnedDataset.Create(data), options, new() { SampleWeights = weights }).PredictProbabilities(data, probabilities);
        Assert.Equal(1, probabilities[2] * weights.Sum(), 0.02);
    }

    [Fact]
    public void CorrectedLeavesDoNotBendARareRate()
    {
        int[] labels = [.. Enumerable.Range(0, 1001).Select(row => row == 500 ? 1 : 0)];
        var data = TestData.Create(2, 2, TestData.Random(55, 1001, 2, 2, distinct: 30).Values.ToArray(), labels);
        double[] weights = [.. labels.Select(label => label == 1 ? 1 : 1e4)];
        var options = new GradientBoostingOptions { Rounds = 200, LearningRate = 0.3, Weighting = ClassWeighting.Custom(1, 1e6), PriorCorrection = PriorCorrection.LeafValues, Tree = new() { MinHessian = 0, L2 = 0, MaxLeaves = 1 } };
        var probabilities = new double[2002];
        GradientBoostingClassifier.Fit(BinnedDataset.Create(data), options, new() { SampleWeights = weights }).PredictProbabilities(data, probabilities);
        Assert.Equal(1, probabilities[1] * weights.Sum(), 0.02);
    }

    private static double ClassStart<TLoss>(TLoss loss, double fraction)
        where TLoss : struct, Counterweight.Losses.Point.IPointLoss<TLoss, float>
    {
        var data = TestData.Create(1, 2, [0, 1, 2, 3], [0, 1, 0, 1]);
        double[] weights = [(1 - fraction) / 2, fraction / 2, (1 - fraction) / 2, fraction / 2];
        return GradientBoostingClassifier.Fit(BinnedDataset.Create(data), loss, OneRound, new() { SampleWeights = weights }).Model.InitialScores[0];
    }

    private static double Start(string loss, float[] targets, double[] weights)
    {
        var data = TestData.Random(51, targets.Length, 2, 1);
        return RegressionScoreTests.Fit(loss, 0.1f, BinnedDataset.Create(data), targets, OneRound, weights).Model.InitialScores[0];
    }
}
