using Counterweight.Benchmarks.Timing;
using Counterweight.Benchmarks.Trees;
using Counterweight.Training;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Forests;
using Counterweight.Training.Tests;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Benchmarks.Tests;

/// <summary>The fits of <c>serve-trees</c>, against the same fits here.</summary>
public sealed class ServeTreesTests : IDisposable
{
    private const int Rows = 60;
    private const int Features = 3;
    private const int Classes = 3;

    private readonly ArrayDirectory directory = new();
    private readonly Dataset training;
    private readonly Dataset test;

    public ServeTreesTests()
    {
        float[] values = [.. Enumerable.Range(0, Rows * Features).Select(i => i * 37 % 101 / 4f)];
        float[] testValues = [.. Enumerable.Range(0, 20 * Features).Select(i => i * 53 % 97 / 4f)];
        int[] labels = [.. Enumerable.Range(0, Rows).Select(row => values[row] + (values[Rows + row] / 2) > 25 ? 2 : values[(2 * Rows) + row] > 8 ? 1 : 0)];
        values[5] = float.NaN;
        directory.Write<float>("x.f32", values);
        directory.Write<float>("x_test.f32", testValues);
        directory.Write<int>("y.i32", labels);
        training = Data(values, labels);
        test = Data(testValues, new int[20]);
    }

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData("depth=3", SplitSearchMethod.Histogram, "none", "Gini", 1)]
    [InlineData("depth=3 search=histogram weights=balanced impurity=entropy threads=2", SplitSearchMethod.Histogram, "balanced", "Entropy", 1)]
    [InlineData("depth=3 search=exact weights=none impurity=gini min-rows=4", SplitSearchMethod.Exact, "none", "Gini", 4)]
    [InlineData("depth=3 impurity=hellinger", SplitSearchMethod.Histogram, "none", "Hellinger", 1)]
    public async Task ATreeLeavesItsPredictionsAndLeaves(string settings, SplitSearchMethod search, string weighting, string impurity, int minRowCount)
    {
        var tree = DecisionTreeClassifier.Fit(training, new DecisionTreeOptions { MaxDepth = 3, Search = search, Weighting = Weightings.Named(weighting), Impurity = Named(impurity), MinRowCount = minRowCount });
        await AssertFitAsync($"tree {settings}", tree);

        var leaves = new int[Rows];
        tree.FindLeaves(training, leaves);
        Assert.Equal(leaves, directory.Read<int>("leaves.i32"));
        Assert.False(directory.Has("scores.f64"));
    }

    [Theory]
    [InlineData("yes", 40)]
    [InlineData("no", 2)]
    public async Task DrawsLeaveTheCategories(string replacement, int draws)
    {
        directory.Write<double>("w.f64", [0, 2, 0, 1]);
        Runner.AssertTime(Assert.Single(await Runner.ServeAsync("serve-trees", $"draws directory={directory.Path} draws={draws} replacement={replacement}")));
        var drawn = directory.Read<int>("drawn.i32");
        Assert.Equal(draws, drawn.Length);
        Assert.Equal([1, 3], drawn.Distinct().Order());
    }

    [Theory]
    [InlineData("impurity=entropy min-rows=9", "Entropy", "none", 9, int.MaxValue)]
    [InlineData("leaves=3 weights=balanced", "Gini", "balanced", 1, 3)]
    public async Task AForestHasTheTreesAskedFor(string settings, string impurity, string weighting, int minRowCount, int maxLeaves) => await AssertFitAsync(
        $"forest trees=3 {settings}",
        RandomForestClassifier.Fit(training, new RandomForestOptions { TreeCount = 3, Impurity = Named(impurity), Weighting = Weightings.Named(weighting), MinRowCount = minRowCount, MaxLeaves = maxLeaves }));

    [Fact]
    public async Task AForestLeavesItsPredictions()
    {
        var forest = RandomForestClassifier.Fit(training, new RandomForestOptions { TreeCount = 5, MaxDepth = 4, Weighting = ClassWeighting.BalancedPerBootstrap, Seed = 7 });
        await AssertFitAsync("forest trees=5 depth=4 weights=balanced-per-bootstrap seed=7 threads=2", forest);

        Assert.False(directory.Has("leaves.i32"));
    }

    [Theory]
    [InlineData("best-first", "tree-per-class", GradientTreeGrowth.BestFirst, GradientMulticlass.TreePerClass)]
    [InlineData("depth-wise", "vector-leaves", GradientTreeGrowth.DepthWise, GradientMulticlass.VectorLeaves)]
    public async Task BoostingLeavesItsPredictionsAndScores(string growth, string multiclass, GradientTreeGrowth growthOption, GradientMulticlass multiclassOption)
    {
        var options = new GradientBoostingOptions
        {
            Rounds = 20,
            LearningRate = 0.5,
            Multiclass = multiclassOption,
            Tree = new GradientTreeOptions { Growth = growthOption, MaxDepth = 2, MaxLeaves = 4, MinRowCount = 3, MinHessian = 0.25, L2 = 1 },
        };
        var boosting = GradientBoostingClassifier.Fit(BinnedDataset.Create(training, [], 16), options);
        await AssertFitAsync(
            $"boosting rounds=20 learning-rate=0.5 growth={growth} multiclass={multiclass} depth=2 leaves=4 min-rows=3 min-hessian=0.25 l2=1 bins=16", boosting);

        var scores = new double[test.RowCount * Classes];
        boosting.Model.PredictScores(test, scores);
        Assert.Equal(scores, directory.Read<double>("scores.f64"));
    }

    /// <summary>Bins of 6 are few enough that the weights move them.</summary>
    [Fact]
    public async Task BalancedBoostingHasBalancedBinsToo()
    {
        var counts = training.CountClasses();
        double[] weights = [.. training.Labels.ToArray().Select(label => Rows / ((double)Classes * counts[label]))];
        var options = new GradientBoostingOptions { Rounds = 10, LearningRate = 0.1, Weighting = ClassWeighting.Balanced, Tree = new GradientTreeOptions { MaxDepth = int.MaxValue, MaxLeaves = 31, MinRowCount = 2, MinHessian = 1e-3, L2 = 0 } };
        var boosting = GradientBoostingClassifier.Fit(BinnedDataset.Create(training, weights, 6), options);
        await AssertFitAsync("boosting rounds=10 min-rows=2 bins=6 weights=balanced", boosting);

        var scores = new double[test.RowCount * Classes];
        boosting.Model.PredictScores(test, scores);
        Assert.Equal(scores, directory.Read<double>("scores.f64"));
    }

    /// <summary>Few stumps leave a class out, another one where classes are balanced.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    public async Task BalancedAdaBoostLeavesItsPredictions(int rounds, int depth)
    {
        var options = new AdaBoostOptions { Rounds = rounds, Weighting = ClassWeighting.Balanced, Tree = new DecisionTreeOptions { MaxDepth = depth } };
        await AssertFitAsync($"ada-boost rounds={rounds} depth={depth} weights=balanced", AdaBoostClassifier.Fit(training, options));

        var unweighted = new int[test.RowCount];
        AdaBoostClassifier.Fit(training, options with { Weighting = ClassWeighting.None }).Predict(test, unweighted);
        Assert.NotEqual(unweighted, directory.Read<int>("predicted.i32"));
    }

    [Fact]
    public async Task AdaBoostLeavesItsPredictions() => await AssertFitAsync(
        "ada-boost rounds=4 depth=2 learning-rate=0.5",
        AdaBoostClassifier.Fit(training, new AdaBoostOptions { Rounds = 4, LearningRate = 0.5, Tree = new DecisionTreeOptions { MaxDepth = 2 } }));

    [Fact]
    public async Task AWrongRequestIsRefusedAndTheNextIsAnswered()
    {
        using var broken = new ArrayDirectory();
        broken.Write<byte>("y.i32", [1, 2, 3]);
        using var strange = new ArrayDirectory();
        strange.Write<int>("y.i32", [0, Classes]);
        strange.Write<float>("x.f32", [1, 2]);
        strange.Write<float>("x_test.f32", [1]);
        var tree = Request("tree");
        var nowhere = Path.Combine(directory.Path, "nowhere");
        await Refusal.AssertEachAsync(
            "serve-trees",
            tree,
            ("", "'' is not WORK directory=DIRECTORY KEY=VALUE …."),
            ("tree", "'tree' is not WORK directory=DIRECTORY KEY=VALUE …."),
            ("tree features=2 classes=2", "tree needs directory=."),
            ($"bush directory={directory.Path} features=2", "there is no work 'bush'"),
            ($"tree directory={directory.Path} features=3", "tree needs classes=."),
            ($"{tree} colour=red age=3", "tree does not know age, colour."),
            ($"{tree} deep", "'deep' is not KEY=VALUE, or the key comes twice."),
            ($"{tree} features=3", "'features=3' is not KEY=VALUE, or the key comes twice."),
            ($"{tree} depth=0", "depth is '0', which is no number of at least 1."),
            ($"{tree} depth=x", "depth is 'x', which is no number of at least 1."),
            ($"{tree} threads=-1", "threads is '-1', which is no number of at least 1."),
            ($"{tree} impurity=odd", "impurity is 'odd', which tree does not know."),
            ($"{tree} growth=best-first", "tree does not know growth."),
            (Request("forest search=exact"), "forest does not know search."),
            (Request("boosting learning-rate=-1"), "learning-rate is '-1', which is no finite number of at least 0."),
            (Request("boosting learning-rate=x"), "learning-rate is 'x', which is no finite number of at least 0."),
            (Request("boosting bins=1"), null),
            (Request("ada-boost learning-rate=0"), null),
            ($"tree directory={nowhere} features=2 classes=2", $"there is no '{Path.Combine(nowhere, "y.i32")}'"),
            ($"tree directory={directory.Path} features=4 classes=3", $"'{Path.Combine(directory.Path, "x.f32")}' has 180 elements instead of 240"),
            ($"tree directory={broken.Path} features=4 classes=3", $"'{Path.Combine(broken.Path, "y.i32")}' has 3 bytes, no array of elements of 4"),
            ($"tree directory={strange.Path} features=1 classes={Classes}", "labels[1] is 3; it must be in [0, 3). (Parameter 'labels')"));
    }

    [Fact]
    public void TheThreadsOfARequestAreNoSettingOfTheWork()
    {
        var request = TreeRequest.Parse("tree directory=/data threads=2 depth=3");

        Assert.Equal((2, "/data", "tree directory=/data depth=3"), (request.Threads, request.Directory, request.WithoutThreads));
        Assert.Equal(1, TreeRequest.Parse("tree directory=/data").Threads);
    }

    [Fact]
    public void AFitIsTimedFromItsBeginningToItsEnd()
    {
        var now = 1000.0;
        var work = ServedTreeWork.Create(TreeRequest.Parse(Request("tree")));

        Assert.Equal(1, work.Seconds(1, TimeSpan.Zero, new Clock(() => now++)));
    }

    /// <summary>By a clock that counts what is allocated, the first fit that is timed takes as long as the next.</summary>
    [Fact]
    public void TheFitThatWarmsUpIsNotTimed()
    {
        var clock = new Clock(() => GC.GetAllocatedBytesForCurrentThread());
        var work = ServedTreeWork.Create(TreeRequest.Parse(Request("tree")));
        var first = work.Seconds(1, TimeSpan.Zero, clock);
        var second = work.Seconds(1, TimeSpan.Zero, clock);

        Assert.InRange(first, 0.8 * second, 1.2 * second);
    }

    [Fact]
    public async Task ProcessorTimeIsAnswered()
    {
        var request = Request("tree");
        var result = await Runner.RunAsync([request], "serve-trees", "--milliseconds", "1", "--processor-time");

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal(2, result.OutputLines.Length);
        Runner.AssertTime(result.OutputLines[1]);
    }

    private static Dataset Data(float[] values, int[] labels) =>
        new([.. Enumerable.Range(0, Features).Select(i => $"{i}")], [.. Enumerable.Range(0, Classes).Select(i => $"{i}")], Array.ConvertAll(values, value => (double)value), labels);

    private string Request(string work) => $"{work} directory={directory.Path} features={Features} classes={Classes}";

    private async Task AssertFitAsync(string work, IClassifier expected)
    {
        var answers = await Runner.ServeAsync("serve-trees", Request(work)).ConfigureAwait(false);

        Assert.All(answers, Runner.AssertTime);
        var predicted = new int[test.RowCount];
        expected.Predict(test, predicted);
        Assert.True(predicted.Distinct().Count() > 1);
        Assert.Equal(predicted, directory.Read<int>("predicted.i32"));
    }

    private static Impurity Named(string impurity) => impurity switch
    {
        "Gini" => Impurity.Gini,
        "Entropy" => Impurity.Entropy,
        "Hellinger" => Impurity.Hellinger,
        _ => throw new ArgumentOutOfRangeException(nameof(impurity), impurity, "No such impurity."),
    };
}
