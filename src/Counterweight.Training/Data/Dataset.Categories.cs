using System.Collections.ObjectModel;

namespace Counterweight.Training.Data;

/// <content>Features that are categories.</content>
public sealed partial class Dataset
{
    /// <summary>
    /// The names of the categories of each feature, in the order of its values; null where a feature is a number. One entry a
    /// feature, all null where nothing is a category.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<string>?> Categories { get; private init; }

    /// <summary>Whether a feature is a category.</summary>
    internal bool HasCategories { get; private init; }

    /// <summary>
    /// The same rows, with features that are categories: their values are indices into the list of their names, or NaN where
    /// they are missing. Replaces what was said of categories before. The values are shared, the names are copied. Trees split such
    /// features by sets of categories. Logistic regression gives each category a column of its own.
    /// </summary>
    /// <remarks>
    /// Trees tell apart as many categories as they have bins but one, 254 by default: the heaviest, of equal weight those named first.
    /// The others of a feature share the last bin, with those that no training row has.
    /// </remarks>
    /// <param name="categories">One entry a feature: null for numbers, or the names of its categories, different from each other, at least 1 and fewer than 2²⁴. A category may have no row.</param>
    /// <exception cref="ArgumentException">Another number of entries than features; no names or too many; a name that is null, no Unicode text, or given twice to a feature.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is no index of a category (the message names feature, row and value).</exception>
    public Dataset WithCategories(IReadOnlyList<IReadOnlyList<string>?> categories)
    {
        ArgumentNullException.ThrowIfNull(categories);
        if (categories.Count != FeatureCount)
        {
            throw Require.Misfit($"categories has {categories.Count} entries for {FeatureCount} features.", nameof(categories));
        }

        var copied = new ReadOnlyCollection<string>?[FeatureCount];
        for (var feature = 0; feature < copied.Length; feature++)
        {
            copied[feature] = categories[feature] is { } names ? CategoryNames.Copy(names, Require.Text($"{nameof(categories)}[{feature}]"), FeatureNames[feature], nameof(categories)) : null;
        }

        for (var feature = 0; feature < copied.Length; feature++)
        {
            CheckCategories(feature, copied[feature]?.Count);
        }

        return WithChecked(copied);
    }

    /// <summary>The same rows with categories that were checked before.</summary>
    internal Dataset WithChecked(IReadOnlyList<string>?[] categories) => new(this, doubles, floats, labels, targets, sampleWeights)
    {
        Categories = Array.AsReadOnly(categories),
        HasCategories = Array.Exists(categories, names => names is not null),
    };

    /// <summary>Whether each feature is a category.</summary>
    internal bool[] IsCategorical() => [.. Categories.Select(names => names is not null)];

    private void CheckCategories(int feature, int? count)
    {
        var column = Column(feature);
        for (var row = 0; count is not null && row < column.Length; row++)
        {
            var value = column[row];
            if (!double.IsNaN(value) && !(value >= 0 && value < count && double.IsInteger(value)))
            {
                throw Require.OutOfRange($"values has {value} for feature '{FeatureNames[feature]}' in row {row}; a category must be an integer in [0, {count}), or NaN where it is missing.", "categories");
            }
        }
    }
}
