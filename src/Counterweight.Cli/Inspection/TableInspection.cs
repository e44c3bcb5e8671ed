using Counterweight.Cli.Columns;

namespace Counterweight.Cli.Inspection;

/// <summary>What a file holds and what a comparison would make of it.</summary>
internal sealed class TableInspection
{
    public TableInspection(TablePlan plan)
    {
        Plan = plan;
        FeatureCount = plan.Features.Sum(column => column.Kind == ColumnKind.Time ? TimeParts.Count(column.Facts.Numbers()) : 1);
        RowCount = plan.Label is { IsUsable: true } label ? label.KeptRows()?.Count(isKept => isKept) ?? plan.Table.RowCount : plan.Table.RowCount;
        Classes = [.. (plan.Label?.Classes ?? []).OrderByDescending(each => each.RowCount).ThenBy(each => each.Name, StringComparer.Ordinal)];
        Columns = [.. plan.Columns.Select(column => new ColumnSummary(column, column.Kind == ColumnKind.Label ? Classes : []))];
    }

    public TablePlan Plan { get; }

    public IReadOnlyList<ColumnSummary> Columns { get; }

    /// <summary>Features that a data set would have.</summary>
    public int FeatureCount { get; }

    /// <summary>Rows that it would have.</summary>
    public int RowCount { get; }

    /// <summary>The classes, the most frequent first.</summary>
    public IReadOnlyList<LabelClass> Classes { get; }
}
