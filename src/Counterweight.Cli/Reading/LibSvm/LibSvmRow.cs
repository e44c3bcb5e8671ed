using System.Buffers.Text;
using Counterweight.Cli.Reading.Cells;

namespace Counterweight.Cli.Reading.LibSvm;

/// <summary>Cuts a line <c>label index:value index:value # comment</c>.</summary>
internal ref struct LibSvmRow
{
    private ReadOnlySpan<byte> rest;

    public LibSvmRow(ReadOnlySpan<byte> line)
    {
        var comment = line.IndexOf((byte)'#');
        rest = Trim(comment < 0 ? line : line[..comment]);
    }

    /// <summary>Whether nothing is left.</summary>
    public readonly bool IsAtEnd => rest.Length == 0;

    /// <summary>Takes the next word.</summary>
    public ReadOnlySpan<byte> Take()
    {
        var length = rest.IndexOfAny((byte)' ', (byte)'\t');
        var word = length < 0 ? rest : rest[..length];
        rest = Trim(rest[word.Length..]);
        return word;
    }

    /// <summary>Reads <c>index:value</c>.</summary>
    public static bool TryParse(ReadOnlySpan<byte> word, out long index, out double value)
    {
        value = double.NaN;
        return Utf8Parser.TryParse(word, out index, out var length) && length < word.Length && word[length] == ':' && word[0] != '+'
            && TryParseNumber(word[(length + 1)..], out value);
    }

    /// <summary>Reads a number; nan is missing.</summary>
    public static bool TryParseNumber(ReadOnlySpan<byte> word, out double value)
    {
        if (NumberNotation.Plain.TryParse(word, out value))
        {
            return true;
        }

        value = double.NaN;
        return System.Text.Ascii.EqualsIgnoreCase(word, "nan"u8);
    }

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text) => text.Trim(" \t"u8);
}
