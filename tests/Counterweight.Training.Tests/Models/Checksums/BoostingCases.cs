using Counterweight.Losses.Point;
using Counterweight.Losses.Softmax;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Trees;

namespace Counterweight.Training.Tests.Models.Checksums;

/// <summary>Boosting with one option after another.</summary>
internal static class BoostingCases
{
    private static readonly (string Name, GradientTreeOptions Options)[] Trees =
    [
        ("best first", new()),
        ("best first, 9 leaves of depth 3", new() { MaxLeaves = 9, MaxDepth = 3 }),
        ("best first, no limit", new() { MaxLeaves = int.MaxValue, MinRowCount = 20 }),
        ("1 leaf", new() { MaxLeaves = 1 }),
        ("subtrees", new() { Growth = GradientTreeGrowth.DepthWise, MaxLeaves = 64, MaxDepth = 6 }),
        ("subtrees, trimmed", new() { Growth = GradientTreeGrowth.DepthWise, MaxLeaves = 21, MaxDepth = 5 }),
        ("subtrees of depth 0", new() { Growth = GradientTreeGrowth.DepthWise, MaxDepth = 0 }),
        ("levels", new() { Growth = GradientTreeGrowth.DepthWise, MaxLeaves = 21, MaxDepth = 12 }),
        ("levels, 1 leaf", new() { Growth = GradientTreeGrowth.DepthWise, MaxLeaves = 1, MaxDepth = 12 }),
        ("levels, no limit", new() { Growth = GradientTreeGrowth.DepthWise, MaxLeaves = int.MaxValue, MinRowCount = 11, MinHessian = 0 }),
        ("weights and penalties", new() { MinWeight = 30, MinHessian = 4, L1 = 0.5, L2 = 2, Gamma = 0.25, MaxStep = 0.75 }),
    ];

    private static readonly (string Name, GradientBoostingOptions Options)[] Options =
    [
        ("default", new()),
        ("vector leaves", new() { Multiclass = GradientMulticlass.VectorLeaves }),
        ("balanced", new() { Weighting = ClassWeighting.Balanced }),
        ("corrected start", new() { Weighting = ClassWeighting.Balanced, PriorCorrection = PriorCorrection.InitialScores }),
        ("corrected leaves", new() { Weighting = ClassWeighting.Balanced, PriorCorrection = PriorCorrection.LeafValues }),
        ("corrected vector leaves", new() { Weighting = ClassWeighting.Balanced, PriorCorrection = PriorCorrection.LeafValues, Multiclass = GradientMulticlass.VectorLeaves }),
        ("half of rows and features", new() { RowFraction = 0.5, FeatureFraction = 0.5, Seed = 8 }),
        ("unit Hessians", new() { UnitHessians = true }),
    ];

    public static IEnumerable<ModelCase> All() => [.. Grown(), .. Classes(), .. Stopped(), .. Losses(), .. Regression()];

    private static IEnumerable<ModelCase> Grown()
    {
        foreach (var (dataName, data) in ChecksumData.All)
        {
            foreach (var (name, tree) in Trees)
            {
                yield return Classifier($"{dataName} {name}", data, new() { Tree = tree }, []);
                yield return Classifier($"{dataName} {name}, vector leaves", data, new() { Tree = tree, Multiclass = GradientMulticlass.VectorLeaves }, ChecksumData.Weights(data));
            }
        }

        foreach (var (name, tree) in Trees)
        {
            var given = tree with { Categories = new() { MaxCategories = 5, MinRowCount = 10, Smoothing = 2 } };
            yield return new($"boosting categories {name}", threads => GradientBoostingClassifier.Fit(ChecksumData.Categories, new() { Rounds = 2, Tree = given, DegreeOfParallelism = threads, CellsPerThread = 1 }));
        }
    }

    private static IEnumerable<ModelCase> Classes()
    {
        foreach (var (dataName, data) in ChecksumData.All)
        {
            foreach (var (name, options) in Options)
            {
                yield return Classifier($"{dataName} {name}", data, options, []);
                yield return Classifier($"{dataName} {name}, weights, subtrees", data, options with { Tree = new() { Growth = GradientTreeGrowth.DepthWise, MaxDepth = 4 } }, ChecksumData.Weights(data));
            }

            double[] factors = [.. Enumerable.Range(0, data.FeatureCount).Select(feature => feature % 3 / 2.0)];
            yield return Classifier($"{dataName} factors", data, new() { FeatureWeights = factors, FeatureFraction = 0.7 }, []);
        }
    }

    private static IEnumerable<ModelCase> Stopped()
    {
        foreach (var (dataName, data) in ChecksumData.All)
        {
            var held = data.Subset([.. Enumerable.Range(0, data.RowCount).Where(row => row % 4 == 0)]);
            var rest = data.Subset([.. Enumerable.Range(0, data.RowCount).Where(row => row % 4 != 0)]);
            foreach (var metric in Enum.GetValues<EarlyStoppingMetric>().Where(metric => data.ClassCount == 2 || metric == EarlyStoppingMetric.Loss))
            {
                var options = new GradientBoostingOptions { Rounds = 8, LearningRate = 1, EarlyStoppingRounds = 2, EarlyStoppingMetric = metric, RowFraction = 0.75 };
                yield return new($"boosting {dataName} stopped by {metric}", threads => GradientBoostingClassifier.Fit(rest, options with { DegreeOfParallelism = threads, CellsPerThread = 1 }, new() { Validation = held }));
            }
        }
    }

    private static IEnumerable<ModelCase> Losses()
    {
        var options = new GradientBoostingOptions { Rounds = 2, Weighting = ClassWeighting.Balanced };
        var two = new Lazy<BinnedDataset>(() => BinnedDataset.Create(ChecksumData.TwoClasses));
        var three = new Lazy<BinnedDataset>(() => BinnedDataset.Create(ChecksumData.Numbers));
        yield return new("boosting focal loss", threads => GradientBoostingClassifier.Fit(two.Value, new BinaryFocalLoss<float>(2f), options with { DegreeOfParallelism = threads, CellsPerThread = 1 }));
        yield return new("boosting exponential loss", threads => GradientBoostingClassifier.Fit(two.Value, new ExponentialLoss<float>(), options with { DegreeOfParallelism = threads, CellsPerThread = 1 }));
        yield return new("boosting softmax focal loss", threads => GradientBoostingClassifier.FitSoftmax(three.Value, new SoftmaxFocalLoss<float>(2f), options with { DegreeOfParallelism = threads, CellsPerThread = 1 }));
    }

    private static IEnumerable<ModelCase> Regression()
    {
        foreach (var (dataName, data) in ChecksumData.All)
        {
            var bins = new Lazy<BinnedDataset>(() => BinnedDataset.Create(data));
            foreach (var (name, tree) in Trees.Where((_, number) => number is 0 or 4 or 7))
            {
                var weights = ChecksumData.Weights(data);
                var targets = ChecksumData.Targets(data);
                GradientBoostingOptions Options(int threads) => new() { Rounds = 3, Tree = tree, DegreeOfParallelism = threads, CellsPerThread = 1 };
                yield return new($"regression {dataName} {name}, squared", threads => GradientBoostingRegressor.Fit(bins.Value.WithTargets(targets), Options(threads)));
                yield return new($"regression {dataName} {name}, absolute", threads => GradientBoostingRegressor.Fit(bins.Value.WithTargets(targets), default(AbsoluteLoss<float>), Options(threads), new() { SampleWeights = weights }));
                yield return new($"regression {dataName} {name}, quantile", threads => GradientBoostingRegressor.Fit(bins.Value.WithTargets(targets), new QuantileLoss<float>(0.75f), Options(threads) with { RowFraction = 0.5 }));
                yield return new($"regression {dataName} {name}, Huber", threads => GradientBoostingRegressor.Fit(bins.Value.WithTargets(targets), new HuberLoss<float>(1f), Options(threads), new() { SampleWeights = weights }));
                yield return new($"regression {dataName} {name}, Poisson", threads => GradientBoostingRegressor.Fit(bins.Value.WithTargets(targets), default(PoissonLoss<float>), Options(threads) with { RowFraction = 0.5 }, new() { SampleWeights = weights }));
            }
        }
    }

    private static ModelCase Classifier(string name, Dataset data, GradientBoostingOptions options, double[] weights) =>
        new($"boosting {name}", threads => GradientBoostingClassifier.Fit(data, options with { Rounds = 2, LearningRate = 0.5, DegreeOfParallelism = threads, CellsPerThread = 1 }, new() { SampleWeights = weights }));
}
