using Counterweight.Losses.Point;
using Counterweight.Losses.Softmax;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Xunit;

namespace Counterweight.Training.Tests.Boosting;

/// <summary>Losses other than cross-entropy.</summary>
public class GradientBoostingLossTests
{
    [Fact]
    public void AnyLossOperatorServes()
    {
        var data = GradientBoostingQualityTests.Skewed(3000);
        var bins = BinnedDataset.Create(data);
        double Ranks(GradientBoostingClassifier model)
        {
            var scores = new double[data.RowCount];
            model.Model.PredictScores(data, scores);
            return GradientAuc.Of([.. scores.Select(score => (float)score)], data.Labels, []);
        }

        Assert.InRange(Ranks(GradientBoostingClassifier.Fit(bins, new BinaryFocalLoss<float>(2f), Boosted.Few)), 0.75, 1);
        Assert.InRange(Ranks(GradientBoostingClassifier.Fit(bins, new ExponentialLoss<float>(), Boosted.Few)), 0.75, 1);
        Assert.InRange(Ranks(GradientBoostingClassifier.Fit(bins, new SquaredHingeLoss<float>(), Boosted.Few)), 0.75, 1);
        var focal = GradientBoostingClassifier.FitSoftmax(BinnedDataset.Create(TestData.Glass()), new SoftmaxFocalLoss<float>(2f), Boosted.Few);
        Assert.InRange(Enumerable.Range(0, 214).Count(row => TestData.Predict(focal, TestData.Glass())[row] == TestData.Glass().Labels[row]), 150, 214);
    }

    [Fact]
    public void RegressionFollowsItsTargets()
    {
        var data = TestData.Random(12, 2000, 3, 2, distinct: 200);
        float[] targets = [.. Enumerable.Range(0, data.RowCount).Select(row => 1000 + (float)(data.Column(1)[row] * 0.05))];
        var bins = BinnedDataset.Create(data);
        var options = new GradientBoostingOptions { Rounds = 60, Tree = new() { MinRowCount = 20, L2 = 0 } };

        Assert.InRange(MeanError(GradientBoostingRegressor.Fit(bins.WithTargets(targets), options)), 0, 0.1);
        Assert.InRange(MeanError(GradientBoostingRegressor.Fit(bins.WithTargets(targets), new AbsoluteLoss<float>(), options with { LearningRate = 0.5 })), 0, 1);
        float[] counts = [.. targets.Select(target => (float)Math.Floor(target - 1000))];
        var poisson = GradientBoostingRegressor.Fit(bins.WithTargets(counts), default(PoissonLoss<float>), options);
        var scores = new double[data.RowCount];
        poisson.Predict(data, scores);
        Assert.InRange(Enumerable.Range(0, data.RowCount).Average(row => Math.Abs(Math.Exp(scores[row]) - counts[row])), 0, 0.3);

        double MeanError(GradientBoostingRegressor model)
        {
            var predicted = new double[data.RowCount];
            model.Predict(data, predicted);
            return Enumerable.Range(0, data.RowCount).Average(row => Math.Abs(predicted[row] - targets[row]));
        }
    }

    [Theory]
    [InlineData(1e-6f)]
    [InlineData(1f)]
    [InlineData(1e4f)]
    [InlineData(1e9f)]
    public void PoissonStartsAtTheLogarithmOfTheMean(float mean)
    {
        var data = TestData.Random(14, 200, 2, 2);
        float[] targets = [.. Enumerable.Range(0, data.RowCount).Select(row => mean * (0.5f + (row % 2)))];
        foreach (var unit in (ReadOnlySpan<bool>)[false, true])
        {
            var model = GradientBoostingRegressor.Fit(BinnedDataset.Create(data).WithTargets(targets), default(PoissonLoss<float>), new() { Rounds = 1, UnitHessians = unit, LearningRate = 1e-6 });
            Assert.Equal(Math.Log(mean), model.Model.InitialScores[0], 1e-4 * Math.Max(1, Math.Abs(Math.Log(mean))));
        }
    }

    [Fact]
    public void HuberStartsWhereItsSlopeIsZero()
    {
        // One row lies within δ of 0, where Newton's steps begin: its curvature alone says little of the others.
        var data = TestData.Random(15, 1001, 2, 2);
        float[] targets = [.. Enumerable.Range(0, data.RowCount).Select(row => row == 0 ? 0f : 900 + row)];
        var model = GradientBoostingRegressor.Fit(BinnedDataset.Create(data).WithTargets(targets), new HuberLoss<float>(2f), new() { Rounds = 1, LearningRate = 1e-6 });

        var slope = targets.Average(target => Math.Clamp(model.Model.InitialScores[0] - target, -2, 2));
        Assert.InRange(slope, -1e-3, 1e-3);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void HuberLossFallsWhereRowsAreFarFromTheirTargets(double minHessian)
    {
        // From the greater group's target, the other's rows have a slope but no curvature.
        double[] values = [.. Enumerable.Range(0, 3000).Select(row => row % 5 < 2 ? 1.0 : 0)];
        var data = TestData.Create(1, 2, values, new int[values.Length]);
        float[] targets = [.. values.Select(value => 10 * (float)value)];
        var model = GradientBoostingRegressor.Fit(BinnedDataset.Create(data).WithTargets(targets), new HuberLoss<float>(), new() { Rounds = 200, Tree = new() { MinHessian = minHessian } });

        var scores = new double[data.RowCount];
        var before = double.PositiveInfinity;
        for (var round = 0; round <= 120; round++)
        {
            model.Model.PredictScores(data, scores, round);
            var loss = PointLoss.Evaluate(new HuberLoss<float>(), [.. scores.Select(score => (float)score)], targets).Mean;
            Assert.True(loss <= before, $"{loss} after {before} in round {round}");
            before = loss;
        }

        model.Predict(data, scores);
        Assert.All(scores.Zip(targets), row => Assert.Equal(row.Second, row.First, 0.01));
    }
}
