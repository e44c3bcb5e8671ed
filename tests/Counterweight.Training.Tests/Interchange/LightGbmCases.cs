using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Forests;
using Counterweight.Training.Models;
using Counterweight.Training.Tests.Models.Checksums;
using Counterweight.Training.Trees;
using Counterweight.Traversal;

namespace Counterweight.Training.Tests.Interchange;

/// <summary>Models that are written as LightGBM's, and the rows at which both are asked.</summary>
internal static class LightGbmCases
{
    private static readonly Dataset Gaps = ChecksumData.Gaps;

    public static IReadOnlyDictionary<string, (ISavedModel Model, Dataset Rows)> All { get; } = Create();

    /// <summary>What the file's raw scores must be: scores of boosting, probabilities of trees.</summary>
    public static double[] Scores(ISavedModel model, Dataset rows)
    {
        switch (model)
        {
            case GradientBoostingClassifier { Model: var boosting }:
                return Scores(boosting, rows);
            case GradientBoostingRegressor { Model: var boosting }:
                return Scores(boosting, rows);
            case IProbabilisticClassifier classifier:
                var probabilities = new double[rows.RowCount * classifier.ClassCount];
                classifier.PredictProbabilities(rows, probabilities);
                return probabilities;
            default:
                throw new InvalidOperationException();
        }
    }

    public static double[] Scores(GradientBoostingModel model, Dataset rows)
    {
        var scores = new double[rows.RowCount * model.OutputCount];
        model.PredictScores(rows, scores);
        return scores;
    }

    private static Dictionary<string, (ISavedModel, Dataset)> Create()
    {
        var two = ChecksumData.TwoClasses;
        var tree = new GradientTreeOptions { MaxLeaves = 12, MinRowCount = 5 };
        var binary = GradientBoostingClassifier.Fit(two, new() { Rounds = 4, Tree = tree, Weighting = ClassWeighting.Balanced });
        var categories = GradientBoostingClassifier.Fit(ChecksumData.Categories, new() { Rounds = 3, Tree = tree with { Categories = new() { MaxCategories = 6, MinRowCount = 3, Smoothing = 1 } } });
        var shared = GradientBoostingClassifier.Fit(Gaps, new() { Rounds = 3, Tree = tree, Multiclass = GradientMulticlass.VectorLeaves, PriorCorrection = PriorCorrection.InitialScores, Weighting = ClassWeighting.Balanced });
        var regression = GradientBoostingRegressor.Fit(Gaps.WithTargets(ChecksumData.Targets(Gaps)), new() { Rounds = 3, Tree = tree });
        return new(StringComparer.Ordinal)
        {
            ["binary"] = (binary, Rows(binary.Model.Nodes, two)),
            ["one leaf"] = (GradientBoostingClassifier.Fit(Gaps, new() { Rounds = 2, Tree = new() { MaxLeaves = 1 } }), Rows([], Gaps)),
            ["categories"] = (categories, Rows(categories.Model.Nodes, Gaps)),
            ["vector leaves"] = (shared, Rows(shared.Model.Nodes, Gaps)),
            ["regression"] = (regression, Rows(regression.Model.Nodes, Gaps)),
            ["tree"] = Trees(DecisionTreeClassifier.Fit(Gaps, new() { MaxDepth = 4 }), Splits),
            ["tree of categories"] = Trees(DecisionTreeClassifier.Fit(ChecksumData.Categories, new() { MaxDepth = 5 }), Splits),
            ["forest"] = Trees(RandomForestClassifier.Fit(Gaps, new() { TreeCount = 3, MaxDepth = 4, Seed = 4 }), forest => forest.Nodes.ToArray()),
            ["forest of categories"] = Trees(ExtraTreesClassifier.Fit(ChecksumData.Categories, new() { TreeCount = 3, MaxDepth = 4, Seed = 4 }), forest => forest.Nodes.ToArray()),
        };
    }

    private static TreeSplit[] Splits(DecisionTreeClassifier tree) =>
        [.. tree.Nodes.ToArray().Select(node => node.IsLeaf ? TreeSplit.Leaf : new TreeSplit(node.Feature, node.Threshold, false, -1, node.CategorySet))];

    private static (ISavedModel, Dataset) Trees<TModel>(TModel model, Func<TModel, TreeSplit[]> nodes)
        where TModel : ISavedModel => (model, Rows(nodes(model), Gaps));

    /// <summary>Rows of the training data, one of missing values, each threshold and its neighbours, and a code that no row has.</summary>
    private static Dataset Rows(ReadOnlySpan<TreeSplit> nodes, Dataset data)
    {
        var features = data.FeatureCount;
        List<double[]> rows = [.. Enumerable.Range(0, 25).Select(row => Row(data, row * 37))];
        rows.Add([.. Enumerable.Repeat(double.NaN, features)]);
        if (!nodes.ToArray().Any(node => node.CategorySet >= 0))
        {
            rows.Add([.. Enumerable.Repeat(1e300, features)]);
            rows.Add([.. Enumerable.Repeat(-1e300, features)]);
        }

        rows.Add([.. Enumerable.Repeat(63.0, features)]);
        rows.Add([.. Enumerable.Repeat(-0.0, features)]);
        var splits = nodes.ToArray().Where(node => !node.IsLeaf && node.CategorySet < 0 && double.IsFinite(node.Threshold)).Take(20);
        foreach (var (split, i) in splits.Select((split, i) => (split, i)))
        {
            foreach (var value in (double[])[double.BitDecrement(split.Threshold), split.Threshold, double.BitIncrement(split.Threshold)])
            {
                var row = Row(data, i * 11);
                row[split.Feature] = value;
                rows.Add(row);
            }
        }

        var values = new double[rows.Count * features];
        for (var feature = 0; feature < features; feature++)
        {
            for (var row = 0; row < rows.Count; row++)
            {
                values[(feature * rows.Count) + row] = rows[row][feature];
            }
        }

        return new Dataset(data.FeatureNames, data.ClassNames, values, new int[rows.Count]);
    }

    private static double[] Row(Dataset data, int row) => [.. Enumerable.Range(0, data.FeatureCount).Select(feature => data.Column(feature)[row])];
}
