using Counterweight.Training.Data;
using Counterweight.Training.Forests;
using Counterweight.Training.Models;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Forests;

public class ForestTests
{
    [Fact]
    public void OutOfBagIsWhatTheTreesSayThatHaveNotDrawnTheRow()
    {
        var data = TestData.Random(1, 200, 4, 3, distinct: 20, missing: 0.1);
        double[] weights = [.. Enumerable.Range(0, 200).Select(row => row % 10 == 0 ? 0.0 : 1 + (row % 3))];
        var forest = RandomForestClassifier.Fit(data, new RandomForestOptions { TreeCount = 4, OutOfBag = true, Seed = 3 }, new() { SampleWeights = weights });
        var bootstrap = PartDraws.OfAll([.. Enumerable.Range(0, 200).Where(row => weights[row] > 0)], 3);
        var drawn = new int[4][];
        for (var tree = 0; tree < 4; tree++)
        {
            drawn[tree] = new int[200];
            bootstrap.Draw(tree, drawn[tree]);
            Assert.Equal(180, drawn[tree].Sum());
        }

        var (right, all, never) = (0.0, 0.0, 0);
        for (var row = 0; row < 200; row++)
        {
            int[] trees = [.. Enumerable.Range(0, 4).Where(tree => drawn[tree][row] == 0)];
            var outOfBag = forest.OutOfBag!;
            Assert.Equal(trees.Length, outOfBag.TreeCounts[row]);
            double[] fractions = [.. Enumerable.Range(0, 3).Select(label => trees.Length == 0 ? double.NaN : trees.Average(tree => forest.ClassFractions(Leaf(forest, tree, data, row))[label]))];
            for (var label = 0; label < 3; label++)
            {
                Assert.Equal(fractions[label], outOfBag.Probabilities[(row * 3) + label], 1e-15);
            }

            if (trees.Length == 0)
            {
                never++;
                Assert.Equal(-1, outOfBag.Labels[row]);
                continue;
            }

            all += weights[row];
            right += outOfBag.Labels[row] == data.Labels[row] ? weights[row] : 0;
        }

        Assert.True(never > 0);
        Assert.Equal(right / all, forest.OutOfBag!.Accuracy, 1e-12);
    }

    [Fact]
    public void ProbabilitiesAreMeansOfLeafShares()
    {
        var data = TestData.BreastCancer();
        var forest = ForestLawTests.Fit(data, extra: true, bootstrap: false, ClassWeighting.Balanced);
        var probabilities = new double[data.RowCount * 2];
        forest.PredictProbabilities(data, probabilities, 2);
        var labels = TestData.Predict(forest, data);
        for (var row = 0; row < data.RowCount; row++)
        {
            var mean = Enumerable.Range(0, forest.Roots.Length).Average(tree => forest.ClassFractions(Leaf(forest, tree, data, row))[1]);
            Assert.Equal(mean, probabilities[(row * 2) + 1], 1e-15);
            Assert.Equal(probabilities[(row * 2) + 1] > probabilities[row * 2] ? 1 : 0, labels[row]);
        }
    }

    [Fact]
    public void BootstrapsDrawTwoThirdsOfTheRows()
    {
        var counts = new int[10000];
        PartDraws.OfAll([.. Enumerable.Range(0, 10000)], 1).Draw(0, counts);
        Assert.Equal(10000, counts.Sum());
        Assert.InRange(counts.Count(count => count > 0), 6320 - 150, 6320 + 150);
        var others = new int[10000];
        PartDraws.OfAll([.. Enumerable.Range(0, 10000)], 1).Draw(1, others);
        Assert.NotEqual(counts, others);
    }

    [Fact]
    public void CategoriesAreSplitAsSets()
    {
        const int Rows = 400;
        double[] categories = [.. Enumerable.Range(0, Rows).Select(row => (double)(row * 31 % 12))];
        int[] labels = [.. categories.Select(category => category is 1 or 4 or 7 or 10 ? 1 : 0)];
        var data = TestData.Create(1, 2, categories, labels);
        var forest = RandomForestClassifier.Fit(BinnedDataset.Create(data, [], isCategorical: [true]), new RandomForestOptions { TreeCount = 5 });

        Assert.Equal(labels, TestData.Predict(forest, data));
        Assert.All(forest.Nodes.ToArray().Where(node => !node.IsLeaf), node => Assert.True(node.CategorySet >= 0));
        // Categories never seen go right everywhere.
        Assert.Single(TestData.Predict(forest, TestData.Create(1, 2, [99, 1e9], [0, 0])).Distinct());
    }

    [Fact]
    public void ImportancesSumToOneAndFavourWhatMatters()
    {
        var data = TestData.Random(8, 1000, 5, 3, distinct: 10);
        var importances = RandomForestClassifier.Fit(data, new RandomForestOptions { TreeCount = 20, MaxDepth = 4 }).FeatureImportances();

        Assert.Equal(1, importances.Sum(), 1e-12);
        Assert.Equal(importances.Max(), importances[0]);
    }

    [Fact]
    public void FeaturesOfFactorZeroAreNeverSplit()
    {
        var data = TestData.Random(8, 300, 4, 3, distinct: 10);
        var forest = RandomForestClassifier.Fit(data, new RandomForestOptions { TreeCount = 9, FeatureWeights = [0, 1, 0, 3] });
        Assert.All(forest.Nodes.ToArray().Where(node => !node.IsLeaf), node => Assert.True(node.Feature is 1 or 3));
        Assert.Equal(2, RandomForestClassifier.Fit(data, new RandomForestOptions { TreeCount = 2, FeatureWeights = [0, 0, 0, 0] }).Nodes.Length);
    }

    [Fact]
    public void WhatNoFeatureSplitsIsALeaf()
    {
        Assert.Equal(3, RandomForestClassifier.Fit(TestData.Create(2, 2, [5, 5, 5, 1, 1, 1], [0, 1, 1]), new RandomForestOptions { TreeCount = 3 }).Nodes.Length);
        Assert.Equal(3, ExtraTreesClassifier.Fit(TestData.Create(1, 2, [1, 2, 3], [1, 1, 1]), new ExtraTreesOptions { TreeCount = 3 }).Nodes.Length);
        Assert.Equal([0.0], ExtraTreesClassifier.Fit(TestData.Create(1, 2, [1], [1]), new ExtraTreesOptions { TreeCount = 3 }).FeatureImportances());
    }

    [Fact]
    public void WhereDrawnFeaturesAreConstantOthersAreDrawn()
    {
        // Nineteen constants and one feature that tells the classes apart.
        double[] values = [.. Enumerable.Repeat(3.0, 19 * 4), 1, 2, 3, 4];
        var data = TestData.Create(20, 2, values, [0, 0, 1, 1]);
        var forest = ExtraTreesClassifier.Fit(data, new ExtraTreesOptions { TreeCount = 10, MaxFeatures = MaxFeatures.Number(1) });
        Assert.Equal(data.Labels.ToArray(), TestData.Predict(forest, data));
    }

    [Fact]
    public void AClassThatABootstrapMissesIsAbsentFromItsTree()
    {
        var data = TestData.Create(1, 3, [1, 2, 3, 4, 5, 6, 7, 8], [0, 0, 0, 1, 1, 1, 1, 2]);
        var forest = RandomForestClassifier.Fit(data, new RandomForestOptions { TreeCount = 30, Weighting = ClassWeighting.BalancedPerBootstrap });
        var roots = forest.Roots.ToArray();
        Assert.Contains(roots, root => forest.ClassFractions(root)[2] == 0);
        Assert.All(roots, root =>
        {
            // All classes that were drawn weigh the same at the root.
            double[] present = [.. forest.ClassFractions(root).ToArray().Where(fraction => fraction > 0)];
            Assert.All(present, fraction => Assert.Equal(1.0 / present.Length, fraction, 1e-6));
        });
    }

    [Fact]
    public void ProgressRisesToOneAndCancellationEndsTheFit()
    {
        var reports = new List<FitProgress>();
        RandomForestClassifier.Fit(TestData.Glass(), new RandomForestOptions { TreeCount = 9, DegreeOfParallelism = 2 }, new() { Progress = new Recorder(reports.Add), Cancellation = TestContext.Current.CancellationToken });
        Assert.Equal(1, reports[^1].Fraction);
        Assert.Equal(reports.Select(report => report.Fraction).Order(), reports.Select(report => report.Fraction));
        foreach (var threads in new[] { 1, 2 })
        {
            using var source = new CancellationTokenSource();
            Assert.ThrowsAny<OperationCanceledException>(() => RandomForestClassifier.Fit(TestData.Glass(), new RandomForestOptions { DegreeOfParallelism = threads }, new() { Progress = new Recorder(_ => source.Cancel()), Cancellation = source.Token }));
        }
    }

    [Fact]
    public void BadInputIsRefused()
    {
        var data = TestData.Pima();
        Assert.Throws<ArgumentOutOfRangeException>(() => RandomForestClassifier.Fit(data, new RandomForestOptions { TreeCount = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => RandomForestClassifier.Fit(data, new RandomForestOptions { MaxLeaves = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => RandomForestClassifier.Fit(data, new RandomForestOptions { MaxBins = 256 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => RandomForestClassifier.Fit(data, new RandomForestOptions { MinGain = double.NaN }));
        Assert.Throws<ArgumentException>(() => RandomForestClassifier.Fit(data, new RandomForestOptions { FeatureWeights = [1] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => RandomForestClassifier.Fit(data, new RandomForestOptions { FeatureWeights = [1, 1, 1, 1, 1, 1, 1, -1] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => RandomForestClassifier.Fit(data, new RandomForestOptions { DegreeOfParallelism = 0 }));
        Assert.Throws<ArgumentException>(() => ExtraTreesClassifier.Fit(data, new ExtraTreesOptions { OutOfBag = true }));
        Assert.Contains("SampleWeights[3] is NaN;", Assert.Throws<ArgumentOutOfRangeException>(() => ExtraTreesClassifier.Fit(data, input: new() { SampleWeights = [.. Enumerable.Range(0, 768).Select(row => row == 3 ? double.NaN : 1)] })).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => RandomForestClassifier.Fit(data, input: new() { SampleWeights = new double[768] }));
        Assert.Throws<ArgumentException>(() => RandomForestClassifier.Fit(TestData.Create(1, 1, [1, 2], [0, 0])));
        Assert.Throws<ArgumentException>(() => TestData.Predict(RandomForestClassifier.Fit(data, new RandomForestOptions { TreeCount = 1 }), TestData.Glass()));
        Assert.Throws<ArgumentOutOfRangeException>(() => MaxFeatures.Fraction(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => MaxFeatures.Number(0));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void AForestLoadedIsTheOneSaved(bool extra)
    {
        var data = TestData.Random(3, 300, 4, 3, distinct: 20, missing: 0.1);
        var forest = ForestLawTests.Fit(data, extra, true, ClassWeighting.Balanced);
        using var stream = new MemoryStream();
        ModelFile.Save(forest, stream);
        using var same = new MemoryStream();
        ModelFile.Save(ForestLawTests.Fit(data, extra, true, ClassWeighting.Balanced, threads: 3), same);
        Assert.Equal(stream.ToArray(), same.ToArray());

        stream.Position = 0;
        var loaded = ModelFile.Load<Forest>(stream).Model;
        Assert.Equal(forest.GetType(), loaded.GetType());
        Assert.Equal(forest.FeatureImportances(), loaded.FeatureImportances());
        var expected = new double[300 * 3];
        var actual = new double[300 * 3];
        forest.PredictProbabilities(data, expected);
        loaded.PredictProbabilities(data, actual, 2);
        Assert.Equal(expected, actual);
        var damaged = stream.ToArray();
        damaged[200] ^= 4;
        Assert.Throws<InvalidDataException>(() => ModelFile.Load(new MemoryStream(damaged)));
    }

    [Fact]
    public void FeaturesAreCountedAsTheNamesSay()
    {
        Assert.Equal(28, MaxFeatures.All.Of(28));
        Assert.Equal(5, MaxFeatures.Sqrt.Of(28));
        Assert.Equal(4, MaxFeatures.Log2.Of(28));
        Assert.Equal(14, MaxFeatures.Fraction(0.5).Of(28));
        Assert.Equal(3, MaxFeatures.Number(7).Of(3));
        Assert.Equal(1, MaxFeatures.Log2.Of(1));
    }

    private static int Leaf(Forest forest, int tree, Dataset data, int row)
    {
        var at = forest.Roots[tree];
        while (!forest.Nodes[at].IsLeaf)
        {
            var node = forest.Nodes[at];
            var value = data.Column(node.Feature)[row];
            at = node.Left + ((double.IsNaN(value) ? node.MissingGoesLeft : value <= node.Threshold) ? 0 : 1);
        }

        return at;
    }
}
