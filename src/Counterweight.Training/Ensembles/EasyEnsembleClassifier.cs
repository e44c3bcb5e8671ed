using Counterweight.Training.Boosting;
using Counterweight.Training.Data;
using Counterweight.Training.Models;

namespace Counterweight.Training.Ensembles;

/// <summary>
/// EasyEnsemble: AdaBoost on each of several bags of balanced rows. The trees of all bags vote together, each with the weight that
/// AdaBoost gave it.
/// </summary>
/// <remarks>
/// The more common classes lose no rows on the whole: each bag draws others of them. A bag whose first tree makes no error has one
/// vote of weight 1, see <see cref="AdaBoostClassifier"/>. Rows of weight 0 are in no bag.
/// Source: Liu, Wu, Zhou, Exploratory undersampling for class-imbalance learning, IEEE Transactions on Systems, Man, and Cybernetics B 39,
/// 2009, algorithm 1.
/// </remarks>
public sealed class EasyEnsembleClassifier : IProbabilisticClassifier, IModelReader<EasyEnsembleClassifier>
{
    private readonly AdaBoostClassifier votes;
    private readonly int[] treeCounts;

    private EasyEnsembleClassifier(AdaBoostClassifier votes, int[] treeCounts) => (this.votes, this.treeCounts) = (votes, treeCounts);

    /// <inheritdoc/>
    public int ClassCount => votes.ClassCount;

    /// <inheritdoc/>
    public int FeatureCount => votes.FeatureCount;

    /// <summary>How many trees each bag has.</summary>
    public ReadOnlySpan<int> TreeCounts => treeCounts;

    /// <summary>The trees and votes of all bags, one bag after the other.</summary>
    public AdaBoostClassifier Votes => votes;

    static string IModelReader<EasyEnsembleClassifier>.KindName => "easy-ensemble";

    string ISavedModel.Kind => "easy-ensemble";

    /// <summary>Draws bags, and fits AdaBoost to each.</summary>
    /// <param name="data">Training rows; at least one with weight. Where one class alone has such rows, it is always the answer.</param>
    /// <param name="options">Null for the defaults: 10 balanced bags, 50 stumps on each.</param>
    /// <param name="input">Sample weights, a resampler of each bag, validation rows with the same classes for the early stopping of each bag, and who follows the fit.</param>
    /// <exception cref="ArgumentException">No rows or no weight, fewer than two classes, another number of weights, options that do not go together, or validation rows that do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option or a weight is outside its range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static EasyEnsembleClassifier Fit(Dataset data, EasyEnsembleOptions? options = null, FitInput input = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        options ??= new EasyEnsembleOptions();
        EasyEnsembleOptions.Validate(options, data.FeatureCount);
        AdaBoostOptions.ValidateWeightings(options.Boosting, data, input with { Resampler = null }, "Boosting.");
        TrainingInput.ValidateValidation(input, data, hasClasses: true, options.Boosting.EarlyStoppingRounds);
        var bags = new BaggingOptions { BagCount = options.BagCount, ClassSampling = options.ClassSampling, Seed = options.Seed, DegreeOfParallelism = options.DegreeOfParallelism };
        return Join([.. Bags.Fit(data, (rows, bag, part) => AdaBoostClassifier.Fit(rows, OfBag(options.Boosting, bag), part), bags, input).Cast<AdaBoostClassifier>()]);
    }

    /// <inheritdoc/>
    public void Predict(Dataset data, Span<int> destination, int degreeOfParallelism = 1) => votes.Predict(data, destination, degreeOfParallelism);

    /// <summary>As <see cref="AdaBoostClassifier.PredictProbabilities"/> has it of all trees: of balanced classes, and not calibrated.</summary>
    /// <inheritdoc/>
    public void PredictProbabilities(Dataset data, Span<double> destination, int degreeOfParallelism = 1) => votes.PredictProbabilities(data, destination, degreeOfParallelism);

    /// <summary>Importance of each feature: the mean over the trees, weighted by their votes.</summary>
    public double[] FeatureImportances() => votes.FeatureImportances();

    static EasyEnsembleClassifier IModelReader<EasyEnsembleClassifier>.Read(ModelReader reader) => Read(reader);

    void ISavedModel.CheckSchema(ModelSchema schema) => ((ISavedModel)votes).CheckSchema(schema);

    void ISavedModel.Write(ModelWriter writer)
    {
        writer.Integers(treeCounts);
        ((ISavedModel)votes).Write(writer);
    }

    internal static EasyEnsembleClassifier Read(ModelReader reader)
    {
        var counts = reader.Integers();
        var all = AdaBoostClassifier.Read(reader);
        ModelReader.Require(Array.TrueForAll(counts, count => count > 0) && counts.Sum(count => (long)count) == all.Trees.Count, "every tree is of a bag, and every bag has trees");
        return new EasyEnsembleClassifier(all, counts);
    }

    private static AdaBoostOptions OfBag(AdaBoostOptions boosting, int bag) =>
        boosting with { Tree = boosting.Tree with { Seed = unchecked(boosting.Tree.Seed + ((ulong)bag * (ulong)boosting.Rounds)) } };

    private static EasyEnsembleClassifier Join(AdaBoostClassifier[] bags) => new(AdaBoostClassifier.Join(bags), [.. bags.Select(bag => bag.Trees.Count)]);
}
