using System.Buffers;
using System.Text;

namespace Counterweight.Cli.Reading.Sources;

/// <summary>Finds how bytes are text.</summary>
internal static class TextEncoding
{
    private static readonly (byte[] Bytes, Encoding Encoding)[] Marks =
    [
        ([0xEF, 0xBB, 0xBF], Encoding.UTF8),
        ([0xFF, 0xFE, 0, 0], Encoding.UTF32),
        ([0, 0, 0xFE, 0xFF], new UTF32Encoding(bigEndian: true, byteOrderMark: true)),
        ([0xFF, 0xFE], Encoding.Unicode),
        ([0xFE, 0xFF], Encoding.BigEndianUnicode),
    ];

    private static readonly SearchValues<char> Nonsense =
        SearchValues.Create([.. Enumerable.Range(0, 32).Where(c => c is not ('\t' or '\n' or '\r' or '\f')).Select(c => (char)c), '\uFFFD', '\uFFFE', '\uFFFF']);

    /// <summary>Opens bytes as text.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <param name="said">The encoding the user names, or null.</param>
    public static TextStream Open(PeekedStream bytes, string source, Encoding? said)
    {
        var (mark, marked) = FindMark(bytes.Head);
        if (said is not null)
        {
            if (marked is not null && Family(marked) != Family(said))
            {
                throw FilePlace.Error(source, $"begins with the byte order mark of {Encodings.NameOf(marked)} and not as {Encodings.NameOf(said)}, which --encoding says it is");
            }

            if (marked is null && Family(said) == Family(Encoding.Unicode))
            {
                RefuseOtherText(bytes.Head, source, said);
            }

            return Open(bytes, source, marked ?? said, mark, Utf8Certainty.Said);
        }

        if (marked is null && Utf16WithoutMark(bytes.Head) is { } found)
        {
            return new DecodedText(bytes, source, found, $"the text is read as {Encodings.NameOf(found)} for its zero bytes, there is no byte order mark");
        }

        return Open(bytes, source, marked ?? Encoding.UTF8, mark, marked is null ? Utf8Certainty.Assumed : Utf8Certainty.Marked);
    }

    /// <summary>Whether bytes begin as text of UTF-16 or UTF-32, or with a mark.</summary>
    public static bool IsUnicode(ReadOnlySpan<byte> head) => FindMark(head).Bytes is not null || Utf16WithoutMark(head) is not null;

    /// <summary>UTF-16 of either byte order, if the bytes are text of it: some characters are of ASCII, none is a control character.</summary>
    public static Encoding? Utf16WithoutMark(ReadOnlySpan<byte> head)
    {
        var even = 0;
        var odd = 0;
        var units = head.Length / 2;
        for (var i = 0; i < units; i++)
        {
            even += head[2 * i] == 0 ? 1 : 0;
            odd += head[(2 * i) + 1] == 0 ? 1 : 0;
        }

        if (units < 6 || 4 * Math.Max(even, odd) < units || 8 * Math.Min(even, odd) > Math.Max(even, odd))
        {
            return null;
        }

        var encoding = even < odd ? Encoding.Unicode : Encoding.BigEndianUnicode;
        var text = encoding.GetString(head[..(2 * units)]);

        // The head may end between the halves of a pair.
        return text.AsSpan(0, text.Length - 1).ContainsAny(Nonsense) ? null : encoding;
    }

    // A table has several lines; text of another encoding has none by this one.
    private static void RefuseOtherText(ReadOnlySpan<byte> head, string source, Encoding said)
    {
        var text = said.GetString(head);
        if (LineBreaks.Count(text) > 0)
        {
            return;
        }

        if (Utf16WithoutMark(head) is { } found && found.CodePage != said.CodePage)
        {
            throw FilePlace.Error(source, $"is {Encodings.NameOf(found)} text and not {Encodings.NameOf(said)}, which --encoding says it is");
        }

        if (!head.Contains((byte)0) && LineBreaks.Count(head) > 0)
        {
            throw FilePlace.Error(source, $"is not {Encodings.NameOf(said)} text, which --encoding says it is: its lines are those of bytes");
        }
    }

    private static (byte[]? Bytes, Encoding? Encoding) FindMark(ReadOnlySpan<byte> head)
    {
        foreach (var mark in Marks)
        {
            if (head.StartsWith(mark.Bytes))
            {
                return mark;
            }
        }

        return default;
    }

    private static TextStream Open(PeekedStream bytes, string source, Encoding encoding, byte[]? mark, Utf8Certainty certainty)
    {
        bytes.Skip(mark?.Length ?? 0);
        return Family(encoding) == Family(Encoding.UTF8) ? new Utf8Text(bytes, source, certainty) : new DecodedText(bytes, source, encoding, note: null);
    }

    private static int Family(Encoding encoding) => encoding.CodePage switch
    {
        1201 => 1200,
        12001 => 12000,
        var page => page,
    };
}
