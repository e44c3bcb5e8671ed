using Counterweight.Cli.Columns.Beside;
using Counterweight.Cli.Models;
using Counterweight.Training.Data;

namespace Counterweight.Cli.Columns;

/// <summary>A data set with where it came from.</summary>
/// <param name="Source">Name of the file.</param>
/// <param name="LabelColumn">Column of the label.</param>
/// <param name="Data">The rows.</param>
internal sealed record TableDataset(string Source, string LabelColumn, Dataset Data)
{
    /// <summary>What the user should know, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The columns that are used beside the features, by the option that asks for them.</summary>
    public IReadOnlyDictionary<string, BesideColumn> Beside { get; init; } = new Dictionary<string, BesideColumn>(StringComparer.Ordinal);

    /// <summary>How its columns became features, so that those of another file can.</summary>
    public TableSchema Schema { get; init; } = new([]);

    /// <summary>All columns of the file, in its order; none where they are not worth telling.</summary>
    public IReadOnlyList<ColumnReport> Columns { get; init; } = [];
}
