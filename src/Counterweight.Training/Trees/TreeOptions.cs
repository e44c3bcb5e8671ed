namespace Counterweight.Training.Trees;

/// <summary>How a decision tree is grown.</summary>
public sealed record TreeOptions
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

    internal static void Validate(TreeOptions options)
    {
        if (options.Impurity is null || !Enum.IsDefined(options.Search))
        {
            throw new ArgumentException(options.Impurity is null ? "The impurity is null." : $"Unknown search {options.Search}.", nameof(options));
        }

        if (options.MaxDepth < 0 || options.MaxLeaves < 1 || options.MinRowCount < 1 || options.DegreeOfParallelism < 1)
        {
            throw new ArgumentException($"Depth {options.MaxDepth}, leaves {options.MaxLeaves}, rows of a leaf {options.MinRowCount}, threads {options.DegreeOfParallelism}: at least 0, 1, 1 and 1.", nameof(options));
        }

        NotNegative(options.MinWeight, "least weight of a leaf", nameof(options));
        NotNegative(options.MinGain, "least gain", nameof(options));
        foreach (var weight in options.FeatureWeights ?? [])
        {
            if (!IsFeatureWeight(weight))
            {
                throw new ArgumentException(FormattableString.Invariant($"The weight of a feature, {weight}, is neither 0 nor in [1e-100, 1e100]."), nameof(options));
            }
        }
    }

    internal static void Validate(TreeOptions options, int featureCount)
    {
        Validate(options);
        if (options.FeatureWeights is { } weights && weights.Count != featureCount)
        {
            throw new ArgumentException($"{weights.Count} weights for {featureCount} features.", nameof(options));
        }
    }

    /// <summary>Whether gains times this factor neither overflow nor vanish.</summary>
    internal static bool IsFeatureWeight(double weight) => weight is 0 or (>= 1e-100 and <= 1e100);

    /// <summary>The same options for weights divided by two to the power <paramref name="exponent"/>.</summary>
    internal TreeOptions InUnit(int exponent) => exponent == 0 || MinWeight == 0 ? this : this with { MinWeight = TrainingInput.InUnit(MinWeight, exponent) };

    private static void NotNegative(double value, string what, string parameter)
    {
        if (!(value >= 0 && double.IsFinite(value)))
        {
            throw new ArgumentException(FormattableString.Invariant($"The {what}, {value}, is not a finite number of at least 0."), parameter);
        }
    }
}
