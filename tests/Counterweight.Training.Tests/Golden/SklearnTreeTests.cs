using System.Text.Json;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Evaluation;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Golden;

/// <summary>Against scikit-learn 1.2.1: sklearn_trees.py made the numbers.</summary>
public class SklearnTreeTests
{
    private static readonly JsonElement Golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "sklearn_trees.json"))).RootElement;

    public static TheoryData<int> Boosted => [.. Enumerable.Range(0, Golden.GetProperty("quality").GetArrayLength())];

    [Theory]
    [MemberData(nameof(Boosted))]
    public void AdaBoostIsAsGoodAsTheirs(int index)
    {
        var golden = Golden.GetProperty("quality")[index];
        var data = Complete(golden.GetProperty("data").GetString() switch
        {
            "glass.csv" => TestData.Glass(),
            "pima.csv" => TestData.Pima(),
            _ => TestData.BreastCancer(),
        });
        var options = new AdaBoostOptions { Tree = new DecisionTreeOptions { MaxDepth = golden.GetProperty("depth").GetInt32() } };
        var counts = data.CountClasses();
        var ours = 0.0;
        for (var seed = 0; seed < 5; seed++)
        {
            var s = seed;
            bool IsTest(int row) => ((row * 7919L) + (s * 104729L)) % 1000 % 10 < 3;
            int[] rows = [.. Enumerable.Range(0, data.RowCount)];
            var train = data.Subset([.. rows.Where(row => !IsTest(row))]);
            var test = data.Subset([.. rows.Where(IsTest)]);
            double[] weights = [.. train.Labels.ToArray().Select(label => (double)data.RowCount / counts[label])];
            var model = AdaBoostClassifier.Fit(train, options, new() { SampleWeights = weights });
            ours += new ClassificationReport(test.Labels, TestData.Predict(model, test), test.ClassCount).BalancedAccuracy / 5;
        }

        var theirs = Numbers(golden, "balancedAccuracy").Average();
        TestContext.Current.TestOutputHelper?.WriteLine($"{golden.GetProperty("data")}, depth {options.Tree.MaxDepth}: {ours:F4}, scikit-learn {theirs:F4}");
        Assert.True(ours >= theirs - 0.01, FormattableString.Invariant($"{ours} against {theirs}"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void VotesErrorsAndProbabilitiesAreTheirs(int index)
    {
        var golden = Golden.GetProperty("votes")[index];
        var data = TestData.Glass();
        var options = new AdaBoostOptions { Rounds = 8, LearningRate = golden.GetProperty("rate").GetDouble(), Tree = new DecisionTreeOptions { MaxDepth = golden.GetProperty("depth").GetInt32() } };

        var model = AdaBoostClassifier.Fit(data, options, new() { SampleWeights = Weights(data) });

        // Weights that are no whole numbers are rounded to 2^-30 or so of the largest before they are summed.
        Near(Numbers(golden, "votes"), model.Votes.ToArray(), 1e-7);
        var some = data.Subset([.. Enumerable.Range(0, data.RowCount).Where(row => row % 20 == 0)]);
        var probabilities = new double[some.RowCount * data.ClassCount];
        model.PredictProbabilities(some, probabilities);
        Near(Numbers(golden, "probabilities"), probabilities, 1e-7);
        Near(Numbers(golden, "importances"), model.FeatureImportances(), 1e-7);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void PruningIsTheirs(int index)
    {
        var golden = Golden.GetProperty("pruning")[index];
        var data = TestData.Glass();
        var options = new DecisionTreeOptions
        {
            Impurity = string.Equals(golden.GetProperty("criterion").GetString(), "gini", StringComparison.Ordinal) ? Impurity.Gini : Impurity.Entropy,
            MaxDepth = 6,
            MinRowCount = 8,
        };

        var tree = DecisionTreeClassifier.Fit(data, options, new() { SampleWeights = Weights(data) });

        Assert.Equal(golden.GetProperty("nodes").GetInt32(), tree.Nodes.Length);
        Near(Numbers(golden, "importances"), tree.FeatureImportances());
        var path = tree.PruningPath();
        Near(Numbers(golden, "alphas"), path.Alphas);
        Near(Numbers(golden, "impurities"), path.Impurities);
        foreach (var size in golden.GetProperty("sizes").EnumerateArray())
        {
            Assert.Equal(size[1].GetInt32(), tree.Prune(size[0].GetDouble()).Nodes.Length);
        }
    }

    private static double[] Weights(Dataset data) => [.. Enumerable.Range(0, data.RowCount).Select(row => 1 + (row % 3 * 0.5))];

    private static Dataset Complete(Dataset data) =>
        data.Subset([.. Enumerable.Range(0, data.RowCount).Where(row => Enumerable.Range(0, data.FeatureCount).All(feature => !double.IsNaN(data.Column(feature)[row])))]);

    private static double[] Numbers(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];

    private static void Near(double[] expected, IReadOnlyList<double> actual, double tolerance = 1e-12)
    {
        Assert.Equal(expected.Length, actual.Count);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], tolerance);
        }
    }
}
