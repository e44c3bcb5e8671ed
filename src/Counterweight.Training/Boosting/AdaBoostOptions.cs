using Counterweight.Training.Trees;

namespace Counterweight.Training.Boosting;

/// <summary>How AdaBoost is fitted.</summary>
public sealed record AdaBoostOptions
{
    /// <summary>Most trees, at least 1.</summary>
    public int Rounds { get; init; } = 50;

    /// <summary>Factor of every tree's vote, 10⁻¹⁰⁰ … 10¹⁰⁰.</summary>
    public double LearningRate { get; init; } = 1;

    /// <summary>How each tree is grown, by <see cref="SplitSearchMethod.Histogram"/>; its own class weighting is added to that of the boosting, and its seed counts on by one a tree.</summary>
    public DecisionTreeOptions Tree { get; init; } = new() { MaxDepth = 1 };

    /// <summary>Class weights that boosting begins with, multiplied by any sample weights.</summary>
    public ClassWeighting Weighting { get; init; }

    /// <summary>
    /// Trees without a lower error on the validation rows after which boosting stops, and only those up to the lowest
    /// error are kept; 0 never stops. The error is the fraction of misclassified rows, weighted as <see cref="Weighting"/> weighs classes.
    /// </summary>
    public int EarlyStoppingRounds { get; init; }

    internal static void Validate(AdaBoostOptions options, int featureCount)
    {
        const string Parameter = nameof(options);
        Require.NotNull(options.Tree, nameof(Tree), "have the options of trees", Parameter);

        DecisionTreeOptions.Validate(options.Tree, featureCount, nameof(Tree) + ".");
        if (options.Tree.Search != SplitSearchMethod.Histogram)
        {
            throw Require.Misfit($"Tree.Search is {options.Tree.Search}; AdaBoost bins its rows once for all trees.", Parameter);
        }

        Require.AtLeast(options.Rounds, 1, nameof(Rounds), Parameter);
        Require.AtLeast(options.EarlyStoppingRounds, 0, nameof(EarlyStoppingRounds), Parameter);
        Require.That(options.LearningRate is >= 1e-100 and <= 1e100, options.LearningRate, nameof(LearningRate), "in [1e-100, 1e100]", Parameter);
    }
}
