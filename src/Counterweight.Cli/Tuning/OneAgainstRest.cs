using Counterweight.Cli.Columns;
using Counterweight.Training.Data;

namespace Counterweight.Cli.Tuning;

/// <summary>Rows of two classes: one of several, and all others together.</summary>
internal static class OneAgainstRest
{
    private static readonly string[] RestNames = ["other", "rest"];

    /// <summary>The class of all others together, of two; −1 where neither is one.</summary>
    public static int RestOf(IReadOnlyList<string> classes) => classes.Count != 2 ? -1 : Array.FindIndex([.. classes], name => RestNames.Contains(name, StringComparer.Ordinal));

    /// <summary>Merges all classes but one.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="positive">The class that stays by itself; it becomes the second.</param>
    public static TableDataset Of(TableDataset source, string positive)
    {
        var data = source.Data;
        var own = Array.IndexOf([.. data.ClassNames], positive);
        var values = new double[checked(data.RowCount * data.FeatureCount)];
        for (var feature = 0; feature < data.FeatureCount; feature++)
        {
            var column = data.Column(feature);
            for (var row = 0; row < data.RowCount; row++)
            {
                values[(feature * data.RowCount) + row] = column[row];
            }
        }

        var rest = string.Equals(positive, RestNames[0], StringComparison.Ordinal) ? RestNames[1] : RestNames[0];
        var merged = new Dataset(data.FeatureNames, [rest, positive], values, [.. data.Labels.ToArray().Select(label => label == own ? 1 : 0)]);
        return source with { Data = data.Categories.Any(names => names is not null) ? merged.WithCategories(data.Categories) : merged };
    }
}
