using Counterweight.Decisions;
using Counterweight.Training;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Models;
using Counterweight.Training.Tests;
using Counterweight.Training.Trees;
using Counterweight.Training.Tuning;
using Xunit;

namespace Counterweight.Onnx.Tests;

/// <summary>Labels by thresholds and costs are those of the library, by trees too, whose probabilities are the same to the bit.</summary>
public sealed class DecisionTests
{
    private static readonly Lazy<Dataset> Rows = new(() => OnnxModels.Get("exact tree").Rows);
    private static readonly Lazy<DecisionTreeClassifier> Tree = new(() => (DecisionTreeClassifier)OnnxModels.Get("exact tree").Model);

    public static TheoryData<double> Thresholds => [0, 0.25, 0.5, 1, 1.5, double.PositiveInfinity];

    [Theory]
    [MemberData(nameof(Thresholds))]
    public void AThresholdIsReachedByWhatIsEqual(double threshold)
    {
        foreach (var positive in (int[])[0, 1])
        {
            AssertAtLeast(positive, threshold);
        }
    }

    [Fact]
    public void EveryProbabilityIsAThreshold()
    {
        foreach (var probability in Probabilities(Tree.Value).Where((_, i) => i % 2 == 1).Distinct())
        {
            AssertAtLeast(1, probability);
            AssertAtLeast(1, Math.BitIncrement(probability));
        }
    }

    [Fact]
    public void TheLeastExpectedCostIsThatOfTheLibrary()
    {
        var (model, rows) = OnnxModels.Get("forest");
        var random = new Random(4);
        var classifier = (IProbabilisticClassifier)model;
        var probabilities = Probabilities(classifier, rows);
        var seen = new HashSet<long>();
        for (var trial = 0; trial < 4; trial++)
        {
            var costs = new CostMatrix(6, [.. Enumerable.Range(0, 36).Select(i => (trial == 3 ? 1e290 : 1) * (random.NextDouble() - (i % 7 == 0 ? 1 : 0)))]);
            var expected = new int[rows.RowCount];
            LeastCost.Decide(probabilities, costs, expected);
            var labels = OnnxAnswers.Of(model, rows, null, new() { Decision = OnnxDecision.LeastExpectedCost(costs) }).Labels;
            Assert.Equal(expected.Select(label => (long)label), labels);
            seen.UnionWith(labels);
        }

        Assert.True(seen.Count > 3);
    }

    [Fact]
    public void OfEqualCostsTheLowestAnswerIsGiven()
    {
        var costs = CostMatrix.OfMistakes(0, 0);
        Assert.All(OnnxAnswers.Of(Tree.Value, Rows.Value, null, new() { Decision = OnnxDecision.LeastExpectedCost(costs) }).Labels, label => Assert.Equal(0, label));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void CostsOfRowsDecideAsInTheLibrary(int positive)
    {
        var random = new Random(5);
        double[] misses = [.. Enumerable.Range(0, Rows.Value.RowCount).Select(row => row % 5 == 0 ? 0 : Math.Round(random.NextDouble() * 20))];
        foreach (var falseAlarm in (double[])[0, 1, 7.5])
        {
            double[] ofPositive = [.. Probabilities(Tree.Value).Where((_, i) => i % 2 == positive)];
            var expected = new int[misses.Length];
            LeastCost.DecidePerRow<double>(ofPositive, [falseAlarm], misses, expected);
            var labels = OnnxAnswers.Of(Tree.Value, Rows.Value, null, new() { Decision = OnnxDecision.LeastExpectedCostOfRows(positive, falseAlarm) }, misses).Labels;
            Assert.Equal(expected.Select(answer => (long)(answer == 1 ? positive : 1 - positive)), labels);

            var costs = new MistakeCosts([falseAlarm], misses);
            foreach (var threshold in (double[])[0, 0.4])
            {
                var shares = OnnxAnswers.Of(Tree.Value, Rows.Value, null, new() { Decision = OnnxDecision.ShareOfCost(positive, falseAlarm, null, threshold) }, misses).Labels;
                Assert.Equal(ofPositive.Select((probability, row) => (long)(costs.Score(probability, row) >= threshold ? positive : 1 - positive)), shares);
            }
        }
    }

    [Fact]
    public void CostsOfRowsMayBeFloats()
    {
        double[] misses = [.. Enumerable.Range(0, Rows.Value.RowCount).Select(row => (double)(row % 9))];
        var options = new OnnxOptions { Decision = OnnxDecision.LeastExpectedCostOfRows(1, 2), ElementType = OnnxElementType.Floats };
        var single = HardRows.Single(Rows.Value);
        var expected = new int[misses.Length];
        LeastCost.DecidePerRow<double>([.. Probabilities(Tree.Value, single).Where((_, i) => i % 2 == 1)], [2], misses, expected);
        Assert.Equal(expected.Select(answer => (long)answer), OnnxAnswers.Of(Tree.Value, single, null, options, misses).Labels);
    }

    [Fact]
    public void ATunedClassifierDecidesAsItDoesHere()
    {
        var data = Rows.Value;
        var options = new TuningOptions { FoldCount = 2, InnerFoldCount = 2, Weightings = [ClassWeighting.None], PositiveClass = 0 };
        double[] misses = [.. Enumerable.Range(0, data.RowCount).Select(row => 1.0 + (row % 4))];
        foreach (var costs in (MistakeCosts[])[new(2, 3), new([2], misses)])
        {
            var tuned = Tune.Fit(data, (rows, _, input) => GradientBoostingClassifier.Fit(rows, new() { Rounds = 5 }, input), costs, options);
            var expected = new int[data.RowCount];
            tuned.Predict(data, expected, costs);
            var answers = OnnxAnswers.Of((ISavedModel)tuned.Classifier, data, null, new() { Decision = OnnxFile.DecisionOf(tuned) }, costs.Count > 1 ? misses : null);
            Assert.Equal(expected.Select(label => (long)label), answers.Labels);
            Assert.Equal(2, expected.Distinct().Count());
        }

        var ofAlarms = Tune.Fit(data, (rows, _, input) => GradientBoostingClassifier.Fit(rows, new() { Rounds = 2 }, input), new([1, .. misses.Skip(1)], [2]), options);
        Assert.StartsWith("tuned was made for false alarms that cost 1 in row 0 and 2 in row 1;", Assert.Throws<ArgumentException>(() => OnnxFile.DecisionOf(ofAlarms)).Message, StringComparison.Ordinal);
    }

    /// <summary>A leaf of the class that a correction takes away has probabilities NaN.</summary>
    [Fact]
    public void ARowWithoutProbabilitiesHasNoLabel()
    {
        var model = new PriorCorrectedClassifier(Tree.Value, [1, 1], [1, 0]);
        var schema = new ModelSchema([], ["no", "yes"]);
        var isUnknown = Probabilities(model).Where((_, i) => i % 2 == 1).Select(double.IsNaN).ToArray();
        Assert.Contains(true, isUnknown);
        OnnxDecision[] decisions = [OnnxDecision.AtLeast(1, 0.5), OnnxDecision.LeastExpectedCost(CostMatrix.OfMistakes(1, 2)), OnnxDecision.ShareOfCost(0, 1, 1, 0.5)];
        foreach (var decision in decisions)
        {
            var options = new OnnxOptions { Decision = decision };
            Assert.Equal(isUnknown, OnnxAnswers.Of(model, Rows.Value, null, options).Labels.Select(label => label == -1));
            Assert.Equal(isUnknown, OnnxAnswers.Of(model, Rows.Value, schema, options).Names.Select(name => name.Length == 0));
        }

        Assert.DoesNotContain("", OnnxAnswers.Of(model, Rows.Value, schema).Names, StringComparer.Ordinal);
    }

    /// <summary>A calibration keeps NaN.</summary>
    [Theory]
    [InlineData(CalibrationMethod.Sigmoid)]
    [InlineData(CalibrationMethod.Isotonic)]
    public void ACalibratedRowWithoutProbabilitiesStaysSo(CalibrationMethod method)
    {
        var data = Rows.Value;
        var fits = 0;
        var model = CalibratedClassifier.Fit(data, (rows, _, input) => fits++ < 2 ? DecisionTreeClassifier.Fit(rows, null, input) : new PriorCorrectedClassifier(Tree.Value, [1, 1], [1, 0]), new() { FoldCount = 2, Method = method });
        var expected = Probabilities(model);
        Assert.Contains(expected, double.IsNaN);
        Assert.Equal(expected.Select(double.IsNaN), OnnxAnswers.Of(model, data).Numbers.Select(double.IsNaN));
    }

    /// <summary>Each function is 0 up to a probability that no class of an even row reaches.</summary>
    [Fact]
    public void WhereAllCalibrationsAre0AllClassesAreAsProbable()
    {
        var data = TestData.Create(1, 6, [.. Enumerable.Range(0, 60).Select(row => (double)row)], [.. Enumerable.Range(0, 60).Select(row => row % 6)]);
        var model = CalibratedClassifier.Fit(
            data, (rows, fit, _) => fit < 2 ? new Peaked() : DecisionTreeClassifier.Fit(rows, new() { MinRowCount = 100 }), new() { FoldCount = 2, Method = CalibrationMethod.Isotonic });
        Assert.All(Probabilities(model, data), probability => Assert.Equal(1.0 / 6, probability));
        Assert.All(OnnxAnswers.Of(model, data).Numbers, probability => Assert.Equal(1.0 / 6, probability));
    }

    private static void AssertAtLeast(int positive, double threshold)
    {
        var expected = Probabilities(Tree.Value).Where((_, i) => i % 2 == positive).Select(probability => (long)(probability >= threshold ? positive : 1 - positive));
        Assert.Equal(expected, OnnxAnswers.Of(Tree.Value, Rows.Value, null, new() { Decision = OnnxDecision.AtLeast(positive, threshold) }).Labels);
    }

    private static double[] Probabilities(IProbabilisticClassifier model) => Probabilities(model, Rows.Value);

    private static double[] Probabilities(IProbabilisticClassifier model, Dataset rows)
    {
        var probabilities = new double[rows.RowCount * model.ClassCount];
        model.PredictProbabilities(rows, probabilities);
        return probabilities;
    }

    /// <summary>Knows the labels, and is half sure of them.</summary>
    private sealed class Peaked : IProbabilisticClassifier
    {
        public int ClassCount => 6;

        public int FeatureCount => 1;

        public void Predict(Dataset data, Span<int> destination, int degreeOfParallelism = 1) => data.Labels.CopyTo(destination);

        public void PredictProbabilities(Dataset data, Span<double> destination, int degreeOfParallelism = 1)
        {
            destination.Fill(0.09);
            for (var row = 0; row < data.RowCount; row++)
            {
                destination[(row * 6) + data.Labels[row]] = 0.46;
                destination[(row * 6) + ((data.Labels[row] + 1) % 6)] = 0.18;
            }
        }
    }
}
