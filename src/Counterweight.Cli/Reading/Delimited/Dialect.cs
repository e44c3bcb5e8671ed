using System.Runtime.InteropServices;
using System.Text;
using Counterweight.Cli.Reading.Cells;

namespace Counterweight.Cli.Reading.Delimited;

/// <summary>How a file is to be split into records and fields.</summary>
/// <param name="Separator">What stands between fields.</param>
/// <param name="IsFound">Whether it was found, and not told.</param>
/// <param name="Preface">Bytes before the first record: Excel's separator line and comments.</param>
/// <param name="PrefaceLines">How many lines they are.</param>
/// <param name="Comments">How many of those are comments.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Dialect(Separator Separator, bool IsFound, int Preface, int PrefaceLines, int Comments)
{
    // Spaces stand between words too: they are taken where nothing else fits as well, and the first record as the others.
    private const double SpacesHandicap = 0.9;

    /// <summary>Finds it from the beginning of a file.</summary>
    /// <param name="text">Its first bytes.</param>
    /// <param name="isWhole">Whether they are all of it.</param>
    /// <param name="told">The separator the user names, or null.</param>
    /// <remarks>
    /// A line <c>sep=;</c>, which Excel writes, tells the separator. Otherwise it is the one that splits most records into the
    /// same number of fields. Lines at the very beginning that start with <c>#</c> or <c>%</c> are comments, but for one that
    /// has as many fields as the records after it: that is a header.
    /// </remarks>
    public static Dialect Find(ReadOnlySpan<byte> text, bool isWhole, Separator? told)
    {
        var start = 0;
        var lines = 0;
        var comments = 0;
        var hinted = Hint(FirstLine(text, out var length));
        if (hinted != null)
        {
            start = length;
            lines = 1;
        }

        var afterComments = start;
        while (IsComment(text[afterComments..]))
        {
            FirstLine(text[afterComments..], out length);
            afterComments += length;
        }

        // Where every line begins so, they may be rows: of colours, say. But words with spaces between them are a comment.
        var areAll = CellText.Trim(text[afterComments..]).Length == 0;
        var records = text[(areAll ? start : afterComments)..];
        var separator = told ?? hinted ?? Best(records, isWhole);
        var fields = areAll && separator.IsSpaces ? 1 : SampleCounts.Of(records, isWhole, separator).Fields;
        while (IsComment(text[start..]) && (fields == 1 || FirstFields(text[start..], separator) != fields))
        {
            FirstLine(text[start..], out length);
            start += length;
            lines++;
            comments++;
        }

        return new Dialect(separator, told == null && hinted == null, start, lines, comments);
    }

    // A line that leaves a quote open may be part of a record, which the reader of records tells.
    private static bool IsComment(ReadOnlySpan<byte> text) => text.Length > 0 && text[0] is (byte)'#' or (byte)'%' && FirstLine(text, out _).Count((byte)'"') % 2 == 0;

    private static int FirstFields(ReadOnlySpan<byte> text, Separator separator)
    {
        var splitter = new SampleSplitter(text, separator);
        return splitter.ReadRecord() ? splitter.Fields : 0;
    }

    private static Separator Best(ReadOnlySpan<byte> text, bool isWhole)
    {
        var (best, bestFit) = (Separator.Usual[0], 0.0);
        foreach (var separator in Separator.Usual)
        {
            var counts = SampleCounts.Of(text, isWhole, separator);
            var fit = counts.Fit * (separator.IsSpaces ? SpacesHandicap : 1);
            if (fit > bestFit && (!separator.IsSpaces || counts.IsFirstRegular))
            {
                (best, bestFit) = (separator, fit);
            }
        }

        return best;
    }

    private static Separator? Hint(ReadOnlySpan<byte> line)
    {
        line = line.Trim((byte)'"');
        return line.Length == 5 && Ascii.EqualsIgnoreCase(line[..4], "sep="u8) ? new Separator((char)line[4]) : null;
    }

    // The first line without its end; length counts the end.
    private static ReadOnlySpan<byte> FirstLine(ReadOnlySpan<byte> text, out int length)
    {
        var end = text.IndexOfAny((byte)'\n', (byte)'\r');
        if (end < 0)
        {
            length = text.Length;
            return text;
        }

        length = end + (text[end..].StartsWith("\r\n"u8) ? 2 : 1);
        return text[..end];
    }
}
