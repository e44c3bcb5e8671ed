using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Trees;
using Xunit;

namespace Counterweight.Training.Tests.Trees;

/// <summary>Boosting grows the same trees whether features share columns or not.</summary>
public sealed class SharedColumnTests
{
    private const int Rows = 1500;
    private const int Numbers = 3;
    private const int Variables = 5;
    private const int Levels = 7;
    private const int Features = Numbers + (Variables * Levels);

    public static TheoryData<string, GradientBoostingOptions> Options { get; } = new()
    {
        { "best first", new() { Rounds = 12, Tree = new() { MaxLeaves = 15 } } },
        { "leaves of some rows", new() { Rounds = 8, Tree = new() { MaxLeaves = 200, MinRowCount = 5, MinHessian = 0, L2 = 0.1 } } },
        { "depth-wise", new() { Rounds = 6, Tree = new() { Growth = GradientTreeGrowth.DepthWise, MaxDepth = 6 } } },
        { "some rows and features", new() { Rounds = 12, RowFraction = 0.6, FeatureFraction = 0.4, Seed = 7 } },
        { "balanced", new() { Rounds = 8, Weighting = ClassWeighting.Balanced } },
        { "rows of values", new() { Rounds = 6, Multiclass = GradientMulticlass.VectorLeaves } },
        { "threads", new() { Rounds = 12, DegreeOfParallelism = 3 } },
    };

    [Theory]
    [MemberData(nameof(Options))]
    public void TreesAreTheSame(string name, GradientBoostingOptions options)
    {
        foreach (var (classes, missing, categorical) in new[] { (2, false, false), (2, true, true), (4, true, false) })
        {
            var (shared, alone) = (Make(classes, missing, categorical, conflict: false), Make(classes, missing, categorical, conflict: true));
            var columns = shared.GrowthBins.ColumnCount;
            Assert.True(columns <= Numbers + Variables + 1, $"{name}: {columns} columns");
            Assert.Null(alone.GrowthBins.Bundles);
            Assert.Equal(TestData.Saved(GradientBoostingClassifier.Fit(alone, options)), TestData.Saved(GradientBoostingClassifier.Fit(shared, options)));
        }
    }

    [Fact]
    public void ValidationRowsMayHaveTwoLevelsOfAVariable()
    {
        var (shared, alone) = (Make(3, missing: true, categorical: false, conflict: false), Make(3, missing: true, categorical: false, conflict: true));
        var others = Make(3, missing: true, categorical: false, conflict: true, seed: 5, everyRow: true).Source;
        var options = new GradientBoostingOptions { Rounds = 40, EarlyStoppingRounds = 3 };
        var expected = GradientBoostingClassifier.Fit(alone, options, new() { Validation = others });
        Assert.Equal(TestData.Saved(expected), TestData.Saved(GradientBoostingClassifier.Fit(shared, options, new() { Validation = others })));
    }

    [Fact]
    public void RegressionTreesAreTheSame()
    {
        float[] targets = [.. Enumerable.Range(0, Rows).Select(row => row * 7 % 13)];
        var (shared, alone) = (Make(2, missing: true, categorical: false, conflict: false), Make(2, missing: true, categorical: false, conflict: true));
        var options = new GradientBoostingOptions { Rounds = 10 };
        Assert.Equal(
            TestData.Saved(GradientBoostingRegressor.Fit(alone.WithTargets(targets), new Counterweight.Losses.Point.HuberLoss<float>(2), options)),
            TestData.Saved(GradientBoostingRegressor.Fit(shared.WithTargets([.. targets]), new Counterweight.Losses.Point.HuberLoss<float>(2), options)));
    }

    [Fact]
    public void ColumnsAreSharedOnlyWhereHistogramsAreNoLonger()
    {
        // Two exclusive features would make a column of more bins than all three have.
        var random = new Random(3);
        var values = new float[3 * 400];
        for (var row = 0; row < 400; row++)
        {
            values[row] = row < 150 ? row % 40 : 0;
            values[400 + row] = row >= 200 && row < 350 ? row % 40 : 0;
            values[800 + row] = random.Next(40);
        }

        var data = BinnedDataset.Create(new Dataset(["a", "b", "c"], ["x", "y"], values, [.. Enumerable.Range(0, 400).Select(row => row % 2)]));
        Assert.Null(data.GrowthBins.Bundles);
    }

    /// <summary>The last row has weight 0: it shapes no tree, but where it has all levels at once no two features can share a column.</summary>
    private static BinnedDataset Make(int classes, bool missing, bool categorical, bool conflict, int seed = 1, bool everyRow = false)
    {
        var random = new Random(seed);
        var values = new float[Features * Rows];
        var labels = new int[Rows];
        for (var row = 0; row < Rows; row++)
        {
            var sum = random.NextDouble();
            for (var number = 0; number < Numbers; number++)
            {
                var value = categorical && number == 0 ? random.Next(9) : random.Next(60);
                values[(number * Rows) + row] = missing && number > 0 && random.Next(8) == 0 ? float.NaN : value;
                sum += value / 60.0;
            }

            for (var variable = 0; variable < Variables; variable++)
            {
                // A level of some variables says how much, or that nothing is known.
                var level = random.Next(Levels);
                var value = variable == 1 ? 1 + random.Next(3) : missing && variable == 2 && random.Next(3) == 0 ? float.NaN : 1;
                values[((Numbers + (variable * Levels) + level) * Rows) + row] = value;
                sum += level == variable ? 1.5 : level == 6 ? -1 : 0;
            }

            labels[row] = Math.Clamp((int)((sum - 1) * classes / 3), 0, classes - 1);
        }

        for (var feature = Numbers; feature < Features; feature++)
        {
            for (var row = everyRow ? 0 : Rows - 1; row < Rows; row++)
            {
                if (conflict || row == Rows - 1)
                {
                    values[(feature * Rows) + row] = conflict ? 1 : 0;
                }
            }
        }

        var weights = Enumerable.Repeat(1.0, Rows).ToArray();
        weights[^1] = everyRow ? 1 : 0;
        string[] names = [.. Enumerable.Range(0, Features).Select(feature => $"f{feature}")];
        var data = new Dataset(names, [.. Enumerable.Range(0, classes).Select(label => $"c{label}")], values, labels).WithSampleWeights(weights);
        return BinnedDataset.Create(data, isCategorical: categorical ? [true, .. new bool[Features - 1]] : []);
    }
}
