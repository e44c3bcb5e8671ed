using Counterweight.Losses.Point;
using Counterweight.Losses.Rows;
using Counterweight.Splits;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Trees;
using Counterweight.Weighting;
using Xunit;

namespace Counterweight.Training.Tests.Boosting;

/// <summary>Weights in any unit, penalties and minimums in the same.</summary>
public class BoostingWeightUnitTests
{
    private static readonly int[] Powers = [-1074, -1022, -975, -200, -149, -1, 3, 127, 300, 975, 1020];

    public static TheoryData<GradientMulticlass, ClassWeighting, PriorCorrection> Classifiers => new MatrixTheoryData<GradientMulticlass, ClassWeighting, PriorCorrection>(
        Enum.GetValues<GradientMulticlass>(), [ClassWeighting.None, ClassWeighting.Balanced], Enum.GetValues<PriorCorrection>());

    [Theory]
    [MemberData(nameof(Classifiers))]
    public void WeightsTimesAnyPowerOfTwoChangeNoByte(GradientMulticlass multiclass, ClassWeighting weighting, PriorCorrection correction)
    {
        foreach (var data in (Dataset[])[TestData.Glass(), TestData.Pima()])
        {
            var weights = Weights(data);
            foreach (var tree in (GradientTreeOptions[])[new() { L2 = 0, MinHessian = 0, MaxDepth = 3 }, new() { L1 = 2, L2 = 3, Gamma = 1, MinWeight = 8, MinHessian = 2, MaxDepth = 3 }])
            {
                var options = new GradientBoostingOptions { Rounds = 3, Multiclass = multiclass, Weighting = weighting, PriorCorrection = correction, Tree = tree };
                var saved = TestData.Saved(GradientBoostingClassifier.Fit(data, options, new() { SampleWeights = weights }));
                foreach (var power in Powers.Where(power => tree.L2 == 0 || power > -1070))
                {
                    var scaled = options with { Tree = Times(tree, power) };
                    Assert.Equal(saved, TestData.Saved(GradientBoostingClassifier.Fit(data, scaled, new() { SampleWeights = Times(weights, power) })));
                }
            }
        }
    }

    [Fact]
    public void OfRegressionToo()
    {
        var data = TestData.Pima();
        var bins = BinnedDataset.Create(data, isCategorical: [true, .. Enumerable.Repeat(false, data.FeatureCount - 1)]);
        var weights = Weights(data);
        float[] targets = [.. Enumerable.Range(0, data.RowCount).Select(row => (float)((row * 37) % 101))];
        var tree = new GradientTreeOptions { L1 = 2, L2 = 3, Gamma = 1, MinWeight = 8, MinHessian = 2, MaxDepth = 3, Categories = new() { Smoothing = 10 } };
        var options = new GradientBoostingOptions { Rounds = 3, Tree = tree };
        foreach (var power in Powers.Where(power => power > -1070))
        {
            var scaled = options with { Tree = Times(tree, power) };
            var times = Times(weights, power);
            Assert.Equal(TestData.Saved(GradientBoostingRegressor.Fit(bins.WithTargets(targets), options, new() { SampleWeights = weights })), TestData.Saved(GradientBoostingRegressor.Fit(bins.WithTargets(targets), scaled, new() { SampleWeights = times })));
            Assert.Equal(TestData.Saved(GradientBoostingRegressor.Fit(bins.WithTargets(targets), default(AbsoluteLoss<float>), options, new() { SampleWeights = weights })), TestData.Saved(GradientBoostingRegressor.Fit(bins.WithTargets(targets), default(AbsoluteLoss<float>), scaled, new() { SampleWeights = times })));
            Assert.Equal(TestData.Saved(GradientBoostingRegressor.Fit(bins.WithTargets(targets), new PoissonLoss<float>(), options, new() { SampleWeights = weights })), TestData.Saved(GradientBoostingRegressor.Fit(bins.WithTargets(targets), new PoissonLoss<float>(), scaled, new() { SampleWeights = times })));
        }
    }

    [Fact]
    public void OfClassesAndValidationRowsToo()
    {
        var data = TestData.Glass();
        var weights = Weights(data);
        double[] classes = [.. Enumerable.Range(0, data.ClassCount).Select(label => 1.0 + label)];
        var options = new GradientBoostingOptions { Rounds = 6, EarlyStoppingRounds = 1, Weighting = ClassWeighting.Custom(classes), Tree = new() { L2 = 3, MinHessian = 2, MaxDepth = 3 } };
        foreach (var correction in Enum.GetValues<PriorCorrection>())
        {
            var own = options with { PriorCorrection = correction };
            var model = GradientBoostingClassifier.Fit(data, own, new() { SampleWeights = weights, Validation = data.WithSampleWeights(weights) });
            foreach (var power in Powers.Where(power => Math.Abs(power) < 1000))
            {
                var scaled = GradientBoostingClassifier.Fit(data, own with { Tree = Times(own.Tree, power) }, new() { SampleWeights = Times(weights, power), Validation = data.WithSampleWeights(Times(weights, -power)) });
                Assert.Equal(model.ValidationHistory, scaled.ValidationHistory);
                Assert.Equal(TestData.Saved(model), TestData.Saved(scaled));

                // Corrections are of the class weights themselves.
                if (correction == PriorCorrection.None)
                {
                    var other = GradientBoostingClassifier.Fit(data, own with { Weighting = ClassWeighting.Custom(Times(classes, -power)) }, new() { SampleWeights = Times(weights, power), Validation = data.WithSampleWeights(weights) });
                    Assert.Equal(model.ValidationHistory, other.ValidationHistory);
                    Assert.Equal(TestData.Saved(model), TestData.Saved(other));
                }
            }
        }
    }

    [Fact]
    public void WeightsBeyondSinglePrecisionAreTaken()
    {
        var data = TestData.Pima();
        var saved = TestData.Saved(GradientBoostingClassifier.Fit(data, Boosted.Few));
        Assert.Equal(saved, TestData.Saved(GradientBoostingClassifier.Fit(data, Boosted.Few, new() { SampleWeights = [.. Enumerable.Repeat(Math.ScaleB(1, -1074), data.RowCount)] })));
        Assert.Equal(saved, TestData.Saved(GradientBoostingClassifier.Fit(data, Boosted.Few with { Weighting = ClassWeighting.Custom(Math.ScaleB(1, 1000), Math.ScaleB(1, 1000)) }, new() { SampleWeights = [.. Enumerable.Repeat(Math.ScaleB(1, 1000), data.RowCount)] })));
    }

    private static double[] Weights(Dataset data) => [.. Enumerable.Range(0, data.RowCount).Select(row => 1.0 + (row % 7))];

    private static double[] Times(double[] weights, int power) => [.. weights.Select(weight => Math.ScaleB(weight, power))];

    private static GradientTreeOptions Times(GradientTreeOptions tree, int power) => tree with
    {
        L1 = Math.ScaleB(tree.L1, power),
        L2 = Math.ScaleB(tree.L2, power),
        Gamma = Math.ScaleB(tree.Gamma, power),
        MinWeight = Math.ScaleB(tree.MinWeight, power),
        MinHessian = Math.ScaleB(tree.MinHessian, power),
        Categories = new CategoryOptions { Smoothing = Math.ScaleB(tree.Categories.Smoothing, power) },
    };
}
