using Counterweight.Training.Data;
using Counterweight.Training.Models;

namespace Counterweight.Training.Forests;

/// <summary>
/// A random forest: trees on bootstraps of the rows that split by the best of some features drawn at every node.
/// Source: Breiman, Random Forests, Machine Learning 45, 2001.
/// </summary>
public sealed class RandomForestClassifier : Forest, IModelReader<RandomForestClassifier>
{
    private const string Name = "random-forest";

    private RandomForestClassifier(ForestModel model)
        : base(model)
    {
    }

    static string IModelReader<RandomForestClassifier>.KindName => Name;

    private protected override string Kind => Name;

    static RandomForestClassifier IModelReader<RandomForestClassifier>.Read(ModelReader reader) => Read(reader);

    internal static RandomForestClassifier Read(ModelReader reader) => new(ForestModel.Read(reader));

    /// <summary>Bins the rows and grows a forest.</summary>
    /// <param name="data">Training rows; at least one with weight. Where one class alone has such rows, it is always the answer.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="input">Sample weights, and who follows the fit. Validation rows are refused.</param>
    /// <exception cref="ArgumentException">No weight, fewer than two classes, another number of weights, options that do not go together, or validation rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option or a weight is outside its range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static RandomForestClassifier Fit(Dataset data, RandomForestOptions? options = null, FitInput input = default) =>
        new(ForestGrower.Grow(data, options ?? new RandomForestOptions(), input));

    /// <summary>Grows a forest on bins that were made before.</summary>
    /// <param name="data">Training rows and their bins; at least one row with weight. Where one class alone has such rows, it is always the answer.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="input">Sample weights, and who follows the fit. Validation rows are refused.</param>
    /// <exception cref="ArgumentException">No weight, fewer than two classes, another number of weights, options that do not go together, or validation rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option or a weight is outside its range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static RandomForestClassifier Fit(BinnedDataset data, RandomForestOptions? options = null, FitInput input = default) =>
        new(ForestGrower.Grow(data, options ?? new RandomForestOptions(), input));
}
