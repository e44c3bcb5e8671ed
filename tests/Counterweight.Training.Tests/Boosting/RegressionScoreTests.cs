using Counterweight.Losses.Point;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Xunit;

namespace Counterweight.Training.Tests.Boosting;

/// <summary>Training and prediction are the same number, whatever the offset of the targets and the number of rounds.</summary>
public class RegressionScoreTests
{
    private const int RowCount = 1000;

    public static TheoryData<string, float> LossesAndOffsets =>
        new MatrixTheoryData<string, float>(["squared", "absolute", "quantile", "huber"], [0f, 5e6f, -3e7f]);

    [Fact]
    public void TargetsOfFiveMillionArePredictedAsTheHistorySays()
    {
        // 91.6 and 2.1 when scores were single.
        var (data, bins, targets) = Offset(5_000_000);
        var model = GradientBoostingRegressor.Fit(bins.WithTargets(targets), new() { Rounds = 500 }, new() { Validation = data.WithTargets(targets) });

        var rmse = Math.Sqrt(Squares(Predict(model, data), targets).Average());
        Assert.Equal(Math.Sqrt(2 * model.ValidationHistory[^1]), rmse, 1e-5);
        Assert.InRange(rmse, 0, 2.2);
    }

    [Theory]
    [MemberData(nameof(LossesAndOffsets))]
    public void TheHistoryIsTheLossOfPredictions(string loss, float offset)
    {
        foreach (var rounds in (int[])[1, 50, 500])
        {
            foreach (var (threads, fraction, weighted) in ((int, double, bool)[])[(1, 1, false), (3, 0.7, true)])
            {
                var (data, bins, targets) = Offset(offset);
                double[] weights = weighted ? [.. Enumerable.Range(0, RowCount).Select(row => (double)(row % 4 == 3 ? 999 : row % 4))] : [];
                var options = new GradientBoostingOptions { Rounds = rounds, RowFraction = fraction, DegreeOfParallelism = threads, CellsPerThread = 1, Tree = new() { MaxLeaves = 8 } };
                var model = Fit(loss, 1, bins, targets, options, weights, data);
                for (var round = 0; round <= rounds; round += Math.Max(1, rounds / 5))
                {
                    var scores = new double[RowCount];
                    model.Model.PredictScores(data, scores, round);
                    var expected = scores.Select((score, row) => Value(loss, 1, score - targets[row])).Average();
                    Assert.Equal(expected, model.ValidationHistory[round], 1e-6 * Math.Max(1e-3, expected));
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(LossesAndOffsets))]
    public void AnOffsetOfTargetsIsAnOffsetOfScores(string loss, float offset)
    {
        var options = new GradientBoostingOptions { Rounds = 100 };
        var (data, bins, plain) = Offset(0);
        var (_, _, shifted) = Offset(offset);
        var one = Predict(Fit(loss, 1, bins, plain, options), data);
        var other = Predict(Fit(loss, 1, bins, shifted, options), data);
        for (var row = 0; row < RowCount; row++)
        {
            // All targets are even and so exact, even those near −3·10⁷.
            Assert.Equal(one[row] + offset, other[row], 1e-3);
        }
    }

    [Theory]
    [InlineData("absolute")]
    [InlineData("quantile")]
    [InlineData("squared")]
    public void TargetsAtTheEndsOfSinglePrecisionAreFitted(string loss)
    {
        // From one end's targets to the other's is more than a single holds.
        var data = TestData.Create(1, 2, [.. Enumerable.Range(0, 400).Select(row => (double)(row % 4))], new int[400]);
        float[] targets = [.. Enumerable.Range(0, 400).Select(row => row % 4 == 0 ? -3.2e38f : 3.2e38f)];
        var model = Fit(loss, 1, BinnedDataset.Create(data), targets, new() { Rounds = 60, LearningRate = 0.5, Tree = new() { L2 = 0 } });
        Assert.All(Predict(model, data), (score, row) => Assert.Equal(targets[row], score, 3.2e35));
    }

    [Fact]
    public void ClassesAreWatchedByTheScoresThatPredictGives()
    {
        var data = TestData.Random(21, 2000, 4, 2, distinct: 50);
        var held = TestData.Random(22, 900, 4, 2, distinct: 50);
        var model = GradientBoostingClassifier.Fit(BinnedDataset.Create(data), new GradientBoostingOptions { Rounds = 300, LearningRate = 0.07 }, new() { Validation = held });
        var scores = new double[held.RowCount];
        for (var round = 0; round <= 300; round += 30)
        {
            model.Model.PredictScores(held, scores, round);
            var loss = PointLoss.Evaluate(new BinaryCrossEntropy<float>(), [.. scores.Select(score => (float)score)], [.. held.Labels.ToArray().Select(label => (float)label)]);
            Assert.Equal(loss.WeightedMean, model.ValidationHistory[round]);
        }
    }

    [Theory]
    [InlineData("squared")]
    [InlineData("absolute")]
    [InlineData("quantile")]
    [InlineData("huber")]
    [InlineData("poisson")]
    public void EarlyStoppingKeepsTheRoundWhosePredictionsAreBest(string loss)
    {
        var (data, bins, targets) = Offset(loss is "poisson" ? 0 : 5e6f);
        var random = new Random(3);
        float[] held = [.. targets.Select(target => Math.Max(0, target + (float)Math.Round(60 * (random.NextDouble() - 0.5))))];
        var options = new GradientBoostingOptions { Rounds = 400, LearningRate = 0.3, EarlyStoppingRounds = 5 };
        var model = Fit(loss, 1, bins, targets, options, [], data, held);

        Assert.Equal(model.ValidationHistory.Min(), model.ValidationHistory[model.Model.RoundCount]);
        Assert.Equal(model.Model.RoundCount + 6, model.ValidationHistory.Count);
        var scores = Predict(model, data);
        var expected = scores.Select((score, row) => loss is "poisson" ? Math.Exp(score) - (held[row] * score) : Value(loss, 1, score - held[row])).Average();
        Assert.Equal(expected, model.ValidationHistory[model.Model.RoundCount], 1e-5 * Math.Abs(expected));
    }

    internal static double Value(string loss, double unit, double residual) => loss switch
    {
        "squared" => residual * residual / 2,
        "absolute" => Math.Abs(residual),
        "quantile" => residual < 0 ? -0.75 * residual : 0.25 * residual,
        "huber" => Math.Abs(residual) <= 2 * unit ? residual * residual / 2 : 2 * unit * (Math.Abs(residual) - unit),
        _ => throw new ArgumentOutOfRangeException(nameof(loss)),
    };

    /// <summary>Fits by a loss whose δ, where it has one, is twice a unit.</summary>
    internal static GradientBoostingRegressor Fit(string loss, float unit, BinnedDataset bins, float[] targets, GradientBoostingOptions options, double[]? weights = null, Dataset? held = null, float[]? heldTargets = null)
    {
        return loss switch
        {
            "squared" => By(default(SquaredLoss<float>)),
            "absolute" => By(default(AbsoluteLoss<float>)),
            "quantile" => By(new QuantileLoss<float>(0.75f)),
            "huber" => By(new HuberLoss<float>(2 * unit)),
            "poisson" => By(default(PoissonLoss<float>)),
            _ => throw new ArgumentOutOfRangeException(nameof(loss)),
        };

        GradientBoostingRegressor By<TLoss>(TLoss one)
            where TLoss : struct, IPointLoss<TLoss, float> => GradientBoostingRegressor.Fit(bins.WithTargets(targets), one, options, new() { SampleWeights = weights, Validation = held?.WithTargets(heldTargets ?? targets) });
    }

    internal static double[] Predict(GradientBoostingRegressor model, Dataset data)
    {
        var scores = new double[data.RowCount];
        model.Predict(data, scores);
        return scores;
    }

    internal static IEnumerable<double> Squares(double[] scores, float[] targets) => scores.Select((score, row) => (score - targets[row]) * (score - targets[row]));

    private static (Dataset Data, BinnedDataset Bins, float[] Targets) Offset(float offset)
    {
        var data = TestData.Create(1, 2, [.. Enumerable.Range(0, RowCount).Select(row => (double)(row % 100))], new int[RowCount]);
        return (data, BinnedDataset.Create(data), [.. Enumerable.Range(0, RowCount).Select(row => offset + ((row % 100) * 37 % 100 * 2))]);
    }
}
