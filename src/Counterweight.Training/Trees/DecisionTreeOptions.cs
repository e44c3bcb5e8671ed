namespace Counterweight.Training.Trees;

/// <summary>How a decision tree is grown.</summary>
public sealed record DecisionTreeOptions
{
    /// <summary>What a split lowers.</summary>
    public Impurity Impurity { get; init; } = Impurity.Gini;

    /// <summary>Class weights, multiplied by any sample weights. Of a single tree there is no bootstrap: per bootstrap means overall.</summary>
    public ClassWeighting Weighting { get; init; }

    /// <summary>Most splits between the root and a leaf, at least 0.</summary>
    public int MaxDepth { get; init; } = int.MaxValue;

    /// <summary>Most leaves, at least 1. Below <see cref="int.MaxValue"/> the tree grows best first: the split of greatest gain next, of equal ones that of the node found first.</summary>
    public int MaxLeaves { get; init; } = int.MaxValue;

    /// <summary>Fewest rows of a leaf, at least 1; a row counts as one whatever its weight, and as often as a bootstrap has drawn it.</summary>
    public int MinRowCount { get; init; } = 1;

    /// <summary>Least weight of a leaf, class weights × sample weights; at least 0.</summary>
    public double MinWeight { get; init; }

    /// <summary>Whether thresholds lie between bins or between all values.</summary>
    public SplitSearchMethod Search { get; init; }

    /// <summary>W_t/W times what a split lowers the impurity by must exceed this, W_t and W being the weights of node and root; at least 0.</summary>
    public double MinGain { get; init; }

    /// <summary>Features drawn at every node. Where all that are drawn have one value in the node, as many others are drawn.</summary>
    public MaxFeatures MaxFeatures { get; init; }

    /// <summary>
    /// One threshold a feature, drawn uniformly between the bins of the node's lowest and highest value, instead of the
    /// best one; missing values are still tried on both sides. Categorical features are split as ever.
    /// </summary>
    public bool RandomThresholds { get; init; }

    /// <summary>Null, or a factor for each feature's gains, 0 or 10⁻¹⁰⁰ … 10¹⁰⁰; features of factor 0 are never split.</summary>
    public IReadOnlyList<double>? FeatureWeights { get; init; }

    /// <summary>Seed of all draws: of features and random thresholds.</summary>
    public ulong Seed { get; init; }

    /// <summary>Threads at most, the caller's included, at least 1. The tree is the same.</summary>
    public int DegreeOfParallelism { get; init; } = 1;

    /// <summary>Refuses options outside their ranges.</summary>
    /// <param name="options">The options.</param>
    /// <param name="featureCount">Features of the rows.</param>
    /// <param name="holder">What holds them in the caller's options, with a full stop; empty: nothing.</param>
    internal static void Validate(DecisionTreeOptions options, int featureCount, string holder = "")
    {
        const string Parameter = nameof(options);
        Require.NotNull(options.Impurity, holder + nameof(Impurity), "be an impurity", Parameter);
        Require.Defined(options.Search, holder + nameof(Search), Parameter);
        Require.AtLeast(options.MaxDepth, 0, holder + nameof(MaxDepth), Parameter);
        Require.AtLeast(options.MaxLeaves, 1, holder + nameof(MaxLeaves), Parameter);
        Require.AtLeast(options.MinRowCount, 1, holder + nameof(MinRowCount), Parameter);
        Require.AtLeast(options.DegreeOfParallelism, 1, holder + nameof(DegreeOfParallelism), Parameter);
        Require.FiniteAtLeastZero(options.MinWeight, holder + nameof(MinWeight), Parameter);
        Require.FiniteAtLeastZero(options.MinGain, holder + nameof(MinGain), Parameter);
        Require.FeatureWeights(options.FeatureWeights, featureCount, holder + nameof(FeatureWeights), Parameter);
    }

    /// <summary>The same options for weights divided by two to the power <paramref name="exponent"/>.</summary>
    internal DecisionTreeOptions InUnit(int exponent) => exponent == 0 || MinWeight == 0 ? this : this with { MinWeight = TrainingInput.InUnit(MinWeight, exponent) };
}
