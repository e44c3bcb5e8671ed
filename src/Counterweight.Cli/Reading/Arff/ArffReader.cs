using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Counterweight.Cli.Reading.Cells;
using Counterweight.Cli.Reading.Columns;
using Counterweight.Cli.Reading.Sources;

namespace Counterweight.Cli.Reading.Arff;

/// <summary>Reads ARFF, the format of Weka.</summary>
/// <remarks>Source: https://waikato.github.io/weka-wiki/formats_and_processing/arff_stable/.</remarks>
internal sealed class ArffReader
{
    private readonly LineReader lines;
    private readonly ProblemList problems;
    private readonly ColumnNames names;
    private readonly ArffColumn[] columns;
    private readonly List<Cell> cells = [];
    private readonly long[] lineOfCell;
    private readonly ITableSink? sink;
    private long weightedRows;
    private readonly RowLines lineOfRow = new();

    private ArffReader(Stream utf8, string source, ReadingOptions options, ITableSink? sink, CancellationToken cancellation)
    {
        this.sink = sink;
        lines = new LineReader(utf8, source, options.MaxRecordLength);
        problems = new ProblemList(source);
        var attributes = new ArffHeader(lines, source).Read(cancellation);
        names = ColumnNames.Of([.. attributes.Select(attribute => attribute.Name)]);
        var file = new FileNotation(options.Missing);
        var sinks = sink?.Open(names.Columns);
        columns = [.. attributes.Select((attribute, place) => sinks is null ? new ArffColumn(attribute, names.Columns[place], options, file, problems) : new ArffColumn(attribute, sinks[place], file, problems))];
        lineOfCell = new long[columns.Length];
    }

    /// <summary>Whether text is ARFF: its first line that is no comment begins with @relation or @attribute.</summary>
    /// <param name="head">The first of the text.</param>
    /// <param name="isWhole">Whether that is all of it.</param>
    /// <param name="source">Its name: that decides where all that is seen are comments.</param>
    public static bool IsArff(ReadOnlySpan<byte> head, bool isWhole, string source)
    {
        foreach (var range in head.SplitAny("\r\n"u8))
        {
            var tokens = new ArffTokens(head[range]);
            if (!tokens.IsAtEnd)
            {
                var word = Encoding.UTF8.GetString(tokens.Rest[..Math.Min(tokens.Rest.Length, 10)]);
                return word.StartsWith("@relation", StringComparison.OrdinalIgnoreCase) || word.StartsWith("@attribute", StringComparison.OrdinalIgnoreCase)
                    || (source.Contains(".arff", StringComparison.OrdinalIgnoreCase) && word.StartsWith('@'));
            }
        }

        return !isWhole && head.TrimStart(" \t\r\n"u8) is [(byte)'%', ..];
    }

    /// <summary>Reads a table in one pass.</summary>
    /// <exception cref="InputException">The header cannot be understood.</exception>
    public static RawTable Read(Stream utf8, string source, ReadingOptions options, ITableSink? sink, CancellationToken cancellation) =>
        new ArffReader(utf8, source, options, sink, cancellation).Read(source, cancellation);

    private RawTable Read(string source, CancellationToken cancellation)
    {
        while (lines.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            var tokens = new ArffTokens(lines.Line);
            if (tokens.IsAtEnd)
            {
                continue;
            }

            if (tokens.Take((byte)'{'))
            {
                ReadSparse(ref tokens);
            }
            else
            {
                ReadDense(ref tokens);
            }
        }

        string[] notes = weightedRows == 0 ? [] : [string.Create(CultureInfo.InvariantCulture, $"{weightedRows:N0} rows have weights in braces, which are not used")];
        return new RawTable(source, "ARFF", sink is null ? [.. columns.Select(column => column.Complete())] : [], lineOfRow.Count, notes, problems.ToList()) { Lines = lineOfRow, Duplicates = names.Duplicates };
    }

    private void ReadDense(ref ArffTokens tokens)
    {
        cells.Clear();
        var hasCommas = tokens.Rest.Contains((byte)',');
        var hasMore = true;
        while (hasMore)
        {
            if (tokens.Rest is [(byte)'{', ..] && cells.Count == columns.Length)
            {
                weightedRows++;
                break;
            }

            if (!TakeCell(ref tokens, hasCommas ? ","u8 : [], endsAtSpace: !hasCommas))
            {
                return;
            }

            hasMore = hasCommas ? tokens.Take((byte)',') : !tokens.IsAtEnd;
        }

        if (!tokens.IsAtEnd && tokens.Rest is not [(byte)'{', ..])
        {
            problems.Add(lines.Number, "text after a quote");
        }
        else if (cells.Count != columns.Length)
        {
            problems.Add(lines.Number, FormattableString.Invariant($"number of values is {cells.Count}, that of attributes {columns.Length}"));
        }
        else
        {
            for (var place = 0; place < columns.Length; place++)
            {
                Add(place, cells[place]);
            }

            EndRow();
        }
    }

    private void ReadSparse(ref ArffTokens tokens)
    {
        cells.Clear();
        var number = lines.Number;
        while (!tokens.Take((byte)'}'))
        {
            var place = tokens.TakeValue(",}"u8, endsAtSpace: true, out _, out _, out _);
            if (!int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var column) || column >= columns.Length)
            {
                problems.Add(number, FormattableString.Invariant($"'{FilePlace.OneLine(Encoding.UTF8.GetString(place))}' is no place from 0 to {columns.Length - 1} of an attribute in a sparse row"));
                return;
            }

            if (!TakeCell(ref tokens, ",}"u8, endsAtSpace: false))
            {
                return;
            }

            if (lineOfCell[column] == number)
            {
                problems.Add(number, FormattableString.Invariant($"attribute {column} twice in a sparse row"));
                return;
            }

            lineOfCell[column] = number;
            cells[^1] = cells[^1] with { Column = column };
            if (!tokens.Take((byte)',') && tokens.Rest is not [(byte)'}', ..])
            {
                problems.Add(number, "the brace of a sparse row is never closed");
                return;
            }
        }

        weightedRows += tokens.Rest is [(byte)',', ..] or [(byte)'{', ..] ? 1 : 0;
        foreach (var cell in cells)
        {
            Add(cell.Column, cell);
        }

        for (var place = 0; place < columns.Length; place++)
        {
            if (lineOfCell[place] != number)
            {
                columns[place].AddAbsent(number);
            }
        }

        EndRow();
    }

    private void EndRow()
    {
        lineOfRow.Add(lines.Number);
        sink?.AddRows(1);
    }

    private bool TakeCell(ref ArffTokens tokens, ReadOnlySpan<byte> ends, bool endsAtSpace)
    {
        var value = tokens.TakeValue(ends, endsAtSpace, out var isQuoted, out var hasEscapes, out var isClosed);
        if (!isClosed)
        {
            problems.Add(lines.Number, "a quote that is never closed");
            return false;
        }

        lines.Line.Overlaps(value, out var start);
        cells.Add(new Cell(cells.Count, start, value.Length, isQuoted, hasEscapes));
        return true;
    }

    private void Add(int place, Cell cell)
    {
        var value = lines.Line.Slice(cell.Start, cell.Length);
        columns[place].Add(cell.HasEscapes ? ArffTokens.Unescape(value) : value, cell.IsQuoted, lines.Number);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Cell(int Column, int Start, int Length, bool IsQuoted, bool HasEscapes);
}
