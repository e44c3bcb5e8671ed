using Counterweight.Core.Simd;
using Counterweight.Losses.Location;
using Counterweight.Losses.Point;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Xunit;

namespace Counterweight.Training.Tests.Boosting;

/// <summary>Early stopping of regression, whatever the unit of the targets.</summary>
public class RegressionStoppingTests
{
    private static readonly Dataset Data = TestData.Random(61, 300, 2, 2, distinct: 50);
    private static readonly BinnedDataset Bins = BinnedDataset.Create(Data);
    private static readonly float[] Targets = [.. Enumerable.Range(0, 300).Select(row => (float)(Data.Column(0)[row] + (Data.Column(1)[row] * Data.Column(1)[row] / 20) + (row * 31 % 17)))];
    private static readonly float[] Held = [.. Enumerable.Range(0, 300).Select(row => Targets[row] + (row * 29 % 23) - 11)];
    private static readonly GradientBoostingOptions Stopping = new() { Rounds = 200, LearningRate = 0.3, EarlyStoppingRounds = 5 };

    public static TheoryData<string, int> LossesAndPowers =>
        new MatrixTheoryData<string, int>(["squared", "absolute", "quantile", "huber"], [-100, -60, -30, 30, 60, 64, 70, 100, 115]);

    [Theory]
    [MemberData(nameof(LossesAndPowers))]
    public void TargetsTimesAPowerOfTwoKeepTheSameRounds(string loss, int power)
    {
        // From 2^60 on squares of single precision were infinite, at 2^-100 they were 0, and no tree was kept.
        var factor = (float)Math.ScaleB(1, power);
        var plain = RegressionScoreTests.Fit(loss, 1, Bins, Targets, Stopping, [], Data, Held);
        var scaled = RegressionScoreTests.Fit(loss, factor, Bins, Times(Targets, factor), Stopping, [], Data, Times(Held, factor));

        Assert.InRange(plain.Model.RoundCount, 3, 199);
        Assert.Equal(plain.Model.RoundCount, scaled.Model.RoundCount);
        var degree = loss is "squared" or "huber" ? 2 : 1;
        Assert.Equal(plain.ValidationHistory.Select(value => Math.ScaleB(value, degree * power)), scaled.ValidationHistory);
        Assert.Equal(RegressionScoreTests.Predict(plain, Data).Select(score => score * factor), RegressionScoreTests.Predict(scaled, Data));
    }

    [Theory]
    [InlineData(1e30f)]
    [InlineData(1e37f)]
    [InlineData(3e38f)]
    public void GreatCountsAreWatched(float most)
    {
        float[] counts = Times(Targets, most / Targets.Max());
        float[] held = [.. counts];
        held[7] = most;
        var model = GradientBoostingRegressor.Fit(Bins.WithTargets(counts), default(PoissonLoss<float>), Stopping, new() { SampleWeights = [], Validation = Data.WithTargets(held) });
        Assert.True(model.Model.RoundCount > 0);
        var scores = new double[300];
        for (var round = 0; round < model.ValidationHistory.Count && round <= model.Model.RoundCount; round++)
        {
            model.Model.PredictScores(Data, scores, round);
            var expected = scores.Select((score, row) => Math.Exp(score) - (held[row] * score)).Average();
            Assert.Equal(1, model.ValidationHistory[round] / expected, 1e-12);
        }
    }

    [Theory]
    [InlineData(1f)]
    [InlineData(1e25f)]
    public void ALossThatIsNeverFiniteIsRefusedWhereItIsToStop(float factor)
    {
        var targets = Times(Targets, factor);
        if (factor == 1)
        {
            var model = GradientBoostingRegressor.Fit(Bins.WithTargets(targets), default(OwnSquare), Stopping, new() { SampleWeights = [], Validation = Data.WithTargets(targets) });
            Assert.True(model.Model.RoundCount > 0);
            return;
        }

        var error = Assert.Throws<ArithmeticException>(() => GradientBoostingRegressor.Fit(Bins.WithTargets(targets), default(OwnSquare), Stopping, new() { SampleWeights = [], Validation = Data.WithTargets(targets) }));
        Assert.Contains("validation rows is finite in no round", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, GradientBoostingRegressor.Fit(Bins.WithTargets(targets), default(OwnSquare), Stopping with { Rounds = 3, EarlyStoppingRounds = 0 }, new() { SampleWeights = [], Validation = Data.WithTargets(targets) }).Model.RoundCount);
    }

    private static float[] Times(float[] numbers, float factor) => [.. numbers.Select(number => number * factor)];

    /// <summary>The squared loss as a user writes it, in single precision.</summary>
    private readonly struct OwnSquare : IPointLoss<OwnSquare, float>, ILocationLoss<float>
    {
        public static string TargetRule => "any";

        public bool IsQuadratic => true;

        public void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock value, out TBlock gradient, out TBlock hessian)
            where TBlock : struct, IBlock<TBlock, float> => default(SquaredLoss<float>).Evaluate(score, target, out value, out gradient, out hessian);

        public float Location(ReadOnlySpan<float> residuals, ReadOnlySpan<float> weights = default) => default(SquaredLoss<float>).Location(residuals, weights);
    }
}
