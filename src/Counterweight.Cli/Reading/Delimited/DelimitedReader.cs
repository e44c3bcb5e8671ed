using Counterweight.Cli.Reading.Cells;
using Counterweight.Cli.Reading.Columns;
using Counterweight.Cli.Reading.Sources;

namespace Counterweight.Cli.Reading.Delimited;

/// <summary>Reads records of fields with a separator between them: CSV (RFC 4180) and its kin.</summary>
internal static class DelimitedReader
{
    private const int PeekedBytes = 1 << 16;
    private const int RowsBetweenChecks = 1 << 10;

    /// <summary>Reads a table in one pass.</summary>
    /// <param name="utf8">The text as UTF-8, without byte order mark; need not seek.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <param name="options">What the user says about it.</param>
    /// <param name="notes">What was said of the file before, such as its encoding.</param>
    /// <param name="cancellation">Ends reading early.</param>
    /// <exception cref="InputException">The text is no table.</exception>
    public static RawTable Read(Stream utf8, string source, ReadingOptions options, IReadOnlyList<string> notes, CancellationToken cancellation)
    {
        using var text = new PeekedStream(new CancellableStream(utf8, cancellation), PeekedBytes);
        var beginningBytes = text.Head;
        var dialect = Dialect.Find(beginningBytes, text.IsWhole, options.Separator is { } told ? Separator.Named(told) : null);
        var trims = Records.HasQuoteAfterSpace(beginningBytes, dialect.Separator);
        text.Skip(dialect.Preface);
        var file = new FileNotation(options.Missing, dialect.Separator.Character);
        using var records = new Records(text, source, dialect, trims, options.MaxRecordLength);
        var beginning = Beginning.Read(records, options, file.Missing);
        if (beginning.FieldCount == 0)
        {
            throw FilePlace.Error(source, "the file is empty");
        }

        var names = ColumnNames.Of(beginning.Names ?? [.. Enumerable.Repeat("", beginning.FieldCount)], FormattableString.Invariant($"{source}:{beginning.HeaderLine}"));
        RawColumnBuilder[] columns = [.. names.Columns.Select(column => new RawColumnBuilder(column.Name, column.IsNamed, options, file))];
        var irregularities = new Irregularities();
        AddComments(irregularities, dialect, beginning);
        var rows = new TableRows(columns, irregularities);
        ReadRows(beginning, records, rows, cancellation);

        string[] problems = [.. names.Problems, .. irregularities.Problems(source, beginning.Expected)];
        if (rows.Count == 0 && problems.Length == 0)
        {
            throw FilePlace.Error(source, beginning.Names == null ? "no rows" : "no rows after the header");
        }

        var complete = Complete(columns, cancellation);
        var kept = KeptColumns(complete);
        string[] found = [.. notes, .. Notes(dialect, beginning, options.HasHeader != null, complete, kept), .. irregularities.Notes()];
        return new RawTable(source, "CSV", complete[..kept], rows.Count, found, problems) { IsDelimited = true };
    }

    private static void AddComments(Irregularities irregularities, Dialect dialect, Beginning beginning)
    {
        for (var comment = 0; comment < dialect.Comments; comment++)
        {
            irregularities.AddComment(dialect.PrefaceLines - dialect.Comments + comment + 1);
        }

        foreach (var line in beginning.Comments)
        {
            irregularities.AddComment(line);
        }
    }

    private static void ReadRows(Beginning beginning, Records records, TableRows rows, CancellationToken cancellation)
    {
        foreach (var record in beginning.Rows)
        {
            rows.Add(record);
        }

        beginning.Forget();
        var current = new CurrentRecord(records);
        for (var read = 0L; records.Read(); read++)
        {
            rows.Add(current);
            if (read % RowsBetweenChecks == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    private static RawColumn[] Complete(RawColumnBuilder[] columns, CancellationToken cancellation)
    {
        foreach (var column in columns)
        {
            cancellation.ThrowIfCancellationRequested();
            column.TellFile();
        }

        var complete = new RawColumn[columns.Length];
        for (var i = 0; i < columns.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            complete[i] = columns[i].Complete();

            // What it held may go before the next is completed.
            columns[i] = null!;
        }

        return complete;
    }

    // Columns at the end without a name and a cell are separators too many.
    private static int KeptColumns(RawColumn[] columns)
    {
        var kept = columns.Length;
        while (kept > 1 && !columns[kept - 1].IsNamed && columns[kept - 1].Texts is [{ Text: "" }])
        {
            kept--;
        }

        return kept;
    }

    private static IEnumerable<string> Notes(Dialect dialect, Beginning beginning, bool isTold, RawColumn[] columns, int kept)
    {
        if (dialect.IsFound && dialect.Separator.Character != ',')
        {
            yield return $"fields are separated by {dialect.Separator.Name}";
        }

        if (beginning.Names == null)
        {
            yield return "no header: columns are named by their number" + (isTold ? "" : " (if the first line holds names, give one of them as --label)");
        }

        if (beginning.HasRowNames)
        {
            yield return "the header has a name less than the records have fields: the first column has none";
        }

        if (kept < columns.Length)
        {
            yield return kept + 1 == columns.Length
                ? FormattableString.Invariant($"column {columns.Length} has no name and no cell: left out")
                : FormattableString.Invariant($"columns {kept + 1} to {columns.Length} have no names and no cells: left out");
        }
    }
}
