using Counterweight.Training.Data;
using Counterweight.Training.Trees;
using Counterweight.Traversal;

namespace Counterweight.Training.Boosting;

/// <summary>An ensemble of boosting trees: initial scores and the leaf values of all trees, shrinkage included. Immutable.</summary>
public sealed partial class GradientBoostingModel
{
    private readonly double[] initialScores;
    private readonly TreeStructure trees;
    private readonly GradientTreeNode[] statistics;
    private readonly double[] values;

    internal GradientBoostingModel(
        int featureCount,
        bool hasVectorLeaves,
        double[] initialScores,
        TreeStructure trees,
        GradientTreeNode[] statistics,
        double[] values)
    {
        FeatureCount = featureCount;
        HasVectorLeaves = hasVectorLeaves;
        this.initialScores = initialScores;
        this.trees = trees;
        this.statistics = statistics;
        this.values = values;
    }

    /// <summary>Number of features a row must have.</summary>
    public int FeatureCount { get; }

    /// <summary>K, scores of a row.</summary>
    public int OutputCount => initialScores.Length;

    /// <summary>Whether a leaf holds a value for each output; otherwise tree t adds to output t mod K.</summary>
    public bool HasVectorLeaves { get; }

    /// <summary>Trees.</summary>
    public int TreeCount => trees.Roots.Length;

    /// <summary>Rounds that the trees are of.</summary>
    public int RoundCount => HasVectorLeaves ? TreeCount : TreeCount / OutputCount;

    /// <summary>What scores start from, one of each output.</summary>
    public ReadOnlySpan<double> InitialScores => initialScores;

    /// <summary>Nodes of all trees; children are numbered from the first node of all.</summary>
    public ReadOnlySpan<TreeSplit> Nodes => trees.Nodes;

    /// <summary>What the training rows said of each node.</summary>
    public ReadOnlySpan<GradientTreeNode> Statistics => statistics;

    /// <summary>The value of each node, or one for each output: what its leaf adds to the scores.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>The root of each tree.</summary>
    public ReadOnlySpan<int> Roots => trees.Roots;

    /// <summary>Words of the sets of categories that go left, see <see cref="CategorySetList"/>.</summary>
    public ReadOnlySpan<ulong> CategorySets => trees.CategorySets;

    /// <summary>Splits, without what the leaves mean.</summary>
    internal TreeStructure Structure => trees;

    /// <summary>The same trees from another start.</summary>
    internal GradientBoostingModel WithInitialScores(double[] scores) => new(FeatureCount, HasVectorLeaves, scores, trees, statistics, values);

    /// <summary>Scores of rows, as they are after all rounds or the first ones.</summary>
    /// <param name="data">Rows with the features of the training rows; their labels are not read.</param>
    /// <param name="destination">K scores a row, row after row.</param>
    /// <param name="rounds">Rounds to sum, 0 … <see cref="RoundCount"/>; −1: all.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included, at least 1. The scores are the same, to the bit.</param>
    /// <exception cref="ArgumentException">Another number of features, or a destination of another length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer rounds, or less than one thread.</exception>
    public void PredictScores(Dataset data, Span<double> destination, int rounds = -1, int degreeOfParallelism = 1)
    {
        Require.That(rounds >= -1 && rounds <= RoundCount, rounds, nameof(rounds), $"in [-1, {RoundCount}]");
        TrainingInput.ValidatePrediction(data, FeatureCount, destination.Length, OutputCount, degreeOfParallelism);
        for (var at = 0; at < destination.Length; at += OutputCount)
        {
            initialScores.CopyTo(destination[at..]);
        }

        var treeCount = rounds < 0 ? TreeCount : HasVectorLeaves ? rounds : rounds * OutputCount;
        trees.AddLeafValues(data, treeCount, values, OutputCount, destination, degreeOfParallelism);
    }

    /// <summary>How much each feature was used, in fractions that sum to 1; all 0 where nothing is split.</summary>
    /// <param name="importance">What splits are counted by.</param>
    /// <exception cref="ArgumentOutOfRangeException">An unknown importance.</exception>
    public double[] FeatureImportances(GradientImportance importance = GradientImportance.Gain)
    {
        Require.Defined(importance, nameof(importance));
        var fractions = new double[FeatureCount];
        for (var node = 0; node < statistics.Length; node++)
        {
            if (!Nodes[node].IsLeaf)
            {
                fractions[Nodes[node].Feature] += importance switch
                {
                    GradientImportance.Gain => statistics[node].Gain,
                    GradientImportance.Weight => statistics[node].Weight,
                    GradientImportance.Count => 1,
                    _ => throw new InvalidOperationException(),
                };
            }
        }

        var sum = fractions.Sum();
        return sum > 0 ? [.. fractions.Select(fraction => fraction / sum)] : fractions;
    }
}
