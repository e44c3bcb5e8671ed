using Counterweight.Training.Boosting;

namespace Counterweight.Training.Ensembles;

/// <summary>How an <see cref="EasyEnsembleClassifier"/> is fitted. The default: 10 balanced bags of different rows, 50 stumps on each.</summary>
public sealed record EasyEnsembleOptions
{
    /// <summary>Number of bags, at least 1.</summary>
    public int BagCount { get; init; } = 10;

    /// <summary>How many rows of each class a bag draws.</summary>
    public ClassSampling ClassSampling { get; init; } = ClassSampling.BalancedWithoutReplacement;

    /// <summary>How AdaBoost is fitted to each bag. The seed of its trees counts on from bag to bag.</summary>
    public AdaBoostOptions Boosting { get; init; } = new();

    /// <summary>Seed of the draws of all bags.</summary>
    public ulong Seed { get; init; }

    /// <summary>Bags fitted side by side at most, at least 1; threads of the trees come on top. The model is the same.</summary>
    public int DegreeOfParallelism { get; init; } = 1;

    internal static void Validate(EasyEnsembleOptions options, int featureCount)
    {
        const string Parameter = nameof(options);
        Require.AtLeast(options.BagCount, 1, nameof(BagCount), Parameter);
        Require.AtLeast(options.DegreeOfParallelism, 1, nameof(DegreeOfParallelism), Parameter);
        Require.NotNull(options.Boosting, nameof(Boosting), "have the options of AdaBoost", Parameter);
        AdaBoostOptions.Validate(options.Boosting, featureCount, nameof(Boosting) + ".");
    }
}
