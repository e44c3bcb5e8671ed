namespace Counterweight.Cli.Reading;

/// <summary>Takes the cells of a table while it is read, so that the table need not fit into memory.</summary>
internal interface ITableSink
{
    /// <summary>Is told the columns, before any cell.</summary>
    /// <param name="names">Their distinct names in the file's order, and whether the file gives them.</param>
    /// <returns>Where the cells of each column go; null where nobody wants them.</returns>
    /// <exception cref="InputException">These are not the columns that are needed.</exception>
    IReadOnlyList<ICellSink?> Open(IReadOnlyList<(string Name, bool IsNamed)> names);

    /// <summary>Is told that so many more rows are there: every column has had their cells.</summary>
    void AddRows(int count);
}
