using Counterweight.Core.Simd;
using Counterweight.Losses.Location;
using Counterweight.Losses.Point;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Xunit;

namespace Counterweight.Training.Tests.Boosting;

/// <summary>Leaves are locations of residuals, so that the targets' unit does not show.</summary>
public class RegressionLeafTests
{
    private static readonly Dataset Data = TestData.Random(41, 600, 3, 2, distinct: 60);

    private static readonly BinnedDataset Bins = BinnedDataset.Create(Data);

    private static readonly float[] Targets = [.. Enumerable.Range(0, 600).Select(row => (float)Math.Round(Data.Column(1)[row] + (Data.Column(2)[row] * Data.Column(2)[row] / 20) + (row * 31 % 17)))];

    public static TheoryData<string, int> LossesAndWeights => new MatrixTheoryData<string, int>(["squared", "absolute", "quantile", "huber"], [0, 1]);

    [Theory]
    [InlineData("absolute")]
    [InlineData("quantile")]
    [InlineData("huber")]
    public void ALineOfSlope100IsFitted(string loss)
    {
        double[] values = [.. Enumerable.Range(0, 1000).Select(row => row / 10.0)];
        var data = TestData.Create(1, 2, values, new int[1000]);
        float[] targets = [.. values.Select(value => 100 * (float)value)];
        var scores = RegressionScoreTests.Predict(RegressionScoreTests.Fit(loss, 1, BinnedDataset.Create(data), targets, new()), data);
        Assert.InRange(scores.Select((score, row) => Math.Abs(score - targets[row])).Average(), 0, 200);
    }

    [Theory]
    [MemberData(nameof(LossesAndWeights))]
    public void TargetsTimesAPowerOfTwoGiveScoresTimesIt(string loss, int weighted)
    {
        double[] weights = Weights(weighted);
        foreach (var fraction in (double[])[1, 0.6])
        {
            var options = new GradientBoostingOptions { Rounds = 40, RowFraction = fraction, DegreeOfParallelism = 1 + (2 * weighted), CellsPerThread = 1 };
            var expected = RegressionScoreTests.Predict(RegressionScoreTests.Fit(loss, 1, Bins, Targets, options, weights), Data);
            foreach (var power in (int[])[-30, -1, 5, 40])
            {
                var factor = (float)Math.ScaleB(1, power);
                var scores = RegressionScoreTests.Predict(RegressionScoreTests.Fit(loss, factor, Bins, [.. Targets.Select(target => target * factor)], options, weights), Data);
                Assert.Equal(expected.Select(score => score * factor), scores);
            }
        }
    }

    [Theory]
    [MemberData(nameof(LossesAndWeights))]
    public void TargetsAndGreatestStepsTimesAPowerOfTwoGiveScoresTimesIt(string loss, int weighted)
    {
        // Splits by slopes of ±1 took the bound for one of these.
        foreach (var most in (double[])[0.25, 3])
        {
            var options = new GradientBoostingOptions { Rounds = 15, Tree = new() { MaxStep = most } };
            var expected = RegressionScoreTests.Predict(RegressionScoreTests.Fit(loss, 1, Bins, Targets, options, Weights(weighted)), Data);
            foreach (var power in (int[])[-30, -1, 5, 40])
            {
                var factor = (float)Math.ScaleB(1, power);
                var scaled = options with { Tree = new() { MaxStep = factor * most } };
                var scores = RegressionScoreTests.Predict(RegressionScoreTests.Fit(loss, factor, Bins, [.. Targets.Select(target => target * factor)], scaled, Weights(weighted)), Data);
                Assert.Equal(expected.Select(score => score * factor), scores);
            }
        }
    }

    [Theory]
    [MemberData(nameof(LossesAndWeights))]
    public void TargetsTimesANumberGiveScoresTimesIt(string loss, int weighted)
    {
        var options = new GradientBoostingOptions { Rounds = 10, Tree = new() { MaxLeaves = 6 } };
        var expected = RegressionScoreTests.Predict(RegressionScoreTests.Fit(loss, 1, Bins, Targets, options, Weights(weighted)), Data);
        foreach (var factor in (float[])[1e-3f, 3, 1e6f])
        {
            var scores = RegressionScoreTests.Predict(RegressionScoreTests.Fit(loss, factor, Bins, [.. Targets.Select(target => target * factor)], options, Weights(weighted)), Data);

            // Rounding may turn a tie of splits: of nearly all rows.
            var same = scores.Where((score, row) => Math.Abs((score / factor) - expected[row]) <= 1e-3 * Math.Abs(expected[row])).Count();
            Assert.InRange(same, 570, 600);
        }
    }

    [Theory]
    [InlineData("absolute")]
    [InlineData("quantile")]
    [InlineData("huber")]
    public void LeavesHaveTheLeastLossOfTheirRows(string loss)
    {
        // One tree, unshrunk: no other value of a leaf is better for the rows in it.
        double[] weights = Weights(1);
        var options = new GradientBoostingOptions { Rounds = 1, LearningRate = 1, Tree = new() { MaxLeaves = 7 } };
        var scores = RegressionScoreTests.Predict(RegressionScoreTests.Fit(loss, 1, Bins, Targets, options, weights), Data);
        var groups = Enumerable.Range(0, 600).GroupBy(row => scores[row]).ToArray();
        Assert.Equal(7, groups.Length);
        foreach (var leaf in groups)
        {
            double Loss(double score) => leaf.Sum(row => weights[row] * RegressionScoreTests.Value(loss, 1, score - Targets[row]));
            var own = Loss(leaf.Key);
            foreach (var step in (double[])[-3, -0.5, -0.01, 0.01, 0.5, 3])
            {
                Assert.InRange(own, 0, Loss(leaf.Key + step) * (1 + 1e-6));
            }
        }
    }

    [Theory]
    [MemberData(nameof(LossesAndWeights))]
    public void WeightsAreRowsAndThreadsDoNotShow(string loss, int few)
    {
        double[] weights = [.. Enumerable.Range(0, 600).Select(row => few == 0 ? row % 3 : row % 100 == 7 ? 999.0 : row % 3)];
        int[] repeated = [.. Enumerable.Range(0, 600).SelectMany(row => Enumerable.Repeat(row, (int)weights[row]))];
        var options = new GradientBoostingOptions { Rounds = 12 };
        var copies = BinnedDataset.Apply(Data.Subset(repeated), Bins.Mapper);

        var weighted = TestData.Saved(RegressionScoreTests.Fit(loss, 1, Bins, Targets, options, weights));
        Assert.Equal(weighted, TestData.Saved(RegressionScoreTests.Fit(loss, 1, Bins, Targets, options with { DegreeOfParallelism = 3, CellsPerThread = 1 }, weights)));

        // The model of copies counts more rows and else is the same.
        var one = RegressionScoreTests.Fit(loss, 1, Bins, Targets, options, weights).Model;
        var copied = RegressionScoreTests.Fit(loss, 1, copies, [.. repeated.Select(row => Targets[row])], options).Model;
        Assert.Equal(one.Nodes, copied.Nodes);
        Assert.Equal(one.Values, copied.Values);
        Assert.Equal(one.InitialScores, copied.InitialScores);

        // Penalties are in the weights' unit.
        var scaled = options with { Tree = new() { L2 = 8, MinHessian = 8 } };
        Assert.Equal(weighted, TestData.Saved(RegressionScoreTests.Fit(loss, 1, Bins, Targets, scaled, [.. weights.Select(weight => 8 * weight)])));
    }

    [Theory]
    [InlineData("absolute", 0)]
    [InlineData("quantile", 0)]
    [InlineData("huber", 0)]
    [InlineData("absolute", 0.25)]
    public void LeavesAreOfTheRowsDrawn(string loss, double most)
    {
        // A row that is not drawn does not move its leaf: its target may be anything.
        var options = new GradientBoostingOptions { Rounds = 1, LearningRate = 1, RowFraction = 0.5, Seed = 9, Tree = new() { MaxStep = most, MaxLeaves = 4 } };
        var weights = Weights(0);
        var one = RegressionScoreTests.Fit(loss, 1, Bins, Targets, options, weights).Model;
        var row = Enumerable.Range(0, 600).First(row => !Drawn(row));
        float[] changed = [.. Targets];
        changed[row] += changed[row] > one.InitialScores[0] ? 50 : -50;
        var other = RegressionScoreTests.Fit(loss, 1, Bins, changed, options, weights).Model;
        Assert.Equal(one.InitialScores[0], other.InitialScores[0], 1e-1);
        Assert.All(one.Values.ToArray().Zip(other.Values.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 0.1));
        if (most > 0)
        {
            Assert.All(one.Values.ToArray(), value => Assert.InRange(value, -most, most));
        }

        static bool Drawn(int row)
        {
            var drawn = new int[600];
            var count = new GradientDraws(9).Rows(0, 0.5, [.. Enumerable.Range(0, 600)], drawn, new int[600]);
            return drawn.AsSpan(0, count).Contains(row);
        }
    }

    [Fact]
    public void AUsersLossOfResidualsJoins()
    {
        // Half the absolute loss, by the user: other gradients, the same splits and leaves.
        var options = new GradientBoostingOptions { Rounds = 20, Tree = new() { L2 = 0 } };
        var expected = GradientBoostingRegressor.Fit(Bins.WithTargets(Targets), default(AbsoluteLoss<float>), options).Model;
        var model = GradientBoostingRegressor.Fit(Bins.WithTargets(Targets), default(HalfAbsolute), options).Model;
        Assert.Equal(expected.Nodes, model.Nodes);
        Assert.Equal(Leaves(expected), Leaves(model));
        Assert.Equal(expected.InitialScores, model.InitialScores);

        static double[] Leaves(GradientBoostingModel model) => [.. model.Values.ToArray().Where((_, node) => model.Nodes[node].IsLeaf)];
    }

    private static double[] Weights(int kind) => kind == 0 ? [] : [.. Enumerable.Range(0, 600).Select(row => (double)((int[])[0, 1, 2, 999])[row * 7 % 4])];

    private readonly struct HalfAbsolute : IPointLoss<HalfAbsolute, float>, ILocationLoss<float>
    {
        public static string TargetRule => "any";

        public bool IsQuadratic => false;

        public void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock value, out TBlock gradient, out TBlock hessian)
            where TBlock : struct, IBlock<TBlock, float>
        {
            default(AbsoluteLoss<float>).Evaluate(score, target, out value, out gradient, out hessian);
            value *= TBlock.Constant(0.5);
            gradient *= TBlock.Constant(0.5);
        }

        public float Location(ReadOnlySpan<float> residuals, ReadOnlySpan<float> weights = default) => default(AbsoluteLoss<float>).Location(residuals, weights);
    }
}
