using Counterweight.Losses.Point;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Trees;
using Counterweight.Weighting;
using Xunit;

namespace Counterweight.Training.Tests.Boosting;

/// <summary>Classes without weight, missing values that bins were found without, and what errors and histories are about.</summary>
public class GradientBoostingEdgeTests
{
    private static readonly GradientBoostingOptions Auc = Boosted.Few with { EarlyStoppingRounds = 2, EarlyStoppingMetric = EarlyStoppingMetric.Auc };

    [Fact]
    public void AnAreaNeedsWeightOfBothClasses()
    {
        var data = TestData.Random(1, 80, 2, 2);
        foreach (var label in (int[])[0, 1])
        {
            double[] weights = [.. data.Labels.ToArray().Select(own => own == label ? 0.0 : 1)];
            var error = Assert.Throws<ArgumentException>("input", () => GradientBoostingClassifier.Fit(data, Auc, new() { Validation = data.WithSampleWeights(weights) }));
            Assert.Contains($"class {label}", error.Message, StringComparison.Ordinal);
            GradientBoostingClassifier.Fit(data, Auc with { EarlyStoppingMetric = EarlyStoppingMetric.Loss }, new() { Validation = data.WithSampleWeights(weights) });

            // Weights of classes take it as well.
            double[] classes = label == 0 ? [0, 1] : [1, 0];
            Assert.Throws<ArgumentException>("input", () => GradientBoostingClassifier.Fit(data, Auc with { Weighting = ClassWeighting.Custom(classes) }, new() { Validation = data }));
        }

        Assert.All(GradientBoostingClassifier.Fit(data, Auc, new() { Validation = data }).ValidationHistory, area => Assert.InRange(area, 0.5, 1));
    }

    [Theory]
    [InlineData(PriorCorrection.InitialScores)]
    [InlineData(PriorCorrection.LeafValues)]
    public void BalancedWeightsOfAnAbsentClassAreUndone(PriorCorrection correction)
    {
        var options = Boosted.Few with { Weighting = ClassWeighting.Balanced, PriorCorrection = correction };
        foreach (var classes in (int[])[2, 3, 4])
        {
            // All rows of the last class are without weight, or there are none.
            var data = TestData.Random(2, 120, 2, classes);
            double[] weights = [.. data.Labels.ToArray().Select(label => label == classes - 1 ? 0.0 : 1)];
            var weighted = GradientBoostingClassifier.Fit(BinnedDataset.Create(data, weights), options, new() { SampleWeights = weights });
            Assert.All(Trainers.Say(weighted, data), p => Assert.InRange(p, 0, 1));
            int[] left = [.. Enumerable.Range(0, data.RowCount).Where(row => weights[row] > 0)];
            var without = TestData.Create(2, classes, [.. left.Select(row => data.Values[row]), .. left.Select(row => data.Values[row + data.RowCount])], [.. left.Select(row => data.Labels[row])]);
            var bins = BinnedDataset.Apply(without, BinnedDataset.Create(data, weights).Mapper);
            Assert.Equal(TestData.Saved(weighted), TestData.Saved(GradientBoostingClassifier.Fit(bins, options)));
            Assert.Throws<ArgumentException>("options", () => GradientBoostingClassifier.Fit(data, options with { Weighting = ClassWeighting.Custom([0, .. Enumerable.Repeat(1.0, classes - 1)]) }));
        }
    }

    [Theory]
    [MemberData(nameof(Boosted.Kinds), MemberType = typeof(Boosted))]
    public void MissingValuesMayBeNewToTheBins(GradientTreeGrowth growth, GradientMulticlass multiclass)
    {
        foreach (var classes in (int[])[2, 3])
        {
            var whole = TestData.Random(3, 300, 3, classes);
            var holed = TestData.Random(4, 300, 3, classes, missing: 0.2);
            bool[] categorical = [false, true, false];
            var unaware = BinnedDataset.Create(whole, isCategorical: categorical).Mapper;
            var aware = BinnedDataset.Create(WithMissingRow(whole, classes), isCategorical: categorical).Mapper;
            Assert.False(unaware.HasMissing);
            Assert.True(aware.HasMissing);
            foreach (var fraction in (double[])[1, 0.7])
            {
                foreach (var threads in (int[])[1, 3])
                {
                    var options = Boosted.Few with { Multiclass = multiclass, RowFraction = fraction, DegreeOfParallelism = threads, CellsPerThread = 1, Tree = Boosted.Few.Tree with { Growth = growth } };
                    foreach (var (train, held) in new[] { (holed, holed), (holed, whole), (whole, holed) })
                    {
                        var model = GradientBoostingClassifier.Fit(BinnedDataset.Apply(train, unaware), options, new() { Validation = held });
                        Assert.Equal(Loss(model, held), model.ValidationHistory[^1], 1e-5);
                        var known = GradientBoostingClassifier.Fit(BinnedDataset.Apply(train, aware), options, new() { Validation = held });
                        Assert.Equal(known.ValidationHistory, model.ValidationHistory);
                        Assert.Equal(Trainers.Say(known, held), Trainers.Say(model, held));
                        if (train == holed)
                        {
                            Assert.Equal(TestData.Saved(known), TestData.Saved(model));
                        }
                    }
                }
            }
        }
    }

    [Fact]
    public void BadValidationTargetsAreNamed()
    {
        var data = TestData.Random(5, 40, 2, 2);
        var bins = BinnedDataset.Create(data);
        var good = new float[40];
        foreach (var value in (float[])[float.NaN, float.PositiveInfinity, float.NegativeInfinity])
        {
            float[] bad = [.. Enumerable.Range(0, 40).Select(row => row == 7 ? value : 1)];
            Names("targets", "targets", () => data.WithTargets(bad));
            Names("targets", "targets", () => Dataset.ForRegression(["x"], new double[40], bad));
        }

        float[] negative = [.. Enumerable.Range(0, 40).Select(row => row == 7 ? -1f : 1)];
        Names("input", "Validation.Targets", () => GradientBoostingRegressor.Fit(bins.WithTargets(good), new PoissonLoss<float>(), Boosted.Few, new() { Validation = data.WithTargets(negative) }));
        Names("data", "Targets", () => GradientBoostingRegressor.Fit(bins.WithTargets(negative), new PoissonLoss<float>(), Boosted.Few, new() { Validation = data.WithTargets(good) }));
        Names("input", "Validation.Targets", () => GradientBoostingRegressor.Fit(bins.WithTargets(good), new BinaryCrossEntropy<float>(), Boosted.Few, new() { Validation = data.WithTargets(negative) }));
        Assert.Throws<ArgumentException>("targets", () => data.WithTargets(new float[39]));

        static void Names(string parameter, string what, Action fit)
        {
            var error = Assert.Throws<ArgumentOutOfRangeException>(parameter, fit);
            Assert.StartsWith($"{what}[7]", error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void TheHistoryIsOfScoresBeforeTheirStartIsCorrected()
    {
        var data = TestData.Random(6, 200, 2, 2);
        var options = Boosted.Few with { Weighting = ClassWeighting.Balanced };
        var weighted = GradientBoostingClassifier.Fit(data, options, new() { Validation = data });
        var corrected = GradientBoostingClassifier.Fit(data, options with { PriorCorrection = PriorCorrection.InitialScores }, new() { Validation = data });
        Assert.NotEqual(weighted.Model.InitialScores[0], corrected.Model.InitialScores[0]);
        Assert.Equal(weighted.ValidationHistory, corrected.ValidationHistory);
    }

    private static Dataset WithMissingRow(Dataset data, int classes)
    {
        var values = Enumerable.Range(0, data.FeatureCount).SelectMany(feature => (double[])[.. data.Values.Slice(feature * data.RowCount, data.RowCount), double.NaN]);
        return TestData.Create(data.FeatureCount, classes, [.. values], [.. data.Labels, 0]);
    }

    private static double Loss(GradientBoostingClassifier model, Dataset data)
    {
        var probabilities = Trainers.Say(model, data);
        return Enumerable.Range(0, data.RowCount).Average(row => -Math.Log(probabilities[(row * data.ClassCount) + data.Labels[row]]));
    }
}
