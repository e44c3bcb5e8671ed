namespace Counterweight.Cli.Columns;

/// <summary>What became of a column, for those who read the results.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What became of it.</param>
/// <param name="MissingCount">Rows without a value.</param>
/// <param name="Reason">Why it is left out or refused; empty otherwise.</param>
internal sealed record ColumnReport(string Name, ColumnKind Kind, long MissingCount, string Reason)
{
    /// <summary>The kind in words.</summary>
    public string KindName => Kind switch
    {
        ColumnKind.Number => "number",
        ColumnKind.Category => "category",
        ColumnKind.Time => "time",
        ColumnKind.Label => "label",
        ColumnKind.Beside => "beside",
        ColumnKind.LeftOut => "left out",
        ColumnKind.Ignored => "ignored",
        _ => "refused",
    };

    public static ColumnReport Of(ColumnPlan column) => new(column.Name, column.Kind, column.MissingCount, column.Problem?.Message ?? column.Reason);
}
