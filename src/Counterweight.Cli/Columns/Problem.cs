namespace Counterweight.Cli.Columns;

/// <summary>Something for which a file is refused.</summary>
/// <param name="Message">One line, the place first.</param>
/// <param name="Remedy">Options with which the problem is gone; null where none are.</param>
internal sealed record Problem(string Message, Func<ColumnOptions, ColumnOptions>? Remedy)
{
    /// <summary>Whether the columns of the file should be listed: the user has named one that it does not have.</summary>
    public bool ListsColumns { get; init; }
}
