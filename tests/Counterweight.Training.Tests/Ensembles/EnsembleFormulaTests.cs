using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Ensembles;
using Counterweight.Training.Forests;
using Counterweight.Training.Models;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Ensembles;

/// <summary>Every ensemble of drawn rows from its definition: the draws, then a trainer that draws nothing.</summary>
public class EnsembleFormulaTests
{
    private const int Rows = 240;
    private static readonly Dataset Data = Imbalanced();
    private static readonly double[] Weights = [.. Enumerable.Range(0, Rows).Select(row => row % 7 == 3 ? 0 : 0.5 + (row % 3))];
    private static readonly int[] Candidates = [.. Enumerable.Range(0, Rows).Where(row => Weights[row] > 0)];

    public static TheoryData<bool> Either => [true, false];

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(false, true)]
    public void ATreeOfABalancedForestIsTheTreeOfItsDraw(bool withReplacement, bool bootstrap)
    {
        var sampling = ClassSampling.Ratio(0.5, withReplacement);
        var forest = RandomForestClassifier.Fit(Bins, new() { TreeCount = 5, MaxFeatures = MaxFeatures.All, MaxDepth = 5, Seed = 11, Bootstrap = bootstrap, ClassSampling = sampling }, new() { SampleWeights = Weights });
        for (var tree = 0; tree < 5; tree++)
        {
            var times = Draw(sampling, 11, tree, bootstrap);
            var alone = DecisionTreeClassifier.Fit(Bins, new() { MaxDepth = 5 }, new() { SampleWeights = [.. Weights.Select((weight, row) => weight * times[row])] });
            var probabilities = new double[Rows * 3];
            alone.PredictProbabilities(Data, probabilities);
            var nodes = forest.Nodes.ToArray();
            for (var row = 0; row < Rows; row++)
            {
                Assert.Equal(probabilities.AsSpan(row * 3, 3).ToArray(), forest.ClassFractions(PlainFall.Leaf(nodes, [], forest.Roots[tree], Data, row)).ToArray());
            }
        }
    }

    [Fact]
    public void ARowIsOutOfTheBagOfTreesThatHaveNotDrawnIt()
    {
        var forest = RandomForestClassifier.Fit(Data, new() { TreeCount = 6, Seed = 4, Bootstrap = false, OutOfBag = true, ClassSampling = ClassSampling.BalancedWithoutReplacement }, new() { SampleWeights = Weights });
        var draws = Enumerable.Range(0, 6).Select(tree => Draw(ClassSampling.BalancedWithoutReplacement, 4, tree)).ToArray();
        Assert.Equal(Enumerable.Range(0, Rows).Select(row => draws.Count(times => times[row] == 0)), forest.OutOfBag!.TreeCounts.ToArray());
    }

    [Fact]
    public void BalanceOfABootstrapIsThatOfTheRowsDrawn()
    {
        // Of equal weights, equal draws leave nothing to balance.
        var options = new RandomForestOptions { TreeCount = 4, Seed = 3, ClassSampling = ClassSampling.Balanced };
        var plain = RandomForestClassifier.Fit(Data, options);
        Assert.Equal(TestData.Saved(plain), TestData.Saved(RandomForestClassifier.Fit(Data, options with { Weighting = ClassWeighting.BalancedPerBootstrap })));
        Assert.NotEqual(TestData.Saved(plain), TestData.Saved(RandomForestClassifier.Fit(Data, options with { Weighting = ClassWeighting.Balanced })));
        Assert.All(plain.Roots.ToArray(), root => Assert.All(plain.ClassFractions(root).ToArray(), fraction => Assert.Equal(1 / 3.0, fraction, 1e-9)));
    }

    [Theory]
    [MemberData(nameof(Either))]
    public void ARoundOfRusBoostGrowsOnItsDrawAndVotesOnAllRows(bool withReplacement)
    {
        var sampling = ClassSampling.Ratio(0.5, withReplacement);
        var options = new AdaBoostOptions { Rounds = 8, ClassSampling = sampling, LearningRate = 0.5, Tree = new() { MaxDepth = 3, Seed = 21 } };
        var model = AdaBoostClassifier.Fit(Bins, options, new() { SampleWeights = Weights });
        Assert.Equal(FitStopReason.Completed, model.StopReason);
        Assert.InRange(model.Trees.Count, 4, 8);
        var (weights, kept) = (Weights.ToArray(), 0);
        for (var round = 0; round < 8 && kept < model.Trees.Count; round++)
        {
            var times = Draw(sampling, 21, round);
            var tree = DecisionTreeClassifier.Fit(Bins, options.Tree, new() { SampleWeights = [.. weights.Select((weight, row) => weight * times[row])] });
            var told = TestData.Predict(tree, Data);
            var error = Enumerable.Range(0, Rows).Where(row => told[row] != Data.Labels[row]).Sum(row => weights[row]) / weights.Sum();
            if (error >= (2 / 3.0) - 1e-7)
            {
                continue;
            }

            Assert.Equal(Trainers.Splits(tree), Trainers.Splits(model.Trees[kept]));
            var vote = 0.5 * (Math.Log((1 - error) / error) + Math.Log(2));
            Assert.Equal(vote, model.Votes[kept++], 1e-6);
            weights = [.. weights.Select((weight, row) => told[row] == Data.Labels[row] ? weight : weight * Math.Exp(vote))];
        }

        Assert.Equal(model.Trees.Count, kept);
    }

    [Fact]
    public void ATreeNoBetterThanGuessingIsThrownAwayAndBoostingGoesOn()
    {
        // Labels without a rule: single trees of few rows err as often as not.
        var noise = TestData.Create(1, 2, [.. Enumerable.Range(0, 60).Select(row => (double)(row * 7 % 60))], [.. Enumerable.Range(0, 60).Select(row => row * row % 11 < 4 ? 1 : 0)]);
        var drawn = AdaBoostClassifier.Fit(noise, new() { Rounds = 60, ClassSampling = ClassSampling.Ratio(1), Tree = new() { MaxDepth = 1, Seed = 2 } });
        Assert.Equal(FitStopReason.Completed, drawn.StopReason);
        Assert.InRange(drawn.Trees.Count, 10, 59);
        Assert.All(drawn.Votes.ToArray(), vote => Assert.True(vote > 0));
    }

    [Fact]
    public void WithoutABetterTreeTheLastIsTheModel()
    {
        // A constant feature: every tree is a leaf that tells the first class, of little weight.
        var data = TestData.Create(1, 2, [5, 5, 5, 5, 5], [0, 1, 1, 1, 1]);
        var model = AdaBoostClassifier.Fit(data, new() { Rounds = 3, ClassSampling = ClassSampling.Balanced });
        Assert.Equal(FitStopReason.WeakFirstLearner, model.StopReason);
        Assert.Equal([1.0], model.Votes.ToArray());
    }

    [Theory]
    [MemberData(nameof(Either))]
    public void ABagIsTheRowsOfItsDrawAsOftenAsDrawn(bool isGiven)
    {
        var seen = new (Dataset Rows, int Bag)[3];
        var data = isGiven ? Data : Data.WithSampleWeights(Weights);
        using var cancellation = new CancellationTokenSource();
        var timer = new KernelTimer();
        var fractions = new List<double>();
        var model = BaggingClassifier.Fit(
            data,
            (rows, bag, input) =>
            {
                Assert.Equal(cancellation.Token, input.Cancellation);
                Assert.Same(timer, input.Timer);
                Assert.Null(input.Progress);
                Assert.True(input.SampleWeights.IsEmpty);
                Assert.Same(Data, input.Validation);
                seen[bag] = (rows, bag);
                return DecisionTreeClassifier.Fit(rows, new() { MaxDepth = bag + 1 }, new() { Timer = timer });
            },
            new() { BagCount = 3, Seed = 9 },
            new() { SampleWeights = isGiven ? Weights : [], Validation = Data, Timer = timer, Progress = new Recorder(told => fractions.Add(told.Fraction)), Cancellation = cancellation.Token });
        for (var bag = 0; bag < 3; bag++)
        {
            var times = Draw(ClassSampling.Balanced, 9, bag);
            int[] rows = [.. Enumerable.Range(0, Rows).SelectMany(row => Enumerable.Repeat(row, times[row]))];
            Assert.Equal(bag, seen[bag].Bag);
            Assert.Equal(rows.Select(row => Data.Labels[row]), seen[bag].Rows.Labels.ToArray());
            Assert.Equal(rows.Select(row => Weights[row]), seen[bag].Rows.SampleWeights.ToArray());
            Assert.Equal(rows.Select(row => Data.Column(1)[row]), seen[bag].Rows.Column(1).ToArray());
            Assert.Equal(bag + 1, ((DecisionTreeClassifier)model.Models[bag]).Depth);
        }

        double[] mean = new double[Rows * 3], own = new double[Rows * 3], said = new double[Rows * 3];
        foreach (var one in model.Models)
        {
            one.PredictProbabilities(Data, own);
            mean = [.. mean.Zip(own, (sum, next) => sum + (next / 3))];
        }

        model.PredictProbabilities(Data, said);
        Assert.All(mean.Zip(said), pair => Assert.Equal(pair.First, pair.Second, 1e-15));
        Assert.Equal(Enumerable.Range(0, Rows).Select(row => said.AsSpan(row * 3, 3).IndexOf(said.AsSpan(row * 3, 3).ToArray().Max())), TestData.Predict(model, Data));
        Assert.Equal([0, 1 / 3.0, 2 / 3.0, 1], fractions);
    }

    [Fact]
    public void ABagWithoutRegardToClassesIsABootstrap()
    {
        var counts = new List<int>();
        BaggingClassifier.Fit(
            Data,
            (rows, _, input) =>
            {
                counts.Add(rows.RowCount);
                return DecisionTreeClassifier.Fit(rows, null, input);
            },
            new() { BagCount = 2, ClassSampling = ClassSampling.None },
            new() { SampleWeights = Weights });
        Assert.Equal([Candidates.Length, Candidates.Length], counts);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("balanced")]
    public void AnEasyEnsembleIsAdaBoostOnEachBagVotingTogether(string weighting)
    {
        // Class weights are those of the rows of a bag.
        var boosting = new AdaBoostOptions { Rounds = 6, Weighting = Weightings.Named(weighting), LearningRate = 0.5, Tree = new() { MaxDepth = 2, MaxFeatures = MaxFeatures.Number(2), Seed = 100 } };
        var model = EasyEnsembleClassifier.Fit(Data, new() { BagCount = 3, Seed = 9, Boosting = boosting }, new() { SampleWeights = Weights });
        var (trees, votes) = (new List<DecisionTreeClassifier>(), new List<double>());
        for (var bag = 0; bag < 3; bag++)
        {
            var times = Draw(ClassSampling.BalancedWithoutReplacement, 9, bag);
            var rows = Data.WithSampleWeights(Weights).Subset([.. Enumerable.Range(0, Rows).Where(row => times[row] > 0)]);
            var alone = AdaBoostClassifier.Fit(rows, boosting with { Tree = boosting.Tree with { Seed = 100 + (6 * (ulong)bag) } });
            Assert.Equal(alone.Trees.Count, model.TreeCounts[bag]);
            trees.AddRange(alone.Trees);
            votes.AddRange(alone.Votes);
        }

        Assert.Equal(votes, model.Votes.Votes.ToArray());
        Assert.Equal(trees.SelectMany(tree => Trainers.Splits(tree)), Trainers.Splits(model));
        var predicted = TestData.Predict(model, Data);
        for (var row = 0; row < Rows; row++)
        {
            var sums = new double[3];
            for (var tree = 0; tree < trees.Count; tree++)
            {
                sums[TestData.Predict(trees[tree], Data.Subset([row]))[0]] += votes[tree];
            }

            Assert.Equal(Array.IndexOf(sums, sums.Max()), predicted[row]);
        }
    }

    private static BinnedDataset Bins { get; } = BinnedDataset.Create(Data, Weights);

    private static int[] Draw(ClassSampling sampling, ulong seed, int part, bool bootstrap = false)
    {
        var times = new int[Rows];
        new PartDraws(Data.Labels, Candidates, 3, sampling, seed, bootstrap).Draw(part, times);
        return times;
    }

    private static Dataset Imbalanced()
    {
        var random = new Random(8);
        int[] labels = [.. Enumerable.Range(0, Rows).Select(row => row % 20 == 0 ? 2 : row % 4 == 1 ? 1 : 0)];
        return TestData.Create(3, 3, [.. Enumerable.Range(0, 3 * Rows).Select(i => Math.Round(random.NextDouble() + (i / Rows < 2 ? 0.35 * labels[i % Rows] : 0), 2))], labels);
    }
}
