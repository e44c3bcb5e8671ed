using Counterweight.Core.Simd;
using Counterweight.Losses.Point;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Xunit;

namespace Counterweight.Training.Tests.Boosting;

/// <summary>Rows of weight 0 are no rows where rows are drawn, and where the loss shows its curvature at the start.</summary>
public class GradientBoostingZeroWeightTests
{
    private const int RowCount = 300;

    private static readonly Dataset Data = TestData.Random(95, RowCount, 3, 3, distinct: 40);

    private static readonly double[] Weights = [.. Enumerable.Range(0, RowCount).Select(row => row % 3 == 0 ? 0.0 : 1 + (row % 2))];

    private static readonly int[] Kept = [.. Enumerable.Range(0, RowCount).Where(row => Weights[row] > 0)];

    private static readonly double[] KeptWeights = [.. Kept.Select(row => Weights[row])];

    [Theory]
    [InlineData(0.9)]
    [InlineData(0.5)]
    [InlineData(0.1)]
    public void TheyShiftNoDraw(double fraction)
    {
        var options = new GradientBoostingOptions { Rounds = 12, RowFraction = fraction, Seed = 3 };
        var bins = BinnedDataset.Create(Data, Weights);
        var kept = BinnedDataset.Apply(Data.Subset(Kept), bins.Mapper);
        var model = GradientBoostingClassifier.Fit(bins, options, new() { SampleWeights = Weights });
        Assert.True(model.Model.Nodes.Length > model.Model.TreeCount);
        Assert.Equal(TestData.Saved(GradientBoostingClassifier.Fit(kept, options, new() { SampleWeights = KeptWeights })), TestData.Saved(model));

        float[] targets = [.. Enumerable.Range(0, RowCount).Select(row => (float)(Data.Column(0)[row] + (row % 7)))];
        foreach (var loss in (string[])["squared", "absolute"])
        {
            var all = RegressionScoreTests.Fit(loss, 1, bins, targets, options, Weights);
            Assert.Equal(TestData.Saved(RegressionScoreTests.Fit(loss, 1, kept, [.. Kept.Select(row => targets[row])], options, KeptWeights)), TestData.Saved(all));
        }
    }

    [Fact]
    public void TheirCurvatureIsNobodys()
    {
        // The only targets at which the loss bends are theirs. Half of the others is the start itself, where slopes are 0.
        float[] targets = [.. Enumerable.Range(0, RowCount).Select(row => Weights[row] == 0 ? 1000f : Data.Column(0)[row] < 14 ? 1 : Data.Column(0)[row] < 34 ? 2 : 3)];
        var bins = BinnedDataset.Create(Data, Weights);
        var kept = BinnedDataset.Apply(Data.Subset(Kept), bins.Mapper);
        var options = new GradientBoostingOptions { Rounds = 12, LearningRate = 1 };
        var all = GradientBoostingRegressor.Fit(bins.WithTargets(targets), default(BentFarAway), options, new() { SampleWeights = Weights });
        Assert.True(all.Model.Nodes.Length > all.Model.TreeCount);
        Assert.Equal(TestData.Saved(GradientBoostingRegressor.Fit(kept.WithTargets([.. Kept.Select(row => targets[row])]), default(BentFarAway), options, new() { SampleWeights = KeptWeights })), TestData.Saved(all));
    }

    /// <summary>The absolute loss, with curvature at targets above 100.</summary>
    private readonly struct BentFarAway : IPointLoss<BentFarAway, float>
    {
        public static string TargetRule => "any";

        public void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock value, out TBlock gradient, out TBlock hessian)
            where TBlock : struct, IBlock<TBlock, float>
        {
            default(AbsoluteLoss<float>).Evaluate(score, target, out value, out gradient, out hessian);
            hessian = TBlock.SelectLess(TBlock.Constant(100), target, TBlock.One, TBlock.Zero);
        }
    }
}
