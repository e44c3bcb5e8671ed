using System.Globalization;
using System.Text;
using Counterweight.Cli.Reading.Cells;
using Counterweight.Cli.Reading.Columns;
using Counterweight.Cli.Reading.Sources;

namespace Counterweight.Cli.Reading.LibSvm;

/// <summary>Reads sparse rows as LibSVM and SVMlight have them. What a row does not mention is 0.</summary>
/// <remarks>Source: https://github.com/cjlin1/libsvm#readme and http://svmlight.joachims.org.</remarks>
internal sealed class LibSvmReader
{
    /// <summary>The greatest index of a feature.</summary>
    public const int MaxIndex = 100_000;

    // Every cell takes two bytes at least, whether the file mentions it or not.
    private const long MaxCells = 1L << 31;
    private const string LabelName = "label";
    private const string FeatureName = "feature ";

    private readonly LineReader lines;
    private readonly string source;
    private readonly ReadingOptions options;
    private readonly ProblemList problems;
    private readonly FileNotation file;
    private readonly SparseCells cells = new();
    private readonly RowLines lineOfRow = new();
    private readonly ChunkedList<double> labelOfRow = new();
    private readonly int[] rowOfIndex = new int[MaxIndex + 1];
    private long queryRows;
    private int lastIndex = -1;
    private bool hasIndexZero;

    private LibSvmReader(Stream utf8, string source, ReadingOptions options)
    {
        lines = new LineReader(utf8, source, options.MaxRecordLength);
        this.source = source;
        this.options = options;
        problems = new ProblemList(source);
        file = new FileNotation(options.Missing);
        Array.Fill(rowOfIndex, -1);
    }

    /// <summary>Whether text is of this format: every line has a label, then features whose indices rise.</summary>
    public static bool IsLibSvm(ReadOnlySpan<byte> head, bool isWhole)
    {
        const int MostLines = 20;
        var features = 0;
        var count = 0;
        var end = isWhole ? head.Length : head.LastIndexOfAny((byte)'\n', (byte)'\r') + 1;
        var text = head[..end];
        foreach (var range in text.SplitAny("\r\n"u8))
        {
            var row = new LibSvmRow(text[range]);
            if (row.IsAtEnd)
            {
                continue;
            }

            if (count++ == MostLines)
            {
                break;
            }

            if (!LibSvmRow.TryParseNumber(row.Take(), out _) || !HasRisingFeatures(ref row, ref features))
            {
                return false;
            }
        }

        return features > 0;
    }

    /// <summary>Reads a table in one pass.</summary>
    /// <exception cref="InputException">There are no rows, or an index is too great.</exception>
    public static RawTable Read(Stream utf8, string source, ReadingOptions options, ITableSink? sink, CancellationToken cancellation) =>
        new LibSvmReader(utf8, source, options).Read(sink, cancellation);

    private static bool HasRisingFeatures(ref LibSvmRow row, ref int features)
    {
        long last = -1;
        while (!row.IsAtEnd)
        {
            var word = row.Take();
            if (IsQuery(word))
            {
                continue;
            }

            if (!LibSvmRow.TryParse(word, out var index, out _) || index <= last)
            {
                return false;
            }

            last = index;
            features++;
        }

        return true;
    }

    private static bool IsQuery(ReadOnlySpan<byte> word) => word.StartsWith("qid:"u8);

    private RawTable Read(ITableSink? sink, CancellationToken cancellation)
    {
        while (lines.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            var row = new LibSvmRow(lines.Line);
            if (!row.IsAtEnd)
            {
                ReadRow(ref row);
            }
        }

        if (lineOfRow.Count == 0)
        {
            throw FilePlace.Error(source, "no rows");
        }

        string[] notes = queryRows == 0 ? [] : [string.Create(CultureInfo.InvariantCulture, $"{queryRows:N0} rows have a query (qid), which is not used")];
        if (sink is not null)
        {
            Pass(sink, cancellation);
        }

        return new RawTable(source, "LibSVM", sink is null ? [Labels(), .. Features(cancellation)] : [], lineOfRow.Count, notes, problems.ToList()) { LabelColumn = 0, Lines = lineOfRow };
    }

    private void ReadRow(ref LibSvmRow row)
    {
        var number = lineOfRow.Count;
        var label = row.Take();
        if (!LibSvmRow.TryParseNumber(label, out var value))
        {
            problems.Add(lines.Number, label.Contains((byte)',')
                ? $"'{Show(label)}' is more than one label, which is not read"
                : $"the label '{Show(label)}' is not a number");
        }

        lineOfRow.Add(lines.Number);
        labelOfRow.Add(value);
        while (!row.IsAtEnd)
        {
            var word = row.Take();
            if (IsQuery(word))
            {
                queryRows++;
            }
            else
            {
                AddFeature(word, number);
            }
        }
    }

    private void AddFeature(ReadOnlySpan<byte> word, int row)
    {
        if (!LibSvmRow.TryParse(word, out var index, out var value) || index < 0)
        {
            problems.Add(lines.Number, $"'{Show(word)}' is not a feature as index:number");
            return;
        }

        if (index > MaxIndex)
        {
            throw FilePlace.Error(source, lines.Number, FormattableString.Invariant($"the index {index} is above {MaxIndex}: so many features are not read"));
        }

        if (rowOfIndex[index] == row)
        {
            problems.Add(lines.Number, FormattableString.Invariant($"the index {index} twice in a row"));
            return;
        }

        rowOfIndex[index] = row;
        lastIndex = Math.Max(lastIndex, (int)index);
        hasIndexZero |= index == 0;
        cells.Add(row, (int)index, value);
        if (((long)lineOfRow.Count * (lastIndex + 1)) > MaxCells)
        {
            throw FilePlace.Error(source, lines.Number, FormattableString.Invariant($"{lineOfRow.Count:N0} rows of {lastIndex + 1:N0} features are too many: every feature of every row is kept, those that are 0 too"));
        }
    }

    private RawColumn Labels()
    {
        var column = new RawColumnBuilder(LabelName, isNamed: true, options, file);
        PassLabels(new BuilderSink(column));
        return column.Complete();
    }

    private void PassLabels(ICellSink? column)
    {
        for (var row = 0; row < lineOfRow.Count; row++)
        {
            column?.AddNumber(labelOfRow[row], lineOfRow[row]);
        }
    }

    private IEnumerable<RawColumn> Features(CancellationToken cancellation)
    {
        var (starts, rows, values) = cells.TakeByColumn(lastIndex + 1, cancellation);
        foreach (var index in Indices())
        {
            var column = new RawColumnBuilder(Name(index), isNamed: true, options, file);
            Pass(new BuilderSink(column), rows.AsSpan(starts[index]..starts[index + 1]), values.AsSpan(starts[index]..starts[index + 1]), cancellation);
            yield return column.Complete();
        }
    }

    // Features that are known and that no row mentions are 0 in all of them.
    private void Pass(ITableSink sink, CancellationToken cancellation)
    {
        lastIndex = Math.Max(lastIndex, options.KnownNames.Select(KnownIndex).DefaultIfEmpty(-1).Max());
        hasIndexZero |= options.KnownNames.Contains(Name(0), StringComparer.Ordinal);
        var sinks = sink.Open([(LabelName, true), .. Indices().Select(index => (Name(index), true))]);
        PassLabels(sinks[0]);
        var (starts, rows, values) = cells.TakeByColumn(lastIndex + 1, cancellation);
        foreach (var (place, index) in Indices().Index())
        {
            if (sinks[place + 1] is { } column)
            {
                Pass(column, rows.AsSpan(starts[index]..starts[index + 1]), values.AsSpan(starts[index]..starts[index + 1]), cancellation);
            }
        }

        sink.AddRows(lineOfRow.Count);
    }

    private void Pass(ICellSink column, ReadOnlySpan<int> rows, ReadOnlySpan<double> values, CancellationToken cancellation)
    {
        var next = 0;
        for (var row = 0; row < lineOfRow.Count; row++)
        {
            var isMentioned = next < rows.Length && rows[next] == row;
            column.AddNumber(isMentioned ? values[next++] : 0, lineOfRow[row]);
            if (row % 65_536 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    private IEnumerable<int> Indices() => Enumerable.Range(hasIndexZero ? 0 : 1, Math.Max(0, lastIndex + (hasIndexZero ? 1 : 0)));

    private static string Name(int index) => FormattableString.Invariant($"{FeatureName}{index}");

    private static int KnownIndex(string name) => name.StartsWith(FeatureName, StringComparison.Ordinal)
        && int.TryParse(name.AsSpan(FeatureName.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index <= MaxIndex ? index : -1;

    private static string Show(ReadOnlySpan<byte> text) => FilePlace.OneLine(Encoding.UTF8.GetString(text));
}
