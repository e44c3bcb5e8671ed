using Counterweight.Cli.Reading.Cells;
using Counterweight.Cli.Reading.Columns;
using Counterweight.Cli.Reading.Sources;

namespace Counterweight.Cli.Reading.Delimited;

/// <summary>Reads records of fields with a separator between them: CSV (RFC 4180) and its kin.</summary>
internal sealed class DelimitedReader : IDisposable
{
    private const int PeekedBytes = 1 << 16;
    private const int RowsBetweenChecks = 1 << 10;

    private readonly string source;
    private readonly ReadingOptions options;
    private readonly CancellationToken cancellation;
    private readonly PeekedStream text;
    private readonly Dialect dialect;
    private readonly FileNotation file;
    private readonly Records records;
    private readonly Beginning beginning;
    private readonly ColumnNames names;
    private readonly Irregularities irregularities = new();

    private DelimitedReader(Stream utf8, string source, ReadingOptions options, CancellationToken cancellation)
    {
        this.source = source;
        this.options = options;
        this.cancellation = cancellation;
        text = new PeekedStream(new CancellableStream(utf8, cancellation), PeekedBytes);
        var beginningBytes = text.Head;
        dialect = Dialect.Find(beginningBytes, text.IsWhole, options.Separator is { } told ? Separator.Named(told) : null);
        var trims = Records.HasQuoteAfterSpace(beginningBytes, dialect.Separator);
        text.Skip(dialect.Preface);
        file = new FileNotation(options.Missing, dialect.Separator.Character);
        records = new Records(text, source, dialect, trims, options.MaxRecordLength);
        beginning = Beginning.Read(records, options, file.Missing);
        if (beginning.FieldCount == 0)
        {
            throw FilePlace.Error(source, "the file is empty");
        }

        names = ColumnNames.Of(beginning.Names ?? [.. Enumerable.Repeat("", beginning.FieldCount)]);
        AddComments();
    }

    /// <summary>Reads a table in one pass.</summary>
    /// <param name="utf8">The text as UTF-8, without byte order mark; need not seek.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <param name="options">What the user says about it.</param>
    /// <param name="sink">Takes the cells; null: they are kept.</param>
    /// <param name="notes">What was said of the file before, such as its encoding.</param>
    /// <param name="cancellation">Ends reading early.</param>
    /// <exception cref="InputException">The text is no table.</exception>
    public static RawTable Read(Stream utf8, string source, ReadingOptions options, ITableSink? sink, IReadOnlyList<string> notes, CancellationToken cancellation)
    {
        using var reader = new DelimitedReader(utf8, source, options, cancellation);
        return sink is null ? reader.Keep(notes) : reader.Pass(sink, notes);
    }

    public void Dispose()
    {
        records.Dispose();
        text.Dispose();
    }

    private RawTable Keep(IReadOnlyList<string> notes)
    {
        RawColumnBuilder[] columns = [.. names.Columns.Select(column => new RawColumnBuilder(column.Name, column.IsNamed, options, file))];
        var lines = new RowLines();
        var count = ReadRows(new TableRows<KeptRows>(new KeptRows(columns, lines), columns.Length, beginning.Header, irregularities), isStrict: false);
        string[] problems = [.. irregularities.Problems(source, beginning.Expected)];
        CheckCount(count, problems);
        var complete = Complete(columns, cancellation);
        var kept = KeptColumns(complete);
        string[] found = [.. notes, .. Notes(dialect, beginning, options.HasHeader != null, complete, kept), .. irregularities.Notes()];
        return new RawTable(source, "CSV", complete[..kept], count, found, problems) { IsDelimited = true, Lines = lines, HeaderLine = beginning.HeaderLine, Duplicates = names.Duplicates };
    }

    private RawTable Pass(ITableSink sink, IReadOnlyList<string> notes)
    {
        ICellSink?[] columns = [.. sink.Open(names.Columns)];
        var count = ReadRows(new TableRows<PassedRows>(new PassedRows(sink, columns), columns.Length, beginning.Header, irregularities), isStrict: true);
        CheckCount(count, []);
        string[] found = [.. notes, .. Notes(dialect, beginning, options.HasHeader != null, [], 0), .. irregularities.Notes()];
        return new RawTable(source, "CSV", [], count, found, []) { IsDelimited = true, Duplicates = names.Duplicates };
    }

    private void CheckCount(int count, string[] problems)
    {
        if (count == 0 && problems.Length == 0)
        {
            throw FilePlace.Error(source, beginning.Names == null ? "no rows" : "no rows after the header");
        }
    }

    private void AddComments()
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

    // Where rows go on at once, the first that is none ends all.
    private int ReadRows<TTaker>(TableRows<TTaker> rows, bool isStrict)
        where TTaker : struct, IRowTaker
    {
        foreach (var record in beginning.Rows)
        {
            rows.Add(record);
            Check(isStrict);
        }

        beginning.Forget();
        var current = new CurrentRecord(records);
        for (var read = 0L; records.Read(); read++)
        {
            rows.Add(current);
            Check(isStrict);
            if (read % RowsBetweenChecks == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }

        return rows.Count;
    }

    private void Check(bool isStrict)
    {
        if (isStrict && irregularities.AreProblems)
        {
            throw new InputException(irregularities.Problems(source, beginning.Expected).First());
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
