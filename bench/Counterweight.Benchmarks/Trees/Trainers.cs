using Counterweight.Training;
using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Ensembles;
using Counterweight.Training.Forests;
using Counterweight.Training.Trees;

namespace Counterweight.Benchmarks.Trees;

/// <summary>Our trainers by name.</summary>
internal static class Trainers
{
    /// <summary>Reads the settings of a fit.</summary>
    /// <returns>What readies the rows, then fits with a number of threads.</returns>
    /// <exception cref="UsageException">There is no such trainer, or it does not know a setting.</exception>
    public static Func<Dataset, Func<int, IClassifier>> Read(TreeRequest request) => request.Work switch
    {
        "tree" => Tree(request),
        "forest" => Forest(request),
        "boosting" => Boosting(request),
        "ada-boost" => AdaBoost(request),
        "bagging" => Bagging(request),
        "easy-ensemble" => EasyEnsemble(request),
        _ => throw new UsageException($"there is no work '{request.Work}'"),
    };

    private static Func<Dataset, Func<int, IClassifier>> Tree(TreeRequest request)
    {
        var options = DecisionTreeOptions(request) with
        {
            Search = request.OneOf("search", SplitSearchMethod.Histogram, ("histogram", SplitSearchMethod.Histogram), ("exact", SplitSearchMethod.Exact)),
            Weighting = Weighting(request),
        };
        return data => threads => DecisionTreeClassifier.Fit(data, options with { DegreeOfParallelism = threads });
    }

    private static Func<Dataset, Func<int, IClassifier>> Forest(TreeRequest request)
    {
        var options = new RandomForestOptions
        {
            TreeCount = request.Positive("trees", 100),
            Impurity = Impurity(request),
            MaxDepth = request.Positive("depth", int.MaxValue),
            MaxLeaves = request.Positive("leaves", int.MaxValue),
            MinRowCount = request.Positive("min-rows", 1),
            Weighting = Weighting(request),
            ClassSampling = Sampling(request),
            Seed = Seed(request),
        };
        return data => threads => RandomForestClassifier.Fit(data, options with { DegreeOfParallelism = threads });
    }

    /// <summary>Bins are made beforehand, by weighted quantiles where classes are weighted, as XGBoost's are.</summary>
    private static Func<Dataset, Func<int, IClassifier>> Boosting(TreeRequest request)
    {
        var bins = request.Positive("bins", 255);
        var options = new GradientBoostingOptions
        {
            Rounds = request.Positive("rounds", 100),
            LearningRate = request.Real("learning-rate", 0.1),
            Weighting = Weighting(request),
            Multiclass = request.OneOf("multiclass", GradientMulticlass.TreePerClass, ("tree-per-class", GradientMulticlass.TreePerClass), ("vector-leaves", GradientMulticlass.VectorLeaves)),
            Seed = Seed(request),
            Tree = new GradientTreeOptions
            {
                Growth = request.OneOf("growth", GradientTreeGrowth.BestFirst, ("best-first", GradientTreeGrowth.BestFirst), ("depth-wise", GradientTreeGrowth.DepthWise)),
                MaxDepth = request.Positive("depth", int.MaxValue),
                MaxLeaves = request.Positive("leaves", 31),
                MinRowCount = request.Positive("min-rows", 20),
                MinHessian = request.Real("min-hessian", 1e-3),
                L2 = request.Real("l2", 0),
            },
        };
        return data =>
        {
            var binned = BinnedDataset.Create(data, options.Weighting == ClassWeighting.None ? [] : BalancedWeights(data), bins);
            return threads => GradientBoostingClassifier.Fit(binned, options with { DegreeOfParallelism = threads });
        };
    }

    private static Func<Dataset, Func<int, IClassifier>> AdaBoost(TreeRequest request)
    {
        var options = AdaBoostOptions(request) with { ClassSampling = Sampling(request) };
        return data => threads => AdaBoostClassifier.Fit(data, options with { Tree = options.Tree with { DegreeOfParallelism = threads } });
    }

    private static Func<Dataset, Func<int, IClassifier>> Bagging(TreeRequest request)
    {
        var options = new BaggingOptions { BagCount = request.Positive("bags", 10), ClassSampling = Sampling(request), Seed = Seed(request) };
        var tree = DecisionTreeOptions(request);
        return data => threads => BaggingClassifier.Fit(data, (rows, _, input) => DecisionTreeClassifier.Fit(rows, tree, input), options with { DegreeOfParallelism = threads });
    }

    private static Func<Dataset, Func<int, IClassifier>> EasyEnsemble(TreeRequest request)
    {
        var options = new EasyEnsembleOptions { BagCount = request.Positive("bags", 10), ClassSampling = Sampling(request), Seed = Seed(request), Boosting = AdaBoostOptions(request) };
        return data => threads => EasyEnsembleClassifier.Fit(data, options with { DegreeOfParallelism = threads });
    }

    private static AdaBoostOptions AdaBoostOptions(TreeRequest request) => new()
    {
        Rounds = request.Positive("rounds", 50),
        LearningRate = request.Real("learning-rate", 1),
        Weighting = Weighting(request),
        Tree = DecisionTreeOptions(request),
    };

    private static DecisionTreeOptions DecisionTreeOptions(TreeRequest request) => new()
    {
        Impurity = Impurity(request),
        MaxDepth = request.Positive("depth", int.MaxValue),
        MaxLeaves = request.Positive("leaves", int.MaxValue),
        MinRowCount = request.Positive("min-rows", 1),
        Seed = Seed(request),
    };

    private static Impurity Impurity(TreeRequest request) => request.OneOf(
        "impurity",
        Training.Trees.Impurity.Gini,
        ("gini", Training.Trees.Impurity.Gini),
        ("entropy", Training.Trees.Impurity.Entropy),
        ("hellinger", Training.Trees.Impurity.Hellinger));

    private static ClassWeighting Weighting(TreeRequest request) => request.OneOf(
        "weights",
        ClassWeighting.None,
        ("none", ClassWeighting.None),
        ("balanced", ClassWeighting.Balanced),
        ("balanced-per-bootstrap", ClassWeighting.BalancedPerBootstrap));

    private static ClassSampling Sampling(TreeRequest request) => request.OneOf(
        "sampling",
        ClassSampling.None,
        ("none", ClassSampling.None),
        ("balanced", ClassSampling.Balanced),
        ("balanced-without-replacement", ClassSampling.BalancedWithoutReplacement));

    private static ulong Seed(TreeRequest request) => (ulong)request.Real("seed", 0);

    private static double[] BalancedWeights(Dataset data)
    {
        var counts = data.CountClasses();
        return [.. data.Labels.ToArray().Select(label => data.RowCount / ((double)data.ClassCount * counts[label]))];
    }
}
