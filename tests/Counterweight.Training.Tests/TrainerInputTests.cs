using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Forests;
using Counterweight.Training.Models;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests;

/// <summary>Odd and bad input of every trainer: one leaf, or an error that names the parameter.</summary>
public class TrainerInputTests
{
    [Theory]
    [MemberData(nameof(Trainers.All), MemberType = typeof(Trainers))]
    public void BadWeightsAreRefusedByTheirRow(string trainer)
    {
        var data = TestData.Pima();
        var bins = BinnedDataset.Create(data);
        foreach (var (bad, name) in ((double, string)[])[(double.NaN, "NaN"), (-1, "-1"), (double.PositiveInfinity, "Infinity"), (double.NegativeInfinity, "-Infinity")])
        {
            double[] weights = [.. Enumerable.Range(0, data.RowCount).Select(row => row == 3 ? bad : 1)];
            Refused<ArgumentOutOfRangeException>("input", $"SampleWeights[3] is {name}; it must be finite and at least 0.", weights);
            Assert.StartsWith($"sampleWeights[3] is {name};", Assert.Throws<ArgumentOutOfRangeException>("sampleWeights", () => data.WithSampleWeights(weights)).Message, StringComparison.Ordinal);
        }

        Refused<ArgumentException>("input", "SampleWeights are all 0; no row has weight.", new double[data.RowCount]);
        Refused<ArgumentException>("input", "SampleWeights has 1 elements for 768 rows.", [1]);
        bins = bins.WithSampleWeights(new double[data.RowCount]);
        data = bins.Source;
        Refused<ArgumentException>("data", "SampleWeights are all 0; no row has weight.", null);

        void Refused<TError>(string parameter, string message, double[]? weights)
            where TError : ArgumentException
        {
            Assert.StartsWith(message, Assert.Throws<TError>(parameter, () => Trainers.FitBins(trainer, bins, weights)).Message, StringComparison.Ordinal);
            Assert.StartsWith(message, Assert.Throws<TError>(parameter, () => Trainers.Fit(trainer, data, weights)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void FewerThanOneThreadIsRefusedBeforeAnythingIsWritten(int threads)
    {
        var data = TestData.Random(91, 30, 2, 3);
        var two = TestData.Random(92, 30, 2, 2);
        var bins = BinnedDataset.Create(data);
        var forest = RandomForestClassifier.Fit(data, new() { TreeCount = 2 });
        var extra = ExtraTreesClassifier.Fit(data, new() { TreeCount = 2 });
        var three = GradientBoostingClassifier.Fit(bins, new() { Rounds = 2 });
        var vectors = GradientBoostingClassifier.Fit(bins, new() { Rounds = 2, Multiclass = GradientMulticlass.VectorLeaves });
        var binary = GradientBoostingClassifier.Fit(two, new() { Rounds = 2 });
        var values = GradientBoostingRegressor.Fit(bins.WithTargets([.. Enumerable.Range(0, 30).Select(row => (float)row)]), new() { Rounds = 2 });
        var leaves = Enumerable.Repeat(-7, 30).ToArray();
        Refused(90, room => forest.PredictProbabilities(data, room, threads));
        Refused(90, room => extra.PredictProbabilities(data, room, threads));
        Refused(90, room => three.PredictProbabilities(data, room, threads));
        Refused(90, room => three.Model.PredictScores(data, room, degreeOfParallelism: threads));
        Refused(90, room => vectors.PredictProbabilities(data, room, threads));
        Refused(60, room => binary.PredictProbabilities(two, room, threads));
        Refused(30, room => values.Predict(data, room, threads));
        Assert.Throws<ArgumentOutOfRangeException>("degreeOfParallelism", () => DecisionTreeClassifier.Fit(data).FindLeaves(data, leaves, threads));
        Assert.All(leaves, leaf => Assert.Equal(-7, leaf));

        void Refused(int length, Action<double[]> predict)
        {
            double[] room = [.. Enumerable.Repeat(-7.0, length)];
            Assert.Throws<ArgumentOutOfRangeException>("degreeOfParallelism", () => predict(room));
            Assert.All(room, number => Assert.Equal(-7, number));
        }
    }

    [Theory]
    [MemberData(nameof(Trainers.All), MemberType = typeof(Trainers))]
    public void WhatCannotBeSplitIsALeaf(string trainer)
    {
        Dataset[] cases =
        [
            TestData.Create(2, 2, [5, 5, 5, 5, -0.0, 0, 0, -0.0], [0, 1, 1, 1]), // constant features
            TestData.Create(1, 2, [double.NaN, double.NaN, double.NaN], [0, 1, 1]), // nothing but missing values
            TestData.Create(1, 2, [3], [1]), // one row
            TestData.Create(1, 3, [1, 2, 3, 4], [1, 1, 1, 1]), // one class
        ];
        foreach (var data in cases)
        {
            var model = Trainers.Fit(trainer, data);
            Assert.All(Trainers.Splits(model), node => Assert.True(node.IsLeaf));
            Assert.Equal(Trainers.TreeCount(model), Trainers.Splits(model).Length);
            var said = Trainers.Say(model, data);
            Assert.All(said, number => Assert.True(double.IsFinite(number)));
            if (model is IClassifier classifier)
            {
                // Draws of as many rows of either class leave a tie, and those of a few rows may have more of the rarer class.
                var predicted = TestData.Predict(classifier, data);
                var expected = Trainers.Balances(trainer) && data.CountClasses().Count(count => count > 0) > 1 ? 0 : 1;
                Assert.Equal(Enumerable.Repeat(trainer.Contains("bootstrap", StringComparison.Ordinal) ? predicted[0] : expected, data.RowCount), predicted);
                Assert.True(data.CountClasses()[predicted[0]] > 0);
            }
        }
    }

    /// <summary>As scikit-learn's trees have it. Its logistic regression and gradient boosting refuse one class, and so fail in a fold that lacks the rare one.</summary>
    [Theory]
    [MemberData(nameof(Trainers.Classifiers), MemberType = typeof(Trainers))]
    public void AClassThatAloneHasWeightIsAlwaysTheAnswer(string trainer)
    {
        var asked = TestData.Create(1, 3, [-1e9, 0, 2.5, 1e9], [0, 0, 0, 0]);
        var model = (IClassifier)Trainers.Fit(trainer, TestData.Create(1, 3, [1, 2, 3, 4, 5], [1, 0, 1, 2, 1]), [1, 0, 2, 0, 1]);
        Assert.Equal([1, 1, 1, 1], TestData.Predict(model, asked));

        // AdaBoost's probability is that of one vote.
        Assert.All(Enumerable.Range(0, 4), row => Assert.InRange(Trainers.Say((ISavedModel)model, asked)[(3 * row) + 1], 0.5, 1));
    }

    [Theory]
    [MemberData(nameof(Trainers.TreeClassifiers), MemberType = typeof(Trainers))]
    public void ClassesMayBeMoreThanBins(string trainer)
    {
        // 30 classes, of which a tree of depth 6 tells some apart by two or three bins of each of two features.
        const int Rows = 600;
        double[] values = [.. Enumerable.Range(0, 2 * Rows).Select(i => (double)(i < Rows ? i % 30 / 10 : i % 30 % 3))];
        var data = TestData.Create(2, 30, values, [.. Enumerable.Range(0, Rows).Select(row => row % 30)]);
        var model = Trainers.FitBins(trainer, BinnedDataset.Create(data, maxBins: 3));
        Assert.True(Trainers.Splits(model).Length > Trainers.TreeCount(model));
        Assert.InRange(TestData.Predict((IClassifier)model, data).Distinct().Count(), 2, 9);
        Assert.All(Trainers.Say(model, data), number => Assert.InRange(number, 0, 1));
    }

    [Theory]
    [MemberData(nameof(Trainers.Classifiers), MemberType = typeof(Trainers))]
    public void PredictionsHaveRoomForTheRowsAndNoMore(string trainer)
    {
        var data = TestData.Glass();
        var model = (IProbabilisticClassifier)Trainers.Fit(trainer, data);
        foreach (var more in (ReadOnlySpan<int>)[-1, 1])
        {
            var (labels, probabilities) = (new int[data.RowCount + more], new double[(data.RowCount * data.ClassCount) + more]);
            Assert.Throws<ArgumentException>("destination", () => model.Predict(data, labels));
            Assert.Throws<ArgumentException>("destination", () => model.PredictProbabilities(data, probabilities));
        }
    }

    [Fact]
    public void ScoresHaveRoomForTheRowsAndNoMore()
    {
        var data = TestData.Glass();
        var model = (GradientBoostingRegressor)Trainers.Fit("boosting, regression", data);
        foreach (var more in (ReadOnlySpan<int>)[-1, 1])
        {
            var scores = new double[data.RowCount + more];
            Assert.Throws<ArgumentException>("destination", () => model.Predict(data, scores));
            Assert.Throws<ArgumentException>("destination", () => model.Model.PredictScores(data, scores));
        }
    }

    [Theory]
    [MemberData(nameof(Trainers.Classifiers), MemberType = typeof(Trainers))]
    public void ClassifiersNeedRowsOfTwoClasses(string trainer)
    {
        Assert.Throws<ArgumentException>("data", () => Trainers.Fit(trainer, TestData.Create(1, 1, [1, 2], [0, 0])));
        Assert.Throws<ArgumentException>("data", () => Trainers.Fit(trainer, TestData.Create(1, 2, [], [])));
    }


    [Theory]
    [MemberData(nameof(Trainers.Classifiers), MemberType = typeof(Trainers))]
    public void AClassWithoutWeightHasNoPartInTheBalance(string trainer)
    {
        // Classes 1 and 3 have no row, class 4 none of weight.
        double[] values = [.. Enumerable.Range(0, 40).Select(row => (double)row)];
        int[] labels = [.. Enumerable.Range(0, 40).Select(row => row < 7 ? 0 : row < 38 ? 2 : 4)];
        double[] weights = [.. labels.Select(label => label == 4 ? 0.0 : 1)];
        foreach (var weighting in Weightings.Names.Select(name => Weightings.Named(name, classes: 5)))
        {
            var model = (IClassifier)Trainers.Fit(trainer, TestData.Create(1, 5, values, labels), weights, weighting: weighting);
            Assert.Equal([0, 2], TestData.Predict(model, TestData.Create(1, 5, [3, 20], [0, 0])));
        }

        Assert.Throws<ArgumentException>("input", () => Trainers.Fit(trainer, TestData.Create(1, 5, values, labels), new double[40], weighting: ClassWeighting.Balanced));
    }
}
