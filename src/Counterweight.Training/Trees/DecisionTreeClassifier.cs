using System.Diagnostics.CodeAnalysis;
using Counterweight.Training.Data;
using Counterweight.Training.Models;
using Counterweight.Training.Trees.Classification;
using Counterweight.Traversal;

namespace Counterweight.Training.Trees;

/// <summary>
/// A classification tree grown on binned features by weighted Gini impurity, entropy or Hellinger distance. Missing values are split like
/// any other: they go to whichever side serves better.
/// </summary>
/// <remarks>
/// All weight sums are exact integers, so equal input gives equal trees on every machine, a row of weight 2 is the
/// row twice and a row of weight 0 is no row. Up to 255 distinct values a feature is split exactly as if unbinned;
/// beyond that it is cut into 255 weighted quantiles. Of a feature that is a category the 254 heaviest are told apart, see
/// <see cref="Dataset.WithCategories"/>.
/// </remarks>
public sealed partial class DecisionTreeClassifier : IProbabilisticClassifier, IModelReader<DecisionTreeClassifier>
{
    private readonly TreeNode[] nodes;
    private readonly double[] fractions;
    private readonly TreeStructure structure;

    /// <summary>Takes over the arrays.</summary>
    /// <param name="nodes">The nodes, the root first, children after their parent.</param>
    /// <param name="fractions">Weighted fraction of each class in each node.</param>
    /// <param name="featureCount">Features of a row.</param>
    /// <param name="classCount">Classes.</param>
    /// <param name="categorySets">Words of the sets that nodes refer to; null for none.</param>
    internal DecisionTreeClassifier(TreeNode[] nodes, double[] fractions, int featureCount, int classCount, ulong[]? categorySets = null)
    {
        this.nodes = nodes;
        this.fractions = fractions;
        FeatureCount = featureCount;
        ClassCount = classCount;
        structure = new TreeStructure(Array.ConvertAll(nodes, node => node.ToSplit()), categorySets ?? []);
        Depth = structure.Depth();
    }

    /// <inheritdoc/>
    public int ClassCount { get; }

    /// <inheritdoc/>
    public int FeatureCount { get; }

    /// <summary>Most splits between the root and a leaf.</summary>
    public int Depth { get; internal init; }

    /// <summary>What the splits were chosen by; null in a loaded tree that an impurity of the user's own has grown, whose code no file holds.</summary>
    public Impurity? Criterion { get; internal init; }

    /// <summary>Words of the sets of categories that go left, see <see cref="CategorySetList"/>.</summary>
    public ReadOnlySpan<ulong> CategorySets => structure.CategorySets;

    /// <summary>All nodes, the root first.</summary>
    public ReadOnlySpan<TreeNode> Nodes => nodes;

    /// <summary>Weighted fraction of each class in a node, summing to 1: the class probabilities of a leaf.</summary>
    public ReadOnlySpan<double> ClassFractions(int node)
    {
        Require.Index(node, nodes.Length, nameof(node));
        return fractions.AsSpan(node * ClassCount, ClassCount);
    }

    /// <summary>Grows a tree.</summary>
    /// <param name="data">Training rows; at least one with weight. Where one class alone has such rows, it is always the answer.</param>
    /// <param name="options">Null for the defaults: Gini, no limits, no class weights.</param>
    /// <param name="input">Sample weights, and who follows the fit. Validation rows are refused.</param>
    /// <exception cref="ArgumentException">No rows or no weight, fewer than two classes, another number of weights, options that do not go together, categories in an exact search, or validation rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option or a weight is outside its range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static DecisionTreeClassifier Fit(Dataset data, DecisionTreeOptions? options = null, FitInput input = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        data = TrainingInput.Resampled(data, ref input);
        var weights = Prepare(data, ref options, input);
        if (options.Search == SplitSearchMethod.Exact)
        {
            return ExactTreeGrower.Grow(data, options, weights.OfRows(data), input.Monitor);
        }

        input.Monitor.Report(0, "binning");
        var bins = BinnedDataset.Create(data, weights.OfRows(data), degreeOfParallelism: options.DegreeOfParallelism);
        return Fit(bins, options, weights, input.Monitor);
    }

    /// <summary>Grows a tree on bins that were made before, some of them perhaps of categories.</summary>
    /// <param name="data">Training rows and their bins; at least one row with weight. Where one class alone has such rows, it is always the answer.</param>
    /// <param name="options">Null for the defaults: Gini, no limits, no class weights.</param>
    /// <param name="input">Sample weights, and who follows the fit. Validation rows are refused.</param>
    /// <exception cref="ArgumentException">No weight, fewer than two classes, another number of weights, options that do not go together, or validation rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option or a weight is outside its range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static DecisionTreeClassifier Fit(BinnedDataset data, DecisionTreeOptions? options = null, FitInput input = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (options?.Search == SplitSearchMethod.Exact)
        {
            throw Require.Misfit($"Search is Exact, which does not use bins: give it the data set.", nameof(options));
        }

        var weights = Prepare(data.Source, ref options, input);
        return Fit(data, options, weights, input.Monitor);
    }

    /// <summary>Checks all input. The options follow the unit of the weights.</summary>
    private static FitWeights Prepare(Dataset data, [NotNull] ref DecisionTreeOptions? options, FitInput input)
    {
        options ??= new DecisionTreeOptions();
        DecisionTreeOptions.Validate(options, data.FeatureCount);
        TrainingInput.RefuseValidation(input, "a decision tree");
        var weights = FitWeights.Of(data, options.Weighting, input);
        options = options.InUnit(weights.Exponent);
        return weights;
    }

    private static DecisionTreeClassifier Fit(BinnedDataset data, DecisionTreeOptions options, FitWeights weights, FitMonitor monitor)
    {
        var growth = new GrowthData(data, options, timer: monitor.Timer);
        var rows = new SampledRows(growth);
        rows.Set(weights.Classes, weights.Samples, []);
        return new HistogramTreeGrower(growth).Grow(rows, 0, options.DegreeOfParallelism, monitor).ToDecisionTree(options.Impurity);
    }
}
