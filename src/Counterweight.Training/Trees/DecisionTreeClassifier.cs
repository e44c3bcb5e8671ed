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
/// beyond that it is cut into 255 weighted quantiles.
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

    /// <inheritdoc/>
    public KernelTime KernelTime { get; internal init; }

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
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)node, (uint)nodes.Length, nameof(node));
        return fractions.AsSpan(node * ClassCount, ClassCount);
    }

    /// <summary>Grows a tree.</summary>
    /// <param name="data">Training rows; at least one with weight.</param>
    /// <param name="options">Null for the defaults: Gini, no limits, no class weights.</param>
    /// <param name="sampleWeights">Empty, or one finite weight ≥ 0 a row.</param>
    /// <param name="progress">Told of finished subtrees.</param>
    /// <param name="cancellation">Checked at every node.</param>
    /// <exception cref="ArgumentException">No rows or no weight, fewer than two classes, sample weights of another length or bad value.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static DecisionTreeClassifier Fit(
        Dataset data,
        TreeOptions? options = null,
        ReadOnlySpan<double> sampleWeights = default,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new TreeOptions();
        TreeOptions.Validate(options, data.FeatureCount);
        TrainingInput.Validate(data, sampleWeights);
        var weights = TrainingInput.InUnitRange(sampleWeights, out var exponent);
        options = options.InUnit(exponent);
        var classWeights = TrainingInput.ClassWeightsOf(data, options.Weighting, weights, exponent);
        if (options.Search == SplitSearchMethod.Exact)
        {
            return ExactTreeGrower.Grow(data, options, classWeights, weights, progress, cancellation);
        }

        progress?.Report(new FitProgress(0, "binning"));
        var bins = BinnedDataset.Create(data, TrainingInput.RowWeights(data, classWeights, weights), degreeOfParallelism: options.DegreeOfParallelism);
        return Fit(bins, options, classWeights, weights, progress, cancellation);
    }

    /// <summary>Grows a tree on bins that were made before, some of them perhaps of categories.</summary>
    /// <param name="data">Training rows and their bins; at least one row with weight.</param>
    /// <param name="options">Null for the defaults: Gini, no limits, no class weights.</param>
    /// <param name="sampleWeights">Empty, or one finite weight ≥ 0 a row.</param>
    /// <param name="progress">Told of finished subtrees.</param>
    /// <param name="cancellation">Checked at every node.</param>
    /// <exception cref="ArgumentException">No weight, fewer than two classes, sample weights of another length or bad value.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static DecisionTreeClassifier Fit(
        BinnedDataset data,
        TreeOptions? options = null,
        ReadOnlySpan<double> sampleWeights = default,
        IProgress<FitProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new TreeOptions();
        TreeOptions.Validate(options, data.FeatureCount);
        if (options.Search == SplitSearchMethod.Exact)
        {
            throw new ArgumentException("Exact search does not use bins: give it the data set.", nameof(options));
        }

        TrainingInput.Validate(data.Source, sampleWeights);
        var weights = TrainingInput.InUnitRange(sampleWeights, out var exponent);
        return Fit(data, options.InUnit(exponent), TrainingInput.ClassWeightsOf(data.Source, options.Weighting, weights, exponent), weights, progress, cancellation);
    }

    private static DecisionTreeClassifier Fit(
        BinnedDataset data,
        TreeOptions options,
        double[] classWeights,
        double[] sampleWeights,
        IProgress<FitProgress>? progress,
        CancellationToken cancellation)
    {
        var growth = new GrowthData(data, options);
        var rows = new SampledRows(growth);
        rows.Set(classWeights, sampleWeights, []);
        return new HistogramTreeGrower(growth).Grow(rows, 0, options.DegreeOfParallelism, progress, cancellation).ToDecisionTree(options.Impurity);
    }
}
