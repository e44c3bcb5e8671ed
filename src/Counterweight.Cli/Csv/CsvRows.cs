using CsvHelper;

namespace Counterweight.Cli.Csv;

/// <summary>The records of CSV text (RFC 4180), each with the line it begins on. Empty lines are passed over.</summary>
internal sealed class CsvRows : IDisposable
{
    private readonly string source;
    private readonly CsvReader reader;

    public CsvRows(Stream stream, string source)
    {
        this.source = source;
        var options = new CsvReaderOptions
        {
            Separator = ',',
            HasHeader = false,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Throw,
        };
        reader = CsvReader.Create(stream, options, leaveOpen: true);
    }

    /// <summary>Line, from 1, on which the record begins.</summary>
    public long Line => reader.LineNumber;

    public int FieldCount => reader.FieldCount;

    /// <summary>A field as UTF-8.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => reader.GetSpan(column);

    /// <summary>A field as text, without the space around it.</summary>
    public string Text(int column) => reader.GetString(column).Trim();

    public bool Read()
    {
        try
        {
            return reader.Read();
        }
        catch (CsvFormatException e)
        {
            throw CsvPlace.Error(source, e.LineNumber, Reason(e.Message), e);
        }
    }

    public void Dispose() => reader.Dispose();

    // "Malformed CSV in record 2 (line 2): what is wrong (byte offset 24)."
    private static string Reason(string message)
    {
        var start = message.IndexOf(": ", StringComparison.Ordinal);
        var end = message.LastIndexOf(" (byte offset", StringComparison.Ordinal);
        return start >= 0 && end > start ? message[(start + 2)..end] : CsvPlace.WithoutBreaks(message);
    }
}
