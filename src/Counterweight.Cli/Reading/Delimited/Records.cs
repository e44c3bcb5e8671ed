using CsvHelper;
using Counterweight.Cli.Csv;

namespace Counterweight.Cli.Reading.Delimited;

/// <summary>The records of a file, each with the line it begins on. Blank lines are passed over.</summary>
internal sealed class Records : IDisposable
{
    private readonly string source;
    private readonly int mostBytes;
    private readonly int linesBefore;
    private readonly CsvReaderOptions options;
    private readonly CsvReader reader;
    private CsvReader shown;
    private CsvMalformedReason? malformed;

    /// <summary>Reads from where a dialect's preface ends.</summary>
    public Records(Stream stream, string source, Dialect dialect, int mostBytes)
    {
        this.source = source;
        this.mostBytes = mostBytes;
        linesBefore = dialect.PrefaceLines;
        options = new CsvReaderOptions
        {
            Separator = dialect.Separator.Character,
            HasHeader = false,
            TrackLineNumbers = true,
            MaxRecordSize = mostBytes,
            OnMalformedRecord = record => malformed = record.Reason,
        };
        reader = CsvReader.Create(dialect.Separator.IsSpaces ? new SpacesStream(stream) : stream, options, leaveOpen: true);
        shown = reader;
    }

    /// <summary>Whether some quote of the record is neither around a field nor doubled.</summary>
    public bool HasOddQuote => malformed != null;

    /// <summary>Whether it is one after which the record's fields cannot be trusted: it goes over a line's end.</summary>
    public bool HasBrokenQuote { get; private set; }

    /// <summary>Line, from 1, on which the record begins.</summary>
    public long Line => reader.LineNumber + linesBefore;

    /// <summary>Number of fields.</summary>
    public int FieldCount => shown.FieldCount;

    /// <summary>The record as it stands in the file.</summary>
    public ReadOnlySpan<byte> Raw => reader.RawRecord;

    /// <summary>A field, as UTF-8.</summary>
    public ReadOnlySpan<byte> this[int field] => shown.GetSpan(field);

    /// <summary>Reads the next record; false where there is none.</summary>
    /// <exception cref="InputException">A record is too long, or a quote is never closed.</exception>
    public bool Read()
    {
        (malformed, HasBrokenQuote) = (null, false);
        shown = reader;
        try
        {
            var isRecord = reader.Read();
            if (malformed != null)
            {
                HasBrokenQuote = Raw.ContainsAny((byte)'\n', (byte)'\r');
            }

            if (malformed == CsvMalformedReason.StrayQuote)
            {
                ReadTrimmed();
            }

            return malformed != CsvMalformedReason.UnterminatedQuote
                ? isRecord
                : throw CsvPlace.Error(source, Line, "a quoted field that is never closed");
        }
        catch (CsvFormatException e)
        {
            throw CsvPlace.Error(source, e.LineNumber + linesBefore, FormattableString.Invariant($"a record of more than {mostBytes} bytes: a quote may not be closed"), e);
        }
    }

    public void Dispose() => reader.Dispose();

    // A quote after a separator and spaces opens a field too. To trim all fields for it takes a tenth of the time of reading.
    private void ReadTrimmed()
    {
        var trimmed = CsvReader.Create(reader.RawRecord.ToArray(), options with { TrimWhitespace = true });
        malformed = null;
        if (trimmed.Read() && malformed == null)
        {
            shown = trimmed;
        }
        else
        {
            HasBrokenQuote |= malformed == CsvMalformedReason.UnterminatedQuote;
            malformed = CsvMalformedReason.StrayQuote;
        }
    }
}
