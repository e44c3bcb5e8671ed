using System.Runtime.InteropServices;
using Counterweight.Core.Simd;
using Counterweight.Losses.Location;
using Counterweight.Losses.Point;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Xunit;

namespace Counterweight.Training.Tests.Boosting;

/// <summary>The loss that early stopping watches is finite wherever a double holds its mean, though a float would not.</summary>
public class WatchedLossTests
{
    private const int RowCount = 200;
    private static readonly Dataset Data = TestData.Create(1, 2, [.. Enumerable.Range(0, RowCount).Select(row => (double)(row % 20))], [.. Enumerable.Range(0, RowCount).Select(row => row % 20 / 10)]);

    [Theory]
    [InlineData("squared", 1e20f)]
    [InlineData("squared", 3e38f)]
    [InlineData("huber", 1e20f)]
    [InlineData("huber", 3e37f)]
    [InlineData("absolute", 3e38f)]
    [InlineData("quantile", 3e38f)]
    public void LossesOfHugeTargetsAreFiniteAndStopAtTheBestRound(string loss, float size)
    {
        // Validation rows agree with the training rows but for their last ones, so that some later round is the best.
        float[] targets = [.. Enumerable.Range(0, RowCount).Select(row => size * (((row % 20 * 7 % 20) - 10) / 10f))];
        float[] held = [.. targets.Select((target, row) => row % 9 == 0 ? -target : target)];
        var options = new GradientBoostingOptions { Rounds = 60, LearningRate = 0.5, EarlyStoppingRounds = 4, Tree = new() { MaxLeaves = 4 } };
        var model = RegressionScoreTests.Fit(loss, size / 8, BinnedDataset.Create(Data), targets, options, [], Data, held);
        Assert.True(model.Model.RoundCount > 0);
        Assert.Equal(model.ValidationHistory.Min(), model.ValidationHistory[model.Model.RoundCount]);
        var scores = new double[RowCount];
        for (var round = 0; round <= model.Model.RoundCount; round++)
        {
            model.Model.PredictScores(Data, scores, round);
            var expected = scores.Select((score, row) => RegressionScoreTests.Value(loss, size / 8, score - held[row])).Average();
            Assert.True(double.IsFinite(expected));
            Assert.Equal(1, model.ValidationHistory[round] / expected, 1e-12);
        }
    }

    [Fact]
    public void LossesOfHugeCountsAreFinite()
    {
        // y·ln y of 10³⁷ is no float.
        float[] counts = [.. Enumerable.Range(0, RowCount).Select(row => row % 20 < 10 ? 1e37f : 3e37f)];
        var model = RegressionScoreTests.Fit("poisson", 1, BinnedDataset.Create(Data), counts, new() { Rounds = 20, LearningRate = 0.3, EarlyStoppingRounds = 3 }, [], Data);
        Assert.Equal(20, model.Model.RoundCount);
        var scores = RegressionScoreTests.Predict(model, Data);
        var expected = scores.Select((score, row) => Math.Exp(score) - (counts[row] * score)).Average();
        Assert.Equal(1, model.ValidationHistory[^1] / expected, 1e-12);
    }

    [Fact]
    public void ExponentialAndSquaredHingeLossesOfScoresFarWrongAreFinite()
    {
        // Steps of 90 in the wrong direction: e^89 is no float, nor is the square of 10²⁰.
        var contrary = new Dataset(Data.FeatureNames, Data.ClassNames, Data.Column(0).ToArray(), [.. Data.Labels.ToArray().Select(label => 1 - label)]);
        double[] weights = [.. Enumerable.Range(0, RowCount).Select(row => 1.0 + (row % 3))];
        Check(new ExponentialLoss<float>(0.5f, 2), 90, (margin, label) => (label == 1 ? 0.5 : 2) * Math.Exp(-margin));
        Check(new SquaredHingeLoss<float>(2, 0.5f), 1e20, (margin, label) => (label == 1 ? 2 : 0.5) * Math.Pow(Math.Max(0, 1 - margin), 2) / 2);

        void Check<TLoss>(TLoss loss, double rate, Func<double, int, double> value)
            where TLoss : struct, IPointLoss<TLoss, float>
        {
            var options = new GradientBoostingOptions { Rounds = 2, LearningRate = rate };
            var model = GradientBoostingClassifier.Fit(BinnedDataset.Create(Data), loss, options, new() { Validation = contrary.WithSampleWeights(weights) });
            var scores = new double[RowCount];
            for (var round = 0; round <= 2; round++)
            {
                model.Model.PredictScores(contrary, scores, round);
                var (sum, total) = (0.0, 0.0);
                for (var row = 0; row < RowCount; row++)
                {
                    var label = contrary.Labels[row];
                    sum += weights[row] * value(label == 1 ? scores[row] : -scores[row], label);
                    total += weights[row] * PointLoss.Evaluate(loss, [0f], [(float)label]).Weight;
                }

                Assert.True(round < 1 || sum / total > 1e37);
                Assert.Equal(1, model.ValidationHistory[round] / (sum / total), 1e-12);
            }
        }
    }

    [Fact]
    public void ALossThatIsFiniteInNoRoundIsRefusedAndNaNAtTheStartIsNotTheBest()
    {
        var bins = BinnedDataset.Create(Data);
        float[] targets = [.. Enumerable.Range(0, RowCount).Select(row => row % 20 / 10f)];
        var options = new GradientBoostingOptions { Rounds = 20, LearningRate = 0.5, EarlyStoppingRounds = 5 };
        foreach (var bad in (float[])[float.NaN, float.PositiveInfinity])
        {
            var error = Assert.Throws<ArithmeticException>(() => GradientBoostingRegressor.Fit(bins.WithTargets(targets), new PartlyValued(bad, 0), options, new() { Validation = Data.WithTargets(targets) }));
            Assert.Contains("finite", error.Message, StringComparison.Ordinal);

            // Without early stopping nothing is chosen, and the history says what it is.
            var history = GradientBoostingRegressor.Fit(bins.WithTargets(targets), new PartlyValued(bad, 0), options with { EarlyStoppingRounds = 0 }, new() { Validation = Data.WithTargets(targets) }).ValidationHistory;
            Assert.All(history, loss => Assert.Equal(bad, loss));

            // Values from some way off the targets on: later rounds have them.
            var model = GradientBoostingRegressor.Fit(bins.WithTargets(targets), new PartlyValued(bad, 0.4f), options, new() { Validation = Data.WithTargets(targets) });
            Assert.Equal(bad, model.ValidationHistory[0]);
            Assert.Equal(20, model.Model.RoundCount);
        }
    }

    /// <summary>Half the squared error, whose value is told only within a distance of the target.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly struct PartlyValued(float bad, float reach) : IPointLoss<PartlyValued, float>, ILocationLoss<float>
    {
        public bool IsQuadratic => true;

        public void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock value, out TBlock gradient, out TBlock hessian)
            where TBlock : struct, IBlock<TBlock, float>
        {
            default(SquaredLoss<float>).Evaluate(score, target, out value, out gradient, out hessian);
            value = TBlock.SelectLess(TBlock.Abs(gradient), TBlock.Create(reach), value, TBlock.Create(bad));
        }

        public float Location(ReadOnlySpan<float> residuals, ReadOnlySpan<float> weights = default) => default(SquaredLoss<float>).Location(residuals, weights);
    }
}
