using Counterweight.Losses.Point;
using Counterweight.Training.Boosting;
using Counterweight.Training.Boosting.Objectives;
using Counterweight.Training.Data;
using Xunit;

namespace Counterweight.Training.Tests.Boosting;

/// <summary>Poisson boosting of counts of any size.</summary>
public class RegressionCountTests
{
    [Fact]
    public void TwoGreatCountsAmongFewStayNearTheGreatest()
    {
        // Two counts of 1000 among 998 of 0 and 1 gave 3.5·10¹⁰.
        var data = TestData.Random(31, 1000, 3, 2, distinct: 40);
        float[] counts = [.. Enumerable.Range(0, 1000).Select(row => row is 100 or 700 ? 1000f : row % 2)];
        Bounded(data, counts, [], new());
    }

    [Fact]
    public void ACountOfTenThousandBesideZerosOfWeight999IsFitted()
    {
        // Threw.
        var data = TestData.Create(1, 2, [0, 1], [0, 1]);
        Bounded(data, [0, 10000], [999, 1], new());
        Bounded(data, [0, 10000], [999, 1], new() { LearningRate = 1, Tree = new() { MinHessian = 0, L2 = 0 } });
    }

    [Theory]
    [InlineData(0.1, 1)]
    [InlineData(1, 1)]
    [InlineData(1, 0.6)]
    public void AnyCountsFit(double rate, double fraction)
    {
        for (var seed = 0; seed < 25; seed++)
        {
            var random = new Random(seed);
            var data = TestData.Random(seed, 150, 2, 2, distinct: 4);
            var most = Math.Pow(10, random.Next(-3, 39)) * 0.9;
            float[] counts = [.. Enumerable.Range(0, 150).Select(_ => (float)(most * Math.Pow(random.NextDouble(), 20)))];
            double[] weights = [.. counts.Select(_ => (double)(((int[])[0, 1, 2, 999])[random.Next(4)]))];
            var tree = seed % 2 == 0 ? new Counterweight.Training.Trees.GradientTreeOptions() : new() { MinHessian = 0, L2 = 0, MaxLeaves = 3 };
            Bounded(data, counts, weights, new() { LearningRate = rate, RowFraction = fraction, Tree = tree, DegreeOfParallelism = 1 + (2 * (seed % 2)), CellsPerThread = 1 });
        }
    }

    [Fact]
    public void AHeavyCrossingOfTwoGreatGroupsStaysBounded()
    {
        // Both features raise the row that has both, whose own weight is too small for a leaf of its own.
        double[] values = [.. Enumerable.Range(0, 400).Select(row => (double)(row % 2)), .. Enumerable.Range(0, 400).Select(row => (double)(row / 2 % 2))];
        float[] counts = [.. Enumerable.Range(0, 400).Select(row => (row % 2) + (row / 2 % 2) == 1 ? 1000f : 1f)];
        double[] weights = [.. Enumerable.Range(0, 400).Select(row => (row % 2) + (row / 2 % 2) == 2 ? 1e-6 : 1)];
        Bounded(TestData.Create(2, 2, values, new int[400]), counts, weights, new() { Rounds = 300, Tree = new() { MaxDepth = 1 } });
    }

    [Fact]
    public void ZerosAloneAreFitted()
    {
        var data = TestData.Random(32, 100, 2, 2);
        var model = GradientBoostingRegressor.Fit(BinnedDataset.Create(data).WithTargets(new float[100]), default(PoissonLoss<float>));
        Assert.All(RegressionScoreTests.Predict(model, data), score => Assert.InRange(score, -1000, Math.Log(1e-6)));
    }

    [Fact]
    public void RatesAreLearnt()
    {
        var data = TestData.Random(33, 4000, 2, 2, distinct: 8);
        double[] rates = [.. Enumerable.Range(0, 4000).Select(row => Math.Pow(1.8, data.Column(0)[row]))];
        var random = new Random(1);
        float[] counts = [.. rates.Select(rate => Draw(random, rate))];
        var scores = RegressionScoreTests.Predict(GradientBoostingRegressor.Fit(BinnedDataset.Create(data).WithTargets(counts), default(PoissonLoss<float>)), data);
        Assert.InRange(rates.Select((rate, row) => Math.Abs(Math.Log(rate) - scores[row])).Average(), 0, 0.08);
    }

    [Fact]
    public void LeavesAreStepsOfTheGreaterOfMeanAndCount()
    {
        // The start is the logarithm of the weighted mean; where a count is above it, the count is the curvature.
        double[] values = [.. Enumerable.Range(0, 200).Select(row => (double)(row % 2))];
        float[] counts = [.. Enumerable.Range(0, 200).Select(row => row % 2 == 0 ? row % 5 : row % 9 * 3f)];
        double[] weights = [.. Enumerable.Range(0, 200).Select(row => 1.0 + (row % 3 * 2))];
        var options = new GradientBoostingOptions { Rounds = 1, LearningRate = 1, Tree = new() { L2 = 0, MinHessian = 0, MaxLeaves = 2 } };
        var model = GradientBoostingRegressor.Fit(BinnedDataset.Create(TestData.Create(1, 2, values, new int[200])).WithTargets(counts), default(PoissonLoss<float>), options, new() { SampleWeights = weights }).Model;
        var mean = counts.Zip(weights, (count, weight) => count * weight).Sum() / weights.Sum();
        Assert.Equal(Math.Log(mean), model.InitialScores[0], 1e-6);
        for (var side = 0; side < 2; side++)
        {
            int[] rows = [.. Enumerable.Range(0, 200).Where(row => row % 2 == side)];
            Assert.Equal(-rows.Sum(row => weights[row] * (mean - counts[row])) / rows.Sum(row => weights[row] * Math.Max(mean, counts[row])), model.Values[1 + side], 1e-4);
        }
    }

    [Fact]
    public void GroupsOfFarMeansAreLearntToTheirCounts()
    {
        double[] values = [.. Enumerable.Range(0, 300).Select(row => (double)(row % 3))];
        float[] counts = [.. values.Select(value => value switch { 0 => 2f, 1 => 60f, _ => 5000f })];
        var data = TestData.Create(1, 2, values, new int[300]);
        var scores = RegressionScoreTests.Predict(GradientBoostingRegressor.Fit(BinnedDataset.Create(data).WithTargets(counts), default(PoissonLoss<float>), new() { Rounds = 300 }), data);
        Assert.All(scores, (score, row) => Assert.Equal(1, Math.Exp(score) / counts[row], 0.02));
    }

    [Fact]
    public void MeansMayBeEightTimesTheGreatestCountThatHasWeight()
    {
        var counts = new GradientCountObjective([1, 5, 100]);
        Assert.Equal(Math.Log(40), counts.GreatestScore([0, 1]), 1e-12);
        Assert.Equal(Math.Log(800), counts.GreatestScore([2]), 1e-12);
    }

    [Fact]
    public void ValidationRowsHaveNoPartInTheModel()
    {
        // More of them than training rows, and one of a count that no training row has.
        var data = TestData.Random(34, 150, 2, 2, distinct: 4);
        var held = TestData.Random(35, 400, 2, 2, distinct: 4);
        var bins = BinnedDataset.Create(data);
        float[] counts = [.. Enumerable.Range(0, 150).Select(row => row == 70 ? 1000f : row % 3)], heldCounts = [.. Enumerable.Range(0, 400).Select(row => row == 9 ? 1e6f : 1)];
        foreach (var fraction in (double[])[1, 0.6])
        {
            var options = new GradientBoostingOptions { RowFraction = fraction, Tree = new() { MaxLeaves = 4 } };
            var alone = GradientBoostingRegressor.Fit(bins.WithTargets(counts), default(PoissonLoss<float>), options);
            Assert.Equal(TestData.Saved(alone), TestData.Saved(GradientBoostingRegressor.Fit(bins.WithTargets(counts), default(PoissonLoss<float>), options, new() { Validation = held.WithTargets(heldCounts) })));
        }
    }

    private static float Draw(Random random, double rate)
    {
        var count = -1;
        for (var left = Math.Exp(-rate); left < 1; left /= 1 - random.NextDouble())
        {
            count++;
        }

        return Math.Max(0, count);
    }

    private static void Bounded(Dataset data, float[] counts, double[] weights, GradientBoostingOptions options)
    {
        var bins = BinnedDataset.Create(data);
        var model = GradientBoostingRegressor.Fit(bins.WithTargets(counts), default(PoissonLoss<float>), options, new() { SampleWeights = weights, Validation = data.WithTargets(counts) });
        var scores = RegressionScoreTests.Predict(model, data);
        var most = counts.Where((_, row) => weights.Length == 0 || weights[row] > 0).Max();
        for (var row = 0; row < scores.Length; row++)
        {
            Assert.True(double.IsFinite(scores[row]));
            if (weights.Length == 0 || weights[row] > 0)
            {
                Assert.InRange(Math.Exp(scores[row]), 0, 10.0 * most);
            }
        }
    }
}
