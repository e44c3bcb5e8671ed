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
    public TreeOptions Tree { get; init; } = new() { MaxDepth = 1 };

    /// <summary>Class weights that boosting begins with, multiplied by any sample weights.</summary>
    public ClassWeighting Weighting { get; init; }

    /// <summary>
    /// Trees without a lower error on the validation rows after which boosting stops, and only those up to the lowest
    /// error are kept; 0 never stops. The error is the fraction of misclassified rows, weighted as <see cref="Weighting"/> weighs classes.
    /// </summary>
    public int EarlyStoppingRounds { get; init; }

    internal static void Validate(AdaBoostOptions options, int featureCount)
    {
        if (options.Tree is null)
        {
            throw new ArgumentException("There are no options of trees.", nameof(options));
        }

        TreeOptions.Validate(options.Tree, featureCount);
        if (options.Tree.Search != SplitSearchMethod.Histogram)
        {
            throw new ArgumentException($"AdaBoost bins its rows once for all trees: Tree.Search {options.Tree.Search} is not taken.", nameof(options));
        }

        if (options.Rounds < 1 || options.EarlyStoppingRounds < 0)
        {
            throw new ArgumentException($"{options.Rounds} trees, {options.EarlyStoppingRounds} without a lower error: at least 1 and 0.", nameof(options));
        }

        if (options.LearningRate is not (>= 1e-100 and <= 1e100))
        {
            throw new ArgumentException(FormattableString.Invariant($"The learning rate {options.LearningRate} is not in [1e-100, 1e100]."), nameof(options));
        }
    }
}
