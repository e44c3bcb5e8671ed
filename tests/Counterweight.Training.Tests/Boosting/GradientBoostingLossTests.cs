using Counterweight.Losses;
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
        var options = new GradientBoostingOptions { Rounds = 60, Tree = new() { MinRows = 20, L2 = 0 } };

        Assert.InRange(MeanError(GradientBoostingRegressor.Fit(bins, targets, options)), 0, 0.1);
        Assert.InRange(MeanError(GradientBoostingRegressor.Fit(bins, targets, new AbsoluteLoss<float>(), options with { LearningRate = 0.5 })), 0, 1);
        float[] counts = [.. targets.Select(target => (float)Math.Floor(target - 1000))];
        var poisson = GradientBoostingRegressor.Fit(bins, counts, default(PoissonLoss<float>), options);
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
}
