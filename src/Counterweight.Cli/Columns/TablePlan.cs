using Counterweight.Cli.Columns.Beside;
using Counterweight.Cli.Reading;

namespace Counterweight.Cli.Columns;

/// <summary>What becomes of every column of a file, and all that is wrong.</summary>
/// <param name="Table">The file.</param>
/// <param name="Options">What the user says, each name looked up: one column a value, unknown ones left out.</param>
/// <param name="Columns">The columns in the file's order.</param>
/// <param name="Label">The label; null where there is none.</param>
/// <param name="Problems">All for which the file is refused.</param>
/// <param name="Notes">What the user should know, a sentence each.</param>
internal sealed record TablePlan(
    RawTable Table,
    ColumnOptions Options,
    IReadOnlyList<ColumnPlan> Columns,
    LabelPlan? Label,
    IReadOnlyList<Problem> Problems,
    IReadOnlyList<string> Notes)
{
    /// <summary>The columns that are used beside the features, with what for.</summary>
    public IReadOnlyList<(BesideRequest Request, ColumnPlan Column)> Beside { get; init; } = [];

    /// <summary>The columns that give features.</summary>
    public IEnumerable<ColumnPlan> Features => Columns.Where(column => column.IsFeature);

    /// <summary>The columns that are left out, with their reasons.</summary>
    public IEnumerable<ColumnPlan> LeftOut => Columns.Where(column => column.Kind == ColumnKind.LeftOut);
}
