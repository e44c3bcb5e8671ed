using Counterweight.Training.Data;
using Counterweight.Training.Models;

namespace Counterweight.Training.Forests;

/// <summary>
/// Extremely randomised trees: split by the best of some features drawn at every node, each at one threshold drawn at random.
/// Source: Geurts, Ernst, Wehenkel, Extremely randomized trees, Machine Learning 63, 2006; thresholds are drawn among bins.
/// </summary>
public sealed class ExtraTreesClassifier : Forest, IModelReader<ExtraTreesClassifier>
{
    private const string Name = "extra-trees";

    private ExtraTreesClassifier(ForestModel model)
        : base(model)
    {
    }

    static string IModelReader<ExtraTreesClassifier>.KindName => Name;

    private protected override string Kind => Name;

    static ExtraTreesClassifier IModelReader<ExtraTreesClassifier>.Read(ModelReader reader) => Read(reader);

    internal static ExtraTreesClassifier Read(ModelReader reader) => new(ForestModel.Read(reader));

    /// <summary>Bins the rows and grows a forest.</summary>
    /// <param name="data">Training rows; at least one with weight. Where one class alone has such rows, it is always the answer.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="input">Sample weights, and who follows the fit. Validation rows are refused.</param>
    /// <exception cref="ArgumentException">No weight, fewer than two classes, another number of weights, options that do not go together, or validation rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option or a weight is outside its range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static ExtraTreesClassifier Fit(Dataset data, ExtraTreesOptions? options = null, FitInput input = default) =>
        new(ForestGrower.Grow(data, options ?? new ExtraTreesOptions(), input));

    /// <summary>Grows a forest on bins that were made before.</summary>
    /// <param name="data">Training rows and their bins; at least one row with weight. Where one class alone has such rows, it is always the answer.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <param name="input">Sample weights, and who follows the fit. Validation rows are refused.</param>
    /// <exception cref="ArgumentException">No weight, fewer than two classes, another number of weights, options that do not go together, or validation rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option or a weight is outside its range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static ExtraTreesClassifier Fit(BinnedDataset data, ExtraTreesOptions? options = null, FitInput input = default) =>
        new(ForestGrower.Grow(data, options ?? new ExtraTreesOptions(), input));
}
