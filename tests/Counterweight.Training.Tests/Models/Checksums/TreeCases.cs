using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Forests;
using Counterweight.Training.Trees;

namespace Counterweight.Training.Tests.Models.Checksums;

/// <summary>Trees, forests and AdaBoost with one option after another.</summary>
internal static class TreeCases
{
    private static readonly (string Name, DecisionTreeOptions Options)[] Limits =
    [
        ("no limit", new()),
        ("depth 5", new() { MaxDepth = 5 }),
        ("depth 0", new() { MaxDepth = 0 }),
        ("14 leaves", new() { MaxLeaves = 14 }),
        ("40 leaves of depth 6", new() { MaxLeaves = 40, MaxDepth = 6 }),
        ("1 leaf", new() { MaxLeaves = 1 }),
        ("9 rows", new() { MinRowCount = 9 }),
        ("weight 7", new() { MinWeight = 7 }),
        ("improvement", new() { MinGain = 1.0 / 512 }),
        ("balanced", new() { Weighting = ClassWeighting.Balanced, MaxDepth = 7 }),
    ];

    private static readonly (string Name, DecisionTreeOptions Options)[] HistogramOptions =
    [
        ("2 features", new() { MaxFeatures = MaxFeatures.Number(2), Seed = 5 }),
        ("random thresholds", new() { RandomThresholds = true, Seed = 6 }),
        ("random thresholds, 20 leaves", new() { RandomThresholds = true, MaxLeaves = 20, MaxFeatures = MaxFeatures.Sqrt }),
    ];

    public static IEnumerable<ModelCase> All() => [.. Trees(), .. Categories(), .. Forests(), .. AdaBoost()];

    private static IEnumerable<ModelCase> Trees()
    {
        foreach (var (dataName, data) in ChecksumData.All)
        {
            foreach (var search in Enum.GetValues<SplitSearchMethod>())
            {
                foreach (var (name, options) in search == SplitSearchMethod.Exact ? Limits : [.. Limits, .. HistogramOptions])
                {
                    yield return Tree($"{search} {dataName} {name}", data, options with { Search = search }, []);
                }

                yield return Tree($"{search} {dataName} entropy", data, new() { Search = search, Impurity = Impurity.Entropy }, []);
                yield return Tree($"{search} {dataName} Hellinger", data, new() { Search = search, Impurity = Impurity.Hellinger, MaxLeaves = 30 }, []);
                yield return Tree($"{search} {dataName} weights", data, new() { Search = search, MaxDepth = 8 }, ChecksumData.Weights(data));
            }

            double[] factors = [.. Enumerable.Range(0, data.FeatureCount).Select(feature => feature % 3 / 2.0)];
            yield return Tree($"Histogram {dataName} factors", data, new() { FeatureWeights = factors }, []);
        }
    }

    private static IEnumerable<ModelCase> Categories()
    {
        foreach (var (name, options) in (IEnumerable<(string, DecisionTreeOptions)>)[.. Limits, .. HistogramOptions])
        {
            yield return new($"tree categories {name}", threads => DecisionTreeClassifier.Fit(ChecksumData.Categories, options with { DegreeOfParallelism = threads }));
        }

        var forest = new RandomForestOptions { TreeCount = 5, Seed = 4 };
        yield return new("random forest categories", threads => RandomForestClassifier.Fit(ChecksumData.Categories, forest with { DegreeOfParallelism = threads }));
        var extra = new ExtraTreesOptions { TreeCount = 5, Seed = 4 };
        yield return new("extra trees categories", threads => ExtraTreesClassifier.Fit(ChecksumData.Categories, extra with { DegreeOfParallelism = threads }));
    }

    private static IEnumerable<ModelCase> Forests()
    {
        (string Name, RandomForestOptions Options)[] all =
        [
            ("default", new()),
            ("all features and rows", new() { MaxFeatures = MaxFeatures.All, Bootstrap = false }),
            ("all features", new() { MaxFeatures = MaxFeatures.All, Impurity = Impurity.Entropy, MaxDepth = 9 }),
            ("25 leaves", new() { MaxLeaves = 25, Impurity = Impurity.Hellinger }),
            ("balanced", new() { Weighting = ClassWeighting.Balanced, MinRowCount = 3 }),
            ("balanced per bootstrap", new() { Weighting = ClassWeighting.BalancedPerBootstrap, OutOfBag = true, MaxBins = 30 }),
        ];
        foreach (var (dataName, data) in ChecksumData.All)
        {
            foreach (var (name, options) in all)
            {
                var given = options with { TreeCount = 3, Seed = 9 };
                yield return new($"random forest {dataName} {name}", threads => RandomForestClassifier.Fit(data, given with { DegreeOfParallelism = threads }));
            }

            var extra = new ExtraTreesOptions { TreeCount = 3, Seed = 9 };
            yield return new($"extra trees {dataName}", threads => ExtraTreesClassifier.Fit(data, extra with { DegreeOfParallelism = threads }));
            yield return new($"extra trees {dataName} weights, 30 leaves", threads => ExtraTreesClassifier.Fit(data, extra with { DegreeOfParallelism = threads, MaxLeaves = 30 }, new() { SampleWeights = ChecksumData.Weights(data) }));
            yield return new($"random forest {dataName} one tree", threads => RandomForestClassifier.Fit(data, new() { TreeCount = 1, DegreeOfParallelism = threads }));
        }
    }

    private static IEnumerable<ModelCase> AdaBoost()
    {
        foreach (var (dataName, data) in ChecksumData.All)
        {
            foreach (var (name, tree) in ((string, DecisionTreeOptions)[])[("depth 1", new() { MaxDepth = 1 }), ("6 leaves", new() { MaxLeaves = 6 }), ("2 features", new() { MaxDepth = 4, MaxFeatures = MaxFeatures.Number(2) })])
            {
                yield return new($"AdaBoost {dataName} {name}", threads => AdaBoostClassifier.Fit(data, new() { Rounds = 6, Tree = tree with { DegreeOfParallelism = threads }, Weighting = ClassWeighting.Balanced }, new() { SampleWeights = ChecksumData.Weights(data) }));
            }
        }
    }

    private static ModelCase Tree(string name, Dataset data, DecisionTreeOptions options, double[] weights) =>
        new($"tree {name}", threads => DecisionTreeClassifier.Fit(data, options with { DegreeOfParallelism = threads }, new() { SampleWeights = weights }));
}
