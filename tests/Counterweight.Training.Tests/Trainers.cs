using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Ensembles;
using Counterweight.Training.Forests;
using Counterweight.Training.Linear;
using Counterweight.Training.Models;
using Counterweight.Training.Trees;
using Counterweight.Traversal;
using Xunit;

namespace Counterweight.Training.Tests;

/// <summary>Every trainer by its name, for tests of what holds of all of them.</summary>
public static class Trainers
{
    private const string Histogram = "decision tree, histograms";
    private const string Exact = "decision tree, exact";
    private const string Forest = "random forest";
    private const string Bootstrap = "random forest, bootstrap";
    private const string Extra = "extra trees";
    private const string Boosting = "boosting, a tree a class";
    private const string Vectors = "boosting, vector leaves";
    private const string Regression = "boosting, regression";
    private const string Ada = "AdaBoost";
    private const string BalancedForest = "balanced random forest";
    private const string Rus = "RUSBoost";
    private const string Bagging = "balanced bagging";
    private const string Easy = "EasyEnsemble";
    private const string Logistic = "logistic regression";

    private static readonly string[] Drawing = [Bootstrap, BalancedForest, Rus, Bagging, Easy];
    private static readonly string[] Trees = [Histogram, Exact, Forest, Extra, Boosting, Vectors, Regression, Ada, .. Drawing];
    private static readonly string[] Names = [.. Trees, Logistic];

    public static TheoryData<string> All => [.. Names];

    /// <summary>Those that draw no rows: a draw takes rows by their place.</summary>
    public static TheoryData<string> OfAllRows => [.. Names.Except(Drawing, StringComparer.Ordinal)];

    /// <summary>Those that draw rows.</summary>
    public static TheoryData<string> OfDrawnRows => [.. Drawing];

    /// <summary>Those of trees.</summary>
    public static TheoryData<string> OfTrees => [.. Trees];

    /// <summary>Those of trees that are classifiers.</summary>
    public static TheoryData<string> TreeClassifiers => [.. Trees.Where(name => !IsRegression(name))];

    /// <summary>Those that take categories.</summary>
    public static TheoryData<string> OfCategories => [.. Names.Where(name => name is not Exact)];

    /// <summary>Those that take categories and draw no rows.</summary>
    public static TheoryData<string> OfCategoriesOfAllRows => [.. Names.Except(Drawing, StringComparer.Ordinal).Where(name => name is not Exact)];

    /// <summary>Classifiers of trees fitted to all rows at once: a bag has class weights and bins of its own.</summary>
    public static TheoryData<string> TreeClassifiersOfAllRowsAtOnce => [.. Trees.Where(name => !IsRegression(name) && !IsOfBags(name))];

    public static TheoryData<string> Classifiers => [.. Names.Where(name => !string.Equals(name, Regression, StringComparison.Ordinal))];

    public static IEnumerable<string> OfClasses => Names.Where(name => !IsRegression(name));

    public static bool IsRegression(string name) => string.Equals(name, Regression, StringComparison.Ordinal);

    /// <summary>Whether sums are rounded in the order of the rows: other orders of rows are the same up to rounding.</summary>
    public static bool IsLinear(string name) => string.Equals(name, Logistic, StringComparison.Ordinal);

    /// <summary>Whether it draws as many rows of every class.</summary>
    public static bool Balances(string name) => name is BalancedForest or Rus or Bagging or Easy;

    /// <summary>Whether bags of rows are fitted each by itself.</summary>
    public static bool IsOfBags(string name) => name is Bagging or Easy;

    public static bool IsAdaBoost(string name) => string.Equals(name, Ada, StringComparison.Ordinal);

    /// <summary>Fits, and bins before where the trainer does not.</summary>
    internal static ISavedModel Fit(string name, Dataset data, double[]? weights = null, int threads = 1, ClassWeighting weighting = default)
    {
        var (tree, forest, boosting) = Options(threads, weighting);
        return name switch
        {
            Histogram => DecisionTreeClassifier.Fit(data, tree, new() { SampleWeights = weights }),
            Exact => DecisionTreeClassifier.Fit(data, tree with { Search = SplitSearchMethod.Exact }, new() { SampleWeights = weights }),
            Forest => RandomForestClassifier.Fit(data, forest with { Bootstrap = false }, new() { SampleWeights = weights }),
            Bootstrap => RandomForestClassifier.Fit(data, forest, new() { SampleWeights = weights }),
            BalancedForest => RandomForestClassifier.Fit(data, forest with { ClassSampling = ClassSampling.Balanced }, new() { SampleWeights = weights }),
            Extra => ExtraTreesClassifier.Fit(data, ToExtra(forest), new() { SampleWeights = weights }),
            Boosting => GradientBoostingClassifier.Fit(data, boosting, new() { SampleWeights = weights }),
            Vectors => GradientBoostingClassifier.Fit(data, boosting with { Multiclass = GradientMulticlass.VectorLeaves }, new() { SampleWeights = weights }),
            Ada => AdaBoostClassifier.Fit(data, Adaptive(tree, weighting), new() { SampleWeights = weights }),
            Rus => AdaBoostClassifier.Fit(data, Adaptive(tree, weighting) with { ClassSampling = ClassSampling.BalancedWithoutReplacement }, new() { SampleWeights = weights }),
            Bagging => BaggingClassifier.Fit(data, (rows, _, input) => DecisionTreeClassifier.Fit(rows, tree with { DegreeOfParallelism = 1 }, input), new() { BagCount = 4, Seed = 5, DegreeOfParallelism = threads }, new() { SampleWeights = weights }),
            Easy => EasyEnsembleClassifier.Fit(data, new() { BagCount = 3, Seed = 5, Boosting = Adaptive(tree with { DegreeOfParallelism = 1 }, weighting), DegreeOfParallelism = threads }, new() { SampleWeights = weights }),
            Regression => GradientBoostingRegressor.Fit(data.WithTargets([.. data.Labels.ToArray().Select(label => (float)label)]), boosting, new() { SampleWeights = weights }),
            Logistic => LogisticRegressionClassifier.Fit(data, Linear(data, weights, threads, weighting), new() { SampleWeights = weights }),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such trainer."),
        };
    }

    /// <summary>Fits on bins made before; exact trees and logistic regression on the rows.</summary>
    internal static ISavedModel FitBins(string name, BinnedDataset bins, double[]? weights = null, int threads = 1, ClassWeighting weighting = default)
    {
        var (tree, forest, boosting) = Options(threads, weighting);
        return name switch
        {
            Histogram => DecisionTreeClassifier.Fit(bins, tree, new() { SampleWeights = weights }),
            Forest => RandomForestClassifier.Fit(bins, forest with { Bootstrap = false }, new() { SampleWeights = weights }),
            Bootstrap => RandomForestClassifier.Fit(bins, forest, new() { SampleWeights = weights }),
            BalancedForest => RandomForestClassifier.Fit(bins, forest with { ClassSampling = ClassSampling.Balanced }, new() { SampleWeights = weights }),
            Extra => ExtraTreesClassifier.Fit(bins, ToExtra(forest), new() { SampleWeights = weights }),
            Boosting => GradientBoostingClassifier.Fit(bins, boosting, new() { SampleWeights = weights }),
            Vectors => GradientBoostingClassifier.Fit(bins, boosting with { Multiclass = GradientMulticlass.VectorLeaves }, new() { SampleWeights = weights }),
            Regression => GradientBoostingRegressor.Fit(bins.WithTargets([.. bins.Source.Labels.ToArray().Select(label => (float)label)]), boosting, new() { SampleWeights = weights }),
            Ada => AdaBoostClassifier.Fit(bins, Adaptive(tree, weighting), new() { SampleWeights = weights }),
            Rus => AdaBoostClassifier.Fit(bins, Adaptive(tree, weighting) with { ClassSampling = ClassSampling.BalancedWithoutReplacement }, new() { SampleWeights = weights }),
            _ => Fit(name, bins.Source, weights, threads, weighting),
        };
    }

    /// <summary>The splits of all trees; none of other models.</summary>
    internal static TreeSplit[] Splits(ISavedModel model) => model switch
    {
        DecisionTreeClassifier tree => [.. tree.Nodes.ToArray().Select(node => node.ToSplit())],
        Forest forest => forest.Nodes.ToArray(),
        GradientBoostingClassifier boosting => boosting.Model.Nodes.ToArray(),
        GradientBoostingRegressor boosting => boosting.Model.Nodes.ToArray(),
        AdaBoostClassifier boosting => [.. boosting.Trees.SelectMany(Splits)],
        EasyEnsembleClassifier ensemble => Splits(ensemble.Votes),
        BaggingClassifier bags => [.. bags.Models.SelectMany(bag => Splits((ISavedModel)bag))],
        _ => [],
    };

    /// <summary>Whether features make a difference to a model.</summary>
    internal static bool Learns(ISavedModel model) => model switch
    {
        LogisticRegressionClassifier linear => Enumerable.Range(0, linear.ClassCount).Any(label => linear.Weights(label).ContainsAnyExcept(0.0)),
        _ when TreeCount(model) == 0 => throw new ArgumentException("This model says nowhere whether it learns.", nameof(model)),
        _ => Splits(model).Length > TreeCount(model),
    };

    internal static int TreeCount(ISavedModel model) => model switch
    {
        Forest forest => forest.Roots.Length,
        GradientBoostingClassifier boosting => boosting.Model.TreeCount,
        GradientBoostingRegressor boosting => boosting.Model.TreeCount,
        AdaBoostClassifier boosting => boosting.Trees.Count,
        EasyEnsembleClassifier ensemble => ensemble.Votes.Trees.Count,
        BaggingClassifier bags => bags.Models.Sum(bag => TreeCount((ISavedModel)bag)),
        DecisionTreeClassifier => 1,
        _ => 0,
    };

    /// <summary>Probabilities of all rows, or values.</summary>
    internal static double[] Say(ISavedModel model, Dataset data)
    {
        if (model is GradientBoostingRegressor regression)
        {
            var values = new double[data.RowCount];
            regression.Predict(data, values);
            return values;
        }

        var probabilities = new double[data.RowCount * data.ClassCount];
        ((IProbabilisticClassifier)model).PredictProbabilities(data, probabilities);
        return probabilities;
    }

    private static (DecisionTreeOptions Tree, RandomForestOptions Forest, GradientBoostingOptions Boosting) Options(int threads, ClassWeighting weighting) => (
        new DecisionTreeOptions { MaxDepth = 6, Weighting = weighting, DegreeOfParallelism = threads },
        new RandomForestOptions { TreeCount = 4, MaxDepth = 6, Seed = 3, Weighting = weighting, DegreeOfParallelism = threads },
        new GradientBoostingOptions { Rounds = 3, Weighting = weighting, DegreeOfParallelism = threads, CellsPerThread = 1, Tree = new() { MaxDepth = 4, L2 = 0, MinHessian = 0 } });

    /// <summary>C is in the unit of the weights, and weighs their mean here. Fitted to the end, so that rounding shows little.</summary>
    private static LogisticRegressionOptions Linear(Dataset data, double[]? weights, int threads, ClassWeighting weighting)
    {
        double[] given = weights is { Length: > 0 } ? weights : data.SampleWeights.ToArray();
        var c = 1000 / (given.Length > 0 ? given.Sum() : data.RowCount);
        return new() { C = c > 0 && double.IsFinite(c) ? c : 1, MaxIterations = 300, GradientTolerance = 1e-7, ProgressTolerance = 0, Weighting = weighting, DegreeOfParallelism = threads };
    }

    private static AdaBoostOptions Adaptive(DecisionTreeOptions tree, ClassWeighting weighting) =>
        new() { Rounds = 4, Weighting = weighting, Tree = tree with { MaxDepth = 2, Weighting = ClassWeighting.None } };

    private static ExtraTreesOptions ToExtra(RandomForestOptions forest) =>
        new() { TreeCount = forest.TreeCount, MaxDepth = forest.MaxDepth, Seed = forest.Seed, Weighting = forest.Weighting, DegreeOfParallelism = forest.DegreeOfParallelism };
}
