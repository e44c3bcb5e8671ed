using Counterweight.Losses;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Models;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Boosting;

public class GradientBoostingTests
{
    private static readonly GradientBoostingOptions Few = new() { Rounds = 5, Tree = new() { L2 = 0, MinHessian = 0 } };

    public static TheoryData<GradientTreeGrowth, GradientMulticlass> Kinds =>
        new MatrixTheoryData<GradientTreeGrowth, GradientMulticlass>(Enum.GetValues<GradientTreeGrowth>(), Enum.GetValues<GradientMulticlass>());

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ThreadsDoNotShow(GradientTreeGrowth growth, GradientMulticlass multiclass)
    {
        var data = TestData.Random(1, 40000, 6, 3, distinct: 300, missing: 0.1);
        var bins = BinnedDataset.Create(data);
        var options = new GradientBoostingOptions
        {
            Rounds = 3,
            Weighting = ClassWeighting.Balanced,
            Multiclass = multiclass,
            RowShare = 0.7,
            FeatureShare = 0.6,
            Seed = 5,
            Tree = new() { Growth = growth, MaxLeaves = 40, MaxDepth = 7 },
        };
        var one = Bytes(GradientBoostingClassifier.Fit(bins, options).Model);
        foreach (var threads in (int[])[2, 3, 8])
        {
            Assert.Equal(one, Bytes(GradientBoostingClassifier.Fit(bins, options with { DegreeOfParallelism = threads }).Model));
        }

        Assert.NotEqual(one, Bytes(GradientBoostingClassifier.Fit(bins, options with { Seed = 6 }).Model));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void WeightTwoIsTheRowTwiceAndWeightZeroNoRow(GradientTreeGrowth growth, GradientMulticlass multiclass)
    {
        foreach (var classes in (int[])[2, 4])
        {
            var data = TestData.Random(2, 600, 4, classes, distinct: 40, missing: 0.1);
            double[] weights = [.. Enumerable.Range(0, data.RowCount).Select(row => (double)((row * 7) % 3))];
            int[] repeated = [.. Enumerable.Range(0, data.RowCount).SelectMany(row => Enumerable.Repeat(row, (int)weights[row]))];
            var options = Few with { Weighting = ClassWeighting.Balanced, Multiclass = multiclass, Tree = Few.Tree with { Growth = growth } };
            var bins = BinnedDataset.Create(data, weights);

            var weighted = GradientBoostingClassifier.Fit(bins, options, weights).Model;
            var duplicated = GradientBoostingClassifier.Fit(BinnedDataset.Apply(data.Subset(repeated), bins.Mapper), options).Model;

            Assert.True(weighted.Nodes.Length > weighted.TreeCount);
            Assert.Equal(duplicated.Nodes, weighted.Nodes);
            Assert.Equal(duplicated.Values, weighted.Values);
            Assert.Equal(duplicated.InitialScores, weighted.InitialScores);
        }
    }

    [Theory]
    [InlineData(0.25)]
    [InlineData(1024)]
    public void WeightsTimesAPowerOfTwoChangeNoScore(double factor)
    {
        var data = TestData.Random(3, 800, 4, 2, distinct: 50);
        var bins = BinnedDataset.Create(data);
        double[] weights = [.. Enumerable.Range(0, data.RowCount).Select(row => 0.3 + (row % 5))];
        double[] scaled = [.. weights.Select(weight => weight * factor)];
        var options = Few with { Tree = Few.Tree with { L2 = 1.5 } };

        var one = GradientBoostingClassifier.Fit(bins, options, weights).Model;
        var other = GradientBoostingClassifier.Fit(bins, options with { Tree = options.Tree with { L2 = 1.5 * factor } }, scaled).Model;

        Assert.Equal(one.Nodes, other.Nodes);
        Assert.Equal(one.Values, other.Values);
        Assert.Equal(one.InitialScores, other.InitialScores);
    }

    [Fact]
    public void TheOrderOfRowsDoesNotShow()
    {
        var data = TestData.Random(4, 700, 4, 3, distinct: 60, missing: 0.1);
        int[] order = [.. Enumerable.Range(0, data.RowCount).Select(row => (row * 11) % 700)];

        var one = GradientBoostingClassifier.Fit(BinnedDataset.Create(data), Few).Model;
        var other = GradientBoostingClassifier.Fit(BinnedDataset.Create(data.Subset(order)), Few).Model;

        Assert.Equal(Bytes(one), Bytes(other));
    }

    [Fact]
    public void ClassWeightsAreSampleWeights()
    {
        var data = TestData.Random(5, 500, 3, 3, distinct: 30);
        var bins = BinnedDataset.Create(data);
        double[] classWeights = [1, 2.5, 4];
        double[] rows = [.. data.Labels.ToArray().Select(label => classWeights[label])];

        var byClass = GradientBoostingClassifier.Fit(bins, Few with { ClassWeights = classWeights }).Model;
        var byRow = GradientBoostingClassifier.Fit(bins, Few, rows).Model;

        Assert.Equal(Bytes(byRow), Bytes(byClass));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void AnyNumberOfRowsIsLearnt(GradientTreeGrowth growth, GradientMulticlass multiclass)
    {
        // One output's sums may come near 2⁶³, as they do for some of these numbers of rows; those of all outputs are beyond.
        foreach (var rows in (ReadOnlySpan<int>)[30, 60, 64, 100, 200, 255, 1000])
        {
            double[] values = [.. Enumerable.Range(0, rows).Select(row => (double)row)];
            int[] labels = [.. Enumerable.Range(0, rows).Select(row => 3 * row / rows)];
            var data = TestData.Create(1, 3, values, labels);
            var options = new GradientBoostingOptions { Rounds = 5, Multiclass = multiclass, Tree = new() { Growth = growth, MaxDepth = 2, MaxLeaves = 4 } };
            var model = GradientBoostingClassifier.Fit(BinnedDataset.Create(data), options);
            Assert.InRange(TestData.Predict(model, data).Zip(labels).Count(pair => pair.First == pair.Second), 0.97 * rows, rows);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void TheLastTreeIsANewtonStep(GradientTreeGrowth growth, GradientMulticlass multiclass)
    {
        // The last round's leaf values, from scores of the rounds before by the plain formula.
        var data = TestData.Random(6, 900, 3, 3, distinct: 40, missing: 0.2);
        var options = new GradientBoostingOptions { Rounds = 4, LearningRate = 0.5, Multiclass = multiclass, Tree = new() { Growth = growth, MaxLeaves = 9, L2 = 0.7, MinRows = 10, MinHessian = 0 } };
        var model = GradientBoostingClassifier.Fit(BinnedDataset.Create(data), options).Model;
        var before = new double[data.RowCount * 3];
        var after = new double[data.RowCount * 3];
        model.PredictScores(data, before, 3);
        model.PredictScores(data, after);
        for (var output = 0; output < 3; output++)
        {
            var sums = new Dictionary<double, (double G, double H)>();
            for (var row = 0; row < data.RowCount; row++)
            {
                var exponentials = Enumerable.Range(0, 3).Select(k => Math.Exp(before[(row * 3) + k])).ToArray();
                var p = exponentials[output] / exponentials.Sum();
                var step = Math.Round(after[(row * 3) + output] - before[(row * 3) + output], 12);
                var (g, h) = sums.GetValueOrDefault(step);
                sums[step] = (g + p - (data.Labels[row] == output ? 1 : 0), h + (p * (1 - p)));
            }

            Assert.InRange(sums.Count, 2, 9);
            foreach (var (step, (g, h)) in sums)
            {
                Assert.Equal(-0.5 * g / (h + 0.7), step, 2e-5);
            }
        }
    }

    [Fact]
    public void GrowthOrdersAgreeWhereNothingLimitsTheLeaves()
    {
        var bins = BinnedDataset.Create(TestData.Random(7, 500, 4, 2, distinct: 50));
        var tree = Few.Tree with { MaxDepth = 5, MaxLeaves = 1000 };
        var best = GradientBoostingClassifier.Fit(bins, Few with { Tree = tree }).Model;
        var levels = GradientBoostingClassifier.Fit(bins, Few with { Tree = tree with { Growth = GradientTreeGrowth.DepthWise } }).Model;
        Assert.Equal(Bytes(best), Bytes(levels));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void LevelsFillFromLeftToRight(int threads)
    {
        // Depth and leaves choose in which order nodes are split, level by level or subtree by subtree; it does not show.
        var bins = BinnedDataset.Create(GradientBoostingQualityTests.Skewed(8000));
        float[] targets = [.. Enumerable.Range(0, bins.RowCount).Select(row => (float)(bins.Source.Column(0)[row] + bins.Source.Column(1)[row]))];
        foreach (var (leaves, depth) in ((int, int)[])[(32, 6), (45, 6), (50, 6), (10, 7), (31, 7), (50, 7)])
        {
            var tree = new GradientTreeOptions { Growth = GradientTreeGrowth.DepthWise, MaxDepth = depth, MinHessian = 0 };
            var options = new GradientBoostingOptions { Rounds = 1, DegreeOfParallelism = threads };
            var all = GradientBoostingRegressor.Fit(bins, targets, options with { Tree = tree with { MaxLeaves = 1 << depth } }).Model;
            var some = GradientBoostingRegressor.Fit(bins, targets, options with { Tree = tree with { MaxLeaves = leaves } }).Model;
            Assert.True(all.Nodes.Length > (2 * leaves) - 1);
            Assert.Equal((2 * leaves) - 1, some.Nodes.Length);
            Assert.Equal(Splits(all).Take(leaves - 1), Splits(some));
        }

        static IEnumerable<(int, double)> Splits(GradientBoostingModel model) =>
            model.Nodes.ToArray().Where(node => !node.IsLeaf).Select(node => (node.Feature, node.Threshold));
    }

    [Theory]
    [InlineData(GradientTreeGrowth.BestFirst)]
    [InlineData(GradientTreeGrowth.DepthWise)]
    public void LimitsHold(GradientTreeGrowth growth)
    {
        var data = TestData.Random(8, 2000, 5, 2, distinct: 100);
        var tree = new GradientTreeOptions { Growth = growth, MaxLeaves = 11, MaxDepth = 5, MinRows = 30, MinWeight = 70, MinHessian = 9, MaxStep = 0.8, L2 = 0 };
        double[] weights = [.. Enumerable.Range(0, data.RowCount).Select(row => 1.0 + (row % 3))];
        var model = GradientBoostingClassifier.Fit(BinnedDataset.Create(data), Few with { LearningRate = 1, Tree = tree }, weights).Model;
        for (var t = 0; t < model.TreeCount; t++)
        {
            var root = model.Roots[t];
            var end = t + 1 < model.TreeCount ? model.Roots[t + 1] : model.Nodes.Length;
            Assert.InRange(end - root, 3, 21);
            Assert.InRange(Depth(model, root), 1, 5);
            for (var node = root; node < end; node++)
            {
                var said = model.Statistics[node];
                Assert.True(said.Rows >= 30 && said.Weight >= 70 && said.Hessian >= 9 && Math.Abs(model.Values[node]) <= 0.8f);
                Assert.True(model.Nodes[node].IsLeaf || said.Gain > 0);
            }
        }
    }

    [Fact]
    public void EarlyStoppingKeepsTheBestRound()
    {
        var data = GradientBoostingQualityTests.Skewed(6000);
        var train = data.Subset([.. Enumerable.Range(0, 3000)]);
        var held = data.Subset([.. Enumerable.Range(3000, 3000)]);
        foreach (var metric in Enum.GetValues<EarlyStoppingMetric>())
        {
            var options = new GradientBoostingOptions { Rounds = 300, LearningRate = 0.3, EarlyStoppingRounds = 5, EarlyStoppingMetric = metric };
            var model = GradientBoostingClassifier.Fit(BinnedDataset.Create(train), options, validation: held);
            var history = model.ValidationHistory;
            var best = metric == EarlyStoppingMetric.Loss ? history.Min() : history.Max();
            Assert.Equal(best, history[model.Model.RoundCount]);
            Assert.Equal(model.Model.RoundCount + 6, history.Count);

            // The validation rows fell through the growing trees; the model says the same of them.
            if (metric == EarlyStoppingMetric.Loss)
            {
                var scores = new double[held.RowCount];
                model.Model.PredictScores(held, scores);
                var loss = Enumerable.Range(0, held.RowCount).Average(row => Math.Log(1 + Math.Exp(held.Labels[row] == 1 ? -scores[row] : scores[row])));
                Assert.Equal(best, loss, 1e-6);
            }
        }
    }

    [Fact]
    public void ValidationRowsFallAsTheModelSays()
    {
        // Values and categories that the training rows never had, and missing ones where none were.
        var data = TestData.Random(9, 400, 3, 3, distinct: 9);
        var held = TestData.Random(10, 300, 3, 3, distinct: 30, missing: 0.3);
        bool[] categorical = [false, true, false];
        var bins = BinnedDataset.Create(data, isCategorical: categorical);
        var options = Few with { Rounds = 6, Tree = Few.Tree with { MaxLeaves = 12 } };
        foreach (var multiclass in Enum.GetValues<GradientMulticlass>())
        {
            var model = GradientBoostingClassifier.Fit(bins, options with { Multiclass = multiclass }, validation: held);
            Assert.Contains(model.Model.Nodes.ToArray(), node => node.CategorySet >= 0);
            var probabilities = new double[held.RowCount * 3];
            model.PredictProbabilities(held, probabilities);
            var loss = Enumerable.Range(0, held.RowCount).Average(row => -Math.Log(probabilities[(row * 3) + held.Labels[row]]));
            Assert.Equal(loss, model.ValidationHistory[^1], 1e-5);
        }
    }

    [Fact]
    public void OnlyDrawnFeaturesAreSplitAndImportancesSumToOne()
    {
        var data = TestData.Random(11, 500, 6, 2, distinct: 40);
        var model = GradientBoostingClassifier.Fit(BinnedDataset.Create(data), Few with { FeatureShare = 0.1 }).Model;
        for (var t = 0; t < model.TreeCount; t++)
        {
            var end = t + 1 < model.TreeCount ? model.Roots[t + 1] : model.Nodes.Length;
            Assert.True(model.Nodes[model.Roots[t]..end].ToArray().Where(node => !node.IsLeaf).Select(node => node.Feature).Distinct().Count() <= 1);
        }

        foreach (var kind in Enum.GetValues<GradientImportance>())
        {
            Assert.Equal(1, model.FeatureImportance(kind).Sum(), 1e-12);
        }
    }

    [Fact]
    public void AnyLossOperatorServes()
    {
        var data = GradientBoostingQualityTests.Skewed(3000);
        var bins = BinnedDataset.Create(data);
        double Ranks(GradientBoostingClassifier model)
        {
            var scores = new double[data.RowCount];
            model.Model.PredictScores(data, scores);
            return GradientAuc.Of([.. scores.Select(score => (float)score)], data.Labels, []);
        }

        Assert.InRange(Ranks(GradientBoostingClassifier.Fit(bins, new BinaryFocalLoss<float>(2f), Few)), 0.75, 1);
        Assert.InRange(Ranks(GradientBoostingClassifier.Fit(bins, new ExponentialLoss<float>(), Few)), 0.75, 1);
        Assert.InRange(Ranks(GradientBoostingClassifier.Fit(bins, new SquaredHingeLoss<float>(), Few)), 0.75, 1);
        var focal = GradientBoostingClassifier.FitSoftmax(BinnedDataset.Create(TestData.Glass()), new SoftmaxFocalLoss<float>(2f), Few);
        Assert.InRange(Enumerable.Range(0, 214).Count(row => TestData.Predict(focal, TestData.Glass())[row] == TestData.Glass().Labels[row]), 150, 214);
    }

    [Fact]
    public void RegressionFollowsItsTargets()
    {
        var data = TestData.Random(12, 2000, 3, 2, distinct: 200);
        float[] targets = [.. Enumerable.Range(0, data.RowCount).Select(row => 1000 + (float)(data.Column(1)[row] * 0.05))];
        var bins = BinnedDataset.Create(data);
        var options = new GradientBoostingOptions { Rounds = 60, Tree = new() { MinRows = 20, L2 = 0 } };

        Assert.InRange(MeanError(GradientBoostingRegressor.Fit(bins, targets, options)), 0, 0.1);
        Assert.InRange(MeanError(GradientBoostingRegressor.Fit(bins, targets, new AbsoluteLoss<float>(), options with { LearningRate = 0.5 })), 0, 1);
        float[] counts = [.. targets.Select(target => (float)Math.Floor(target - 1000))];
        var poisson = GradientBoostingRegressor.Fit(bins, counts, default(PoissonLoss<float>), options);
        var scores = new double[data.RowCount];
        poisson.Predict(data, scores);
        Assert.InRange(Enumerable.Range(0, data.RowCount).Average(row => Math.Abs(Math.Exp(scores[row]) - counts[row])), 0, 0.3);

        double MeanError(GradientBoostingRegressor model)
        {
            var predicted = new double[data.RowCount];
            model.Predict(data, predicted);
            return Enumerable.Range(0, data.RowCount).Average(row => Math.Abs(predicted[row] - targets[row]));
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void SavedModelsPredictTheSame(GradientTreeGrowth growth, GradientMulticlass multiclass)
    {
        var data = TestData.Random(15, 400, 3, 3, distinct: 9, missing: 0.1);
        bool[] categorical = [false, true, false];
        var bins = BinnedDataset.Create(data, isCategorical: categorical);
        var model = GradientBoostingClassifier.Fit(bins, Few with { Multiclass = multiclass, Tree = Few.Tree with { Growth = growth } });
        var bytes = Saved(model);
        var loaded = ModelFile.Load<GradientBoostingClassifier>(new MemoryStream(bytes)).Model;
        var (before, after) = (new double[1200], new double[1200]);
        model.PredictProbabilities(data, before);
        loaded.PredictProbabilities(data, after);
        Assert.Equal(before, after);
        Assert.Equal(bytes, Saved(loaded));
        Assert.Equal(model.Model.FeatureImportance(), loaded.Model.FeatureImportance());
        for (var at = 0; at < bytes.Length; at += 97)
        {
            var damaged = bytes.ToArray();
            damaged[at] ^= 4;
            Assert.Throws<InvalidDataException>(() => ModelFile.Load(new MemoryStream(damaged)));
            Assert.Throws<InvalidDataException>(() => ModelFile.Load(new MemoryStream(bytes[..at])));
        }
    }

    [Fact]
    public void ModelsOfOneScoreAndOfNoTreeAreSavedToo()
    {
        var data = GradientBoostingQualityTests.Skewed(300);
        var none = new GradientBoostingClassifier(new GradientBoostingModel(4, false, [0.5], [], [], [], [], []), 2);
        var loaded = ModelFile.Load<GradientBoostingClassifier>(new MemoryStream(Saved(none))).Model;
        Assert.Equal(TestData.Predict(none, data), TestData.Predict(loaded, data));
        var values = GradientBoostingRegressor.Fit(BinnedDataset.Create(data), new float[300], Few);
        Assert.Equal(Saved(values), Saved(ModelFile.Load<GradientBoostingRegressor>(new MemoryStream(Saved(values))).Model));
        Assert.Throws<InvalidDataException>(() => ModelFile.Load<GradientBoostingRegressor>(new MemoryStream(Saved(none))));
    }

    [Fact]
    public void OddDataGiveOneLeafOrWork()
    {
        var single = GradientBoostingClassifier.Fit(BinnedDataset.Create(TestData.Create(1, 2, [3], [1])), Few);
        Assert.Equal(single.Model.TreeCount, single.Model.Nodes.Length);
        Assert.Equal([1], TestData.Predict(single, TestData.Create(1, 2, [5], [0])));

        var constant = TestData.Create(2, 2, [.. Enumerable.Repeat(1.0, 20)], [.. Enumerable.Range(0, 10).Select(row => row < 3 ? 1 : 0)]);
        var flat = GradientBoostingClassifier.Fit(BinnedDataset.Create(constant), Few);
        Assert.Equal(5, flat.Model.Nodes.Length);
        Assert.All(new double[10].Select((_, row) => Probability(flat, constant, row)), p => Assert.Equal(0.3, p, 1e-6));
        Assert.Equal([0.0, 0.0], flat.Model.FeatureImportance());

        // One class of three, more classes than bins, all values missing.
        var alone = TestData.Create(1, 3, [1, 2, 3, 4], [1, 1, 1, 1]);
        Assert.Equal([1, 1, 1, 1], TestData.Predict(GradientBoostingClassifier.Fit(BinnedDataset.Create(alone), Few), alone));
        var many = TestData.Create(1, 30, [.. Enumerable.Range(0, 60).Select(row => (double)(row % 2))], [.. Enumerable.Range(0, 60).Select(row => row / 2)]);
        Assert.Equal(30 * 5, GradientBoostingClassifier.Fit(BinnedDataset.Create(many), Few).Model.TreeCount);
        var missing = TestData.Create(1, 2, [double.NaN, double.NaN, double.NaN], [0, 1, 1]);
        Assert.Equal([1, 1, 1], TestData.Predict(GradientBoostingClassifier.Fit(BinnedDataset.Create(missing), Few), missing));
    }

    [Fact]
    public void BadInputIsRefused()
    {
        var data = TestData.Random(13, 50, 2, 2);
        var bins = BinnedDataset.Create(data);
        var weights = new double[50];
        Assert.Throws<ArgumentException>(() => GradientBoostingClassifier.Fit(bins, Few, weights));
        weights[7] = double.NaN;
        Assert.Contains("row 7", Assert.Throws<ArgumentException>(() => GradientBoostingClassifier.Fit(bins, Few, weights)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => GradientBoostingClassifier.Fit(bins, Few, new double[49]));
        Assert.Throws<ArgumentException>(() => GradientBoostingClassifier.Fit(bins, Few with { ClassWeights = [1] }));
        Assert.Throws<ArgumentException>(() => GradientBoostingClassifier.Fit(bins, Few with { ClassWeights = [1, -1] }));
        Assert.Throws<ArgumentException>(() => GradientBoostingClassifier.Fit(bins, Few with { ClassWeights = [1, 0], PriorCorrection = PriorCorrection.InitialScores }));
        Assert.Throws<ArgumentException>(() => GradientBoostingClassifier.Fit(bins, Few with { Rounds = 0 }));
        Assert.Throws<ArgumentException>(() => GradientBoostingClassifier.Fit(bins, Few with { LearningRate = double.NaN }));
        Assert.Throws<ArgumentException>(() => GradientBoostingClassifier.Fit(bins, Few with { RowShare = 0 }));
        Assert.Throws<ArgumentException>(() => GradientBoostingClassifier.Fit(bins, Few with { EarlyStoppingRounds = 3 }));
        Assert.Throws<ArgumentException>(() => GradientBoostingClassifier.Fit(bins, Few with { Tree = new() { L2 = -1 } }));
        Assert.Throws<ArgumentException>(() => GradientBoostingClassifier.Fit(bins, Few, validation: TestData.Random(1, 5, 3, 2)));
        Assert.Throws<ArgumentException>(() => GradientBoostingClassifier.Fit(BinnedDataset.Create(TestData.Random(1, 9, 2, 3)), new BinaryCrossEntropy<float>(), Few));
        Assert.Throws<ArgumentException>(() => GradientBoostingRegressor.Fit(bins, new float[49], Few));
        var model = GradientBoostingClassifier.Fit(bins, Few);
        Assert.Throws<ArgumentException>(() => model.Predict(TestData.Random(1, 5, 3, 2), new int[5]));
        Assert.Throws<ArgumentException>(() => model.PredictProbabilities(data, new double[50]));
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Model.PredictScores(data, new double[50], 6));
    }

    [Fact]
    public void ProgressNeverFallsAndCancellationStops()
    {
        var bins = BinnedDataset.Create(TestData.Random(14, 3000, 3, 2));
        var seen = new List<double>();
        GradientBoostingClassifier.Fit(bins, Few, progress: new Recorder(value => seen.Add(value.Fraction)));
        Assert.Equal(6, seen.Count);
        Assert.Equal(seen.Order(), seen);
        Assert.Equal(1, seen[^1]);
        foreach (var threads in (int[])[1, 4])
        {
            using var source = new CancellationTokenSource();
            Assert.Throws<OperationCanceledException>(() => GradientBoostingClassifier.Fit(
                bins,
                Few with { DegreeOfParallelism = threads, Tree = Few.Tree with { Growth = GradientTreeGrowth.DepthWise } },
                progress: new Recorder(_ => source.Cancel()),
                cancellation: source.Token));
        }
    }

    private static double Probability(GradientBoostingClassifier model, Dataset data, int row)
    {
        var probabilities = new double[2 * data.RowCount];
        model.PredictProbabilities(data, probabilities);
        return probabilities[(2 * row) + 1];
    }

    private static int Depth(GradientBoostingModel model, int node) =>
        model.Nodes[node].IsLeaf ? 0 : 1 + Math.Max(Depth(model, model.Nodes[node].Left), Depth(model, model.Nodes[node].Left + 1));

    private static byte[] Bytes(GradientBoostingModel model) => Saved(new GradientBoostingClassifier(model, Math.Max(2, model.OutputCount)));

    private static byte[] Saved(ISavedModel model)
    {
        using var stream = new MemoryStream();
        ModelFile.Save(model, stream);
        return stream.ToArray();
    }
}
