using Counterweight.Training.Trees;

namespace Counterweight.Training.Forests;

/// <summary>How the trees of a forest are grown.</summary>
public abstract record ForestOptions
{
    private protected ForestOptions()
    {
    }

    /// <summary>Number of trees, at least 1.</summary>
    public int TreeCount { get; init; } = 100;

    /// <summary>What a split lowers.</summary>
    public Impurity Impurity { get; init; } = Impurity.Gini;

    /// <summary>Class weights, multiplied by any sample weights: from all rows, or for each tree from those it has drawn.</summary>
    public ClassWeighting Weighting { get; init; }

    /// <summary>
    /// Every tree grows on as many rows as there are with weight, drawn from them with replacement, each with the same
    /// probability; its weight counts as often as it is drawn. Otherwise on all rows.
    /// </summary>
    public bool Bootstrap { get; init; }

    /// <summary>
    /// How many rows of each class every tree draws, to make a balanced random forest. <see cref="ClassSampling.Balanced"/> and others
    /// with replacement are bootstraps of each class, as Chen, Liaw and Breiman have it, and take the place of <see cref="Bootstrap"/>.
    /// From rows drawn without replacement a tree draws once more where <see cref="Bootstrap"/> is set, as many as they are and with
    /// replacement, as imbalanced-learn has it: a tree then sees as many different rows of every class, and predicts the rare class better.
    /// Source: Chen, Liaw, Breiman, Using random forest to learn imbalanced data, report 666, Department of Statistics, Berkeley, 2004, section 2.2.
    /// </summary>
    public ClassSampling ClassSampling { get; init; }

    /// <summary>Predict every row by the trees that have not drawn it; needs <see cref="Bootstrap"/> or <see cref="ClassSampling"/>.</summary>
    public bool OutOfBag { get; init; }

    /// <summary>Most splits between the root and a leaf, at least 0.</summary>
    public int MaxDepth { get; init; } = int.MaxValue;

    /// <summary>Most leaves of a tree, at least 1, as <see cref="DecisionTreeOptions.MaxLeaves"/>.</summary>
    public int MaxLeaves { get; init; } = int.MaxValue;

    /// <summary>Fewest rows of a leaf, at least 1; a row counts as often as it is drawn.</summary>
    public int MinRowCount { get; init; } = 1;

    /// <summary>Least weight of a leaf; at least 0.</summary>
    public double MinWeight { get; init; }

    /// <summary>Least gain, as <see cref="DecisionTreeOptions.MinGain"/>.</summary>
    public double MinGain { get; init; }

    /// <summary>Features drawn at every node.</summary>
    public MaxFeatures MaxFeatures { get; init; } = MaxFeatures.Sqrt;

    /// <summary>Null, or a factor for each feature's gains, 0 or 10⁻¹⁰⁰ … 10¹⁰⁰.</summary>
    public IReadOnlyList<double>? FeatureWeights { get; init; }

    /// <summary>Most bins a feature, 2 … 255, where bins are not made before.</summary>
    public int MaxBins { get; init; } = 255;

    /// <summary>Seed of all draws.</summary>
    public ulong Seed { get; init; }

    /// <summary>Threads at most, the caller's included, at least 1. The forest is the same.</summary>
    public int DegreeOfParallelism { get; init; } = 1;

    /// <summary>Whether trees grow on rows that they draw.</summary>
    internal bool DrawsRows => Bootstrap || ClassSampling != ClassSampling.None;

    internal abstract bool RandomThresholds { get; }

    internal DecisionTreeOptions ToTreeOptions() => new()
    {
        Impurity = Impurity,
        Weighting = Weighting,
        MaxDepth = MaxDepth,
        MaxLeaves = MaxLeaves,
        MinRowCount = MinRowCount,
        MinWeight = MinWeight,
        MinGain = MinGain,
        MaxFeatures = MaxFeatures,
        RandomThresholds = RandomThresholds,
        FeatureWeights = FeatureWeights,
        Seed = Seed,
        DegreeOfParallelism = DegreeOfParallelism,
    };

    internal static void Validate(ForestOptions options, int featureCount)
    {
        const string Parameter = nameof(options);
        DecisionTreeOptions.Validate(options.ToTreeOptions(), featureCount);
        Require.AtLeast(options.TreeCount, 1, nameof(TreeCount), Parameter);
        Require.That(options.MaxBins is >= 2 and <= byte.MaxValue, options.MaxBins, nameof(MaxBins), "in [2, 255]", Parameter);
        if (options.OutOfBag && !options.DrawsRows)
        {
            throw Require.Misfit($"OutOfBag is True, but Bootstrap is False; without a bootstrap no row is out of bag.", Parameter);
        }
    }
}
