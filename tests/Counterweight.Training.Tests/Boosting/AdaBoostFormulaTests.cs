using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Models;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Boosting;

/// <summary>SAMME by its definition, row by row.</summary>
public class AdaBoostFormulaTests
{
    private const int Rows = 260;

    // Of five classes the last has no weight.
    private static readonly Dataset Data = TestData.Random(51, Rows, 3, 5, distinct: 5);
    private static readonly double[] Weights = [.. Enumerable.Range(0, Rows).Select(row => Data.Labels[row] == 4 ? 0 : 0.5 + (row % 3))];

    [Theory]
    [InlineData("none", 1)]
    [InlineData("balanced", 0.5)]
    public void VotesAndTreesFollowFromTheWeightsOfRowsToldWrong(string weighting, double rate)
    {
        var options = new AdaBoostOptions { Rounds = 8, LearningRate = rate, Weighting = Weightings.Named(weighting), Tree = new() { MaxDepth = 2 } };
        var model = AdaBoostClassifier.Fit(Data, options, new() { SampleWeights = Weights });
        Assert.InRange(model.Trees.Count, 4, 8);
        double[] ofClass = [.. Enumerable.Range(0, 5).Select(label => Enumerable.Range(0, Rows).Where(row => Data.Labels[row] == label).Sum(row => Weights[row]))];
        double[] weights = [.. Enumerable.Range(0, Rows).Select(row => Weights[row] == 0 ? 0 : Weights[row] * (weighting is "none" ? 1 : Weights.Sum() / (4 * ofClass[Data.Labels[row]])))];
        for (var t = 0; t < model.Trees.Count; t++)
        {
            var tree = model.Trees[t];
            for (var label = 0; label < 5; label++)
            {
                Assert.Equal(Enumerable.Range(0, Rows).Where(row => Data.Labels[row] == label).Sum(row => weights[row]) / weights.Sum(), tree.ClassFractions(0)[label], 1e-6);
            }

            var told = TestData.Predict(tree, Data);
            var error = Enumerable.Range(0, Rows).Where(row => told[row] != Data.Labels[row]).Sum(row => weights[row]) / weights.Sum();
            var vote = rate * (Math.Log((1 - error) / error) + Math.Log(3));
            Assert.Equal(vote, model.Votes[t], 1e-6);
            weights = [.. weights.Select((weight, row) => told[row] == Data.Labels[row] ? weight : weight * Math.Exp(vote))];
        }
    }

    [Fact]
    public void ProbabilitiesAreTheSoftmaxOfSharesOfTheVotes()
    {
        var model = AdaBoostClassifier.Fit(Data, new AdaBoostOptions { Rounds = 8, Tree = new() { MaxDepth = 2 } }, new() { SampleWeights = Weights });
        var loaded = ModelFile.Load<AdaBoostClassifier>(new MemoryStream(TestData.Saved(model))).Model;
        foreach (var either in (AdaBoostClassifier[])[model, loaded])
        {
            var probabilities = new double[Rows * 5];
            either.PredictProbabilities(Data, probabilities);
            var predicted = TestData.Predict(either, Data);
            for (var row = 0; row < Rows; row++)
            {
                var votes = VotesOf(model, Data, row, model.Trees.Count);
                double[] exponentials = [.. votes.Select(vote => Math.Exp(vote / votes.Sum() / 3))];
                Assert.Equal(Lowest(votes), predicted[row]);
                for (var label = 0; label < 5; label++)
                {
                    Assert.Equal(exponentials[label] / exponentials.Sum(), probabilities[(row * 5) + label], 1e-12);
                }
            }
        }
    }

    [Fact]
    public void ImportancesOfStumpsAreWeightedByTheirVotes()
    {
        var model = AdaBoostClassifier.Fit(Data, new AdaBoostOptions { Rounds = 20 }, new() { SampleWeights = Weights });
        var votes = new double[3];
        for (var t = 0; t < model.Trees.Count; t++)
        {
            Assert.Equal(1, model.Trees[t].Depth);
            votes[model.Trees[t].Nodes[0].Feature] += model.Votes[t];
        }

        Assert.True(votes.Count(vote => vote > 0) > 1);
        Assert.All(Enumerable.Range(0, 3), feature => Assert.Equal(votes[feature] / votes.Sum(), model.FeatureImportances()[feature], 1e-12));
    }

    [Fact]
    public void ALeafAloneHasNoImportance() =>
        Assert.Equal(new double[2], AdaBoostClassifier.Fit(TestData.Create(2, 2, [1, 1, 1, 2, 2, 2], [0, 1, 1])).FeatureImportances());

    [Fact]
    public void OfEqualVotesTheLowestClassIsTold()
    {
        DecisionTreeClassifier Always(int label) => DecisionTreeClassifier.Fit(TestData.Create(1, 4, [1, 2], [label, label]));
        var model = AdaBoostClassifier.Create([Always(3), Always(1), Always(2)], [0.75, 0.75, 0.5], 1, 4, 4, FitStopReason.Completed, []);
        Assert.Equal([1, 1], TestData.Predict(model, TestData.Create(1, 4, [1, 2], [0, 0])));
    }

    [Theory]
    [InlineData("none", 1)]
    [InlineData("none", 4)]
    [InlineData("balanced", 1)]
    [InlineData("balanced", 4)]
    public void BoostingStopsAfterSoManyTreesWithoutALowerWeightedError(string weighting, int patience)
    {
        var held = TestData.Random(52, 300, 3, 5, distinct: 5);
        var counts = held.CountClasses();
        var options = new AdaBoostOptions { Rounds = 60, Weighting = Weightings.Named(weighting), Tree = new() { MaxDepth = 2 } };
        var whole = AdaBoostClassifier.Fit(Data, options, new() { SampleWeights = Weights });
        var (lowest, kept, last) = (double.PositiveInfinity, 0, 0);
        for (var trees = 1; trees <= whole.Trees.Count && last == 0; trees++)
        {
            var error = Enumerable.Range(0, 300).Where(row => Lowest(VotesOf(whole, held, row, trees)) != held.Labels[row]).Sum(row => weighting is "none" ? 1 : 60.0 / counts[held.Labels[row]]);
            (lowest, kept) = error < lowest - 1e-9 ? (error, trees) : (lowest, kept);
            last = trees - kept >= patience ? trees : 0;
        }

        Assert.True(last > 0);
        var told = 0;
        var model = AdaBoostClassifier.Fit(Data, options with { EarlyStoppingRounds = patience }, new() { SampleWeights = Weights, Validation = held, Progress = new Recorder(_ => told++) });
        Assert.Equal(FitStopReason.EarlyStopped, model.StopReason);
        Assert.Equal(kept, model.Trees.Count);
        Assert.Equal(whole.Votes[..kept].ToArray(), model.Votes.ToArray());

        // Told of binning, of every tree and of the end.
        Assert.Equal(last + 2, told);
    }

    [Fact]
    public void SeedsOfTreesCountOnFromThatOfTheOptions()
    {
        var options = new AdaBoostOptions { Rounds = 6, Tree = new() { MaxDepth = 2, MaxFeatures = MaxFeatures.Number(1), Seed = 40 } };
        var model = AdaBoostClassifier.Fit(Data, options, new() { SampleWeights = Weights });
        Assert.True(model.Trees.Select(tree => tree.Nodes[0].Feature).Distinct().Count() > 1);
        var (bins, first) = (BinnedDataset.Create(Data, Weights), model.Trees[0]);
        Assert.Equal(first.Nodes.ToArray(), DecisionTreeClassifier.Fit(bins, options.Tree, new() { SampleWeights = Weights }).Nodes.ToArray());

        // The second tree's weights, from the first one's vote.
        var told = TestData.Predict(first, Data);
        double[] raised = [.. Weights.Select((weight, row) => told[row] == Data.Labels[row] ? weight : weight * Math.Exp(model.Votes[0]))];
        var second = DecisionTreeClassifier.Fit(bins, options.Tree with { Seed = 41 }, new() { SampleWeights = raised });
        Assert.Equal(second.Nodes.ToArray().Select(node => (node.Feature, node.Threshold)), model.Trees[1].Nodes.ToArray().Select(node => (node.Feature, node.Threshold)));
    }

    private static double[] VotesOf(AdaBoostClassifier model, Dataset data, int row, int trees)
    {
        var votes = new double[data.ClassCount];
        for (var t = 0; t < trees; t++)
        {
            votes[model.Trees[t].Nodes[PlainFall.Leaf(Trainers.Splits(model.Trees[t]), [], 0, data, row)].Label] += model.Votes[t];
        }

        return votes;
    }

    private static int Lowest(double[] votes) => Enumerable.Range(0, votes.Length).First(label => votes[label] >= votes.Max());
}
