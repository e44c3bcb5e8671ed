using CsvHelper;

namespace Counterweight.Cli.Reading.Delimited;

/// <summary>The records of a file, each with the line it begins on. Blank lines are passed over.</summary>
internal sealed class Records : IDisposable
{
    private const int SmallBuffer = 256;

    private readonly string source;
    private readonly Separator separator;
    private readonly int mostBytes;
    private readonly int linesBefore;
    private readonly CsvReaderOptions options;
    private readonly CsvReader reader;
    private CsvReader shown;
    private CsvMalformedReason? malformed;

    /// <summary>Reads from where a dialect's preface ends.</summary>
    /// <param name="stream">The text from there on.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <param name="dialect">How it is written.</param>
    /// <param name="trims">Whether quotes after separators and spaces are to be expected. They are read rightly in any case, but slowly.</param>
    /// <param name="mostBytes">The longest record.</param>
    public Records(Stream stream, string source, Dialect dialect, bool trims, int mostBytes)
    {
        this.source = source;
        separator = dialect.Separator;
        this.mostBytes = mostBytes;
        linesBefore = dialect.PrefaceLines;
        options = new CsvReaderOptions
        {
            Separator = dialect.Separator.Character,
            HasHeader = false,
            TrackLineNumbers = true,
            MaxRecordSize = mostBytes,
            TrimWhitespace = trims,
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

            if (malformed == CsvMalformedReason.StrayQuote && !options.TrimWhitespace.GetValueOrDefault() && HasQuoteAfterSpace(Raw, separator))
            {
                ReadTrimmed();
            }

            return malformed != CsvMalformedReason.UnterminatedQuote
                ? isRecord
                : throw FilePlace.Error(source, Line, "a quoted field that is never closed");
        }
        catch (CsvFormatException e)
        {
            throw FilePlace.Error(source, e.LineNumber + linesBefore, FormattableString.Invariant($"a record of more than {mostBytes} bytes: a quote may not be closed"), e);
        }
    }

    public void Dispose() => reader.Dispose();

    /// <summary>Whether some quote comes after a separator and spaces.</summary>
    public static bool HasQuoteAfterSpace(ReadOnlySpan<byte> text, Separator separator)
    {
        for (var start = 0; text[start..].IndexOf((byte)'"') is >= 0 and var next; start += next + 1)
        {
            var before = text[..(start + next)];
            var trimmed = before.TrimEnd((byte)' ');
            if (trimmed.Length < before.Length && (trimmed.Length == 0 || trimmed[^1] == separator.Character || trimmed[^1] is (byte)'\n' or (byte)'\r'))
            {
                return true;
            }
        }

        return false;
    }

    // A quote after a separator and spaces opens a field too. To trim all fields for it takes a tenth of the time of reading.
    private void ReadTrimmed()
    {
        var trimmed = CsvReader.Create(Raw.ToArray(), options with { TrimWhitespace = true, BufferSize = SmallBuffer });
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
