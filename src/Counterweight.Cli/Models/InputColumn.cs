using Counterweight.Cli.Columns;
using Counterweight.Cli.Reading.Cells;

namespace Counterweight.Cli.Models;

/// <summary>How a column of a table becomes features of a model.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Kind">A number, a category or a time.</param>
internal sealed record InputColumn(string Name, ColumnKind Kind)
{
    /// <summary>How its numbers are written.</summary>
    public NumberNotation Notation { get; init; } = NumberNotation.Plain;

    /// <summary>The order of its dates; none where it has none.</summary>
    public DateOrder Order { get; init; }

    /// <summary>Features that it becomes: those of the time of day only where the rows to train on had one.</summary>
    public int FeatureCount { get; init; } = 1;

    /// <summary>What the features are called.</summary>
    public IEnumerable<string> FeatureNames => Kind == ColumnKind.Time ? TimeParts.Names(Name, FeatureCount) : [Name];
}
