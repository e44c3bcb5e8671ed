using Counterweight.Training.Data;
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
    /// How many rows of each class every tree is grown on, drawn anew before each round by the seed of <see cref="Tree"/>. The rows
    /// keep their weights. Votes and weights are then those of all rows. Anything but <see cref="ClassSampling.None"/> makes this
    /// RUSBoost: Seiffert, Khoshgoftaar, Van Hulse, Napolitano, RUSBoost: a hybrid approach to alleviating class imbalance, IEEE
    /// Transactions on Systems, Man, and Cybernetics A 40, 2010; with the votes of SAMME in place of AdaBoost.M2's.
    /// </summary>
    public ClassSampling ClassSampling { get; init; }

    /// <summary>
    /// Trees without a lower error on the validation rows after which boosting stops, and only those up to the lowest
    /// error are kept; 0 never stops. The error is the fraction of misclassified rows, weighted as <see cref="Weighting"/> weighs classes.
    /// </summary>
    public int EarlyStoppingRounds { get; init; }

    /// <summary>Refuses class weights that do not fit the rows.</summary>
    internal static void ValidateWeightings(AdaBoostOptions options, Dataset data, FitInput input, string holder)
    {
        var samples = TrainingInput.InUnitRange(TrainingInput.Validate(data, input), out _);
        var classes = TrainingInput.InUnitRange(options.Weighting.Of(data.Labels, samples, data.ClassCount, name: holder + nameof(Weighting)), out _);
        options.Tree.Weighting.Of(data.Labels, TrainingInput.RowWeights(data, classes, samples), data.ClassCount, name: holder + "Tree.Weighting");
    }

    internal static void Validate(AdaBoostOptions options, int featureCount, string holder = "")
    {
        const string Parameter = nameof(options);
        Require.NotNull(options.Tree, holder + nameof(Tree), "have the options of trees", Parameter);

        DecisionTreeOptions.Validate(options.Tree, featureCount, holder + nameof(Tree) + ".");
        if (options.Tree.Search != SplitSearchMethod.Histogram)
        {
            throw Require.Misfit($"{holder}Tree.Search is {options.Tree.Search}; AdaBoost bins its rows once for all trees.", Parameter);
        }

        Require.AtLeast(options.Rounds, 1, holder + nameof(Rounds), Parameter);
        Require.AtLeast(options.EarlyStoppingRounds, 0, holder + nameof(EarlyStoppingRounds), Parameter);
        Require.That(options.LearningRate is >= 1e-100 and <= 1e100, options.LearningRate, holder + nameof(LearningRate), "in [1e-100, 1e100]", Parameter);
    }
}
