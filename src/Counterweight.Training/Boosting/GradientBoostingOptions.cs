using Counterweight.Losses;
using Counterweight.Training.Trees;

namespace Counterweight.Training.Boosting;

/// <summary>How gradient boosting fits.</summary>
public sealed record GradientBoostingOptions
{
    /// <summary>Rounds at most, at least 1: each adds a tree, or one for each class.</summary>
    public int Rounds { get; init; } = 100;

    /// <summary>Shrinkage: what leaf values are multiplied by; finite, above 0.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>How each tree is grown.</summary>
    public GradientTreeOptions Tree { get; init; } = new();

    /// <summary>Class weights, multiplied by any sample weights. Of no use in regression.</summary>
    public ClassWeighting Weighting { get; init; }

    /// <summary>Whether and how the class weights are taken out of the scores again.</summary>
    public PriorCorrection PriorCorrection { get; init; }

    /// <summary>How three classes or more are scored.</summary>
    public GradientMulticlass Multiclass { get; init; }

    /// <summary>What the softmax's Hessian diagonal is multiplied by.</summary>
    public HessianFactor HessianFactor { get; init; }

    /// <summary>Puts 1 in the Hessians' place, for plain gradient steps. Done anyway for losses that have no curvature or whose leaves are located, such as the absolute, quantile and Huber losses, and in the place of 0 for other losses of one score that have none at some rows at the start.</summary>
    public bool UnitHessians { get; init; }

    /// <summary>Fraction of the rows each round is grown on, in (0, 1]: every row is drawn by itself.</summary>
    public double RowFraction { get; init; } = 1;

    /// <summary>Fraction of the features each tree may split, of those of factor 0 none, in (0, 1], rounded up.</summary>
    public double FeatureFraction { get; init; } = 1;

    /// <summary>Null, or a factor for each feature's gains, 0 or 10⁻¹⁰⁰ … 10¹⁰⁰; features of factor 0 are never split.</summary>
    public IReadOnlyList<double>? FeatureWeights { get; init; }

    /// <summary>Rounds without improvement on the validation rows after which boosting stops; the best round is kept then. 0: never, and all rounds are kept.</summary>
    public int EarlyStoppingRounds { get; init; }

    /// <summary>What early stopping watches.</summary>
    public EarlyStoppingMetric EarlyStoppingMetric { get; init; }

    /// <summary>What an improvement must exceed; finite, at least 0.</summary>
    public double MinImprovement { get; init; }

    /// <summary>Key of the draws of rows and features.</summary>
    public ulong Seed { get; init; }

    /// <summary>Threads at most, at least 1; fewer work where there is little to do. The model is the same for any number.</summary>
    public int DegreeOfParallelism { get; init; } = 1;

    /// <summary>Rows × features × outputs for each thread, at least: with fewer, a thread takes longer to wake up than it saves.</summary>
    /// <remarks>
    /// On Zen 5 46,000 rows of 9 features and two classes took two threads a quarter longer than one, 150,000 of 20 a fifth less;
    /// the number between them was chosen.
    /// </remarks>
    internal long CellsPerThread { get; init; } = 1 << 18;

    internal static void Validate(GradientBoostingOptions options, int featureCount)
    {
        const string Parameter = nameof(options);
        Require.NotNull(options.Tree, nameof(Tree), "have the options of trees", Parameter);

        GradientTreeOptions.Validate(options.Tree, nameof(Tree) + ".");
        Require.FeatureWeights(options.FeatureWeights, featureCount, nameof(FeatureWeights), Parameter);
        Require.AtLeast(options.Rounds, 1, nameof(Rounds), Parameter);
        Require.AtLeast(options.EarlyStoppingRounds, 0, nameof(EarlyStoppingRounds), Parameter);
        Require.AtLeast(options.DegreeOfParallelism, 1, nameof(DegreeOfParallelism), Parameter);
        Require.FiniteAboveZero(options.LearningRate, nameof(LearningRate), Parameter);
        Require.That(options.RowFraction is > 0 and <= 1, options.RowFraction, nameof(RowFraction), "in (0, 1]", Parameter);
        Require.That(options.FeatureFraction is > 0 and <= 1, options.FeatureFraction, nameof(FeatureFraction), "in (0, 1]", Parameter);
        Require.FiniteAtLeastZero(options.MinImprovement, nameof(MinImprovement), Parameter);
        Require.Defined(options.PriorCorrection, nameof(PriorCorrection), Parameter);
        Require.Defined(options.Multiclass, nameof(Multiclass), Parameter);
        Require.Defined(options.HessianFactor, nameof(HessianFactor), Parameter);
        Require.Defined(options.EarlyStoppingMetric, nameof(EarlyStoppingMetric), Parameter);
    }
}
