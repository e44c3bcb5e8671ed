using System.Text;

namespace Counterweight.Cli.Reading.Arff;

/// <summary>Cuts a line into values, quoted by ' or " or not at all.</summary>
internal ref struct ArffTokens(ReadOnlySpan<byte> line)
{
    private static ReadOnlySpan<byte> Space => " \t\f\v"u8;

    private ReadOnlySpan<byte> rest = TrimStart(line);

    /// <summary>What is left, without space before it.</summary>
    public readonly ReadOnlySpan<byte> Rest => rest;

    /// <summary>Whether nothing but a comment is left.</summary>
    public readonly bool IsAtEnd => rest is [] or [(byte)'%', ..];

    /// <summary>Takes a byte if it is next.</summary>
    public bool Take(byte value)
    {
        if (rest is [var next, ..] && next == value)
        {
            rest = TrimStart(rest[1..]);
            return true;
        }

        return false;
    }

    /// <summary>Takes a value that ends at one of some bytes, or, quoted, at its quote.</summary>
    /// <param name="ends">What ends it.</param>
    /// <param name="endsAtSpace">Whether space ends it too.</param>
    /// <param name="isQuoted">Whether it is quoted.</param>
    /// <param name="hasEscapes">Whether it is quoted and has backslashes in it: <see cref="Unescape"/> resolves them.</param>
    /// <param name="isClosed">Whether the quote is closed.</param>
    public ReadOnlySpan<byte> TakeValue(ReadOnlySpan<byte> ends, bool endsAtSpace, out bool isQuoted, out bool hasEscapes, out bool isClosed)
    {
        isQuoted = rest is [(byte)'\'' or (byte)'"', ..];
        hasEscapes = false;
        isClosed = true;
        if (!isQuoted)
        {
            var length = UnquotedLength(ends, endsAtSpace);
            var plain = TrimEnd(rest[..length]);
            rest = TrimStart(rest[length..]);
            return plain;
        }

        var quote = rest[0];
        for (var i = 1; i < rest.Length; i++)
        {
            if (rest[i] == '\\')
            {
                hasEscapes = true;
                i++;
            }
            else if (rest[i] == quote)
            {
                var inner = rest[1..i];
                rest = TrimStart(rest[(i + 1)..]);
                return inner;
            }
        }

        isClosed = false;
        var all = rest[1..];
        rest = [];
        return all;
    }

    /// <summary>Takes a value as text.</summary>
    public string TakeText(ReadOnlySpan<byte> ends, bool endsAtSpace, out bool isClosed)
    {
        var value = TakeValue(ends, endsAtSpace, out _, out var hasEscapes, out isClosed);
        return Encoding.UTF8.GetString(hasEscapes ? Unescape(value) : value);
    }

    /// <summary>Resolves backslashes.</summary>
    public static byte[] Unescape(ReadOnlySpan<byte> value)
    {
        var plain = new List<byte>(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] != '\\' || i + 1 == value.Length)
            {
                plain.Add(value[i]);
                continue;
            }

            i++;
            plain.Add(value[i] switch { (byte)'n' => (byte)'\n', (byte)'r' => (byte)'\r', (byte)'t' => (byte)'\t', var other => other });
        }

        return [.. plain];
    }

    // A comment begins after space: 5% is a value.
    private readonly int UnquotedLength(ReadOnlySpan<byte> ends, bool endsAtSpace)
    {
        var stop = ends.Length == 0 ? -1 : rest.IndexOfAny(ends);
        var value = stop < 0 ? rest : rest[..stop];
        var space = endsAtSpace ? value.IndexOfAny(Space) : -1;
        value = space < 0 ? value : value[..space];
        for (var percent = value.IndexOf((byte)'%'); percent >= 0;)
        {
            if (percent == 0 || IsSpace(value[percent - 1]))
            {
                return percent;
            }

            var next = value[(percent + 1)..].IndexOf((byte)'%');
            percent = next < 0 ? -1 : percent + 1 + next;
        }

        return value.Length;
    }

    private static ReadOnlySpan<byte> TrimStart(ReadOnlySpan<byte> text)
    {
        while (text.Length > 0 && IsSpace(text[0]))
        {
            text = text[1..];
        }

        return text;
    }

    private static ReadOnlySpan<byte> TrimEnd(ReadOnlySpan<byte> text)
    {
        while (text.Length > 0 && IsSpace(text[^1]))
        {
            text = text[..^1];
        }

        return text;
    }

    private static bool IsSpace(byte value) => value is (byte)' ' or (byte)'\t' or (byte)'\f' or (byte)'\v';
}
