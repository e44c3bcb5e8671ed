using System.Buffers;
using System.Text;

namespace Counterweight.Cli.Reading.Cells;

/// <summary>The text of a cell as UTF-8.</summary>
internal static class CellText
{
    /// <summary>Without the space around it, no-break spaces and their kin among it.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        while (text.Length > 0 && FirstSpace(text) is > 0 and var length)
        {
            text = text[length..];
        }

        while (text.Length > 0 && LastSpace(text) is > 0 and var length)
        {
            text = text[..^length];
        }

        return text;
    }

    /// <summary>Bytes of the space that a text begins with; 0 where it begins with none.</summary>
    public static int FirstSpace(ReadOnlySpan<byte> text)
    {
        if (text[0] < 0x80)
        {
            return IsAsciiSpace(text[0]) ? 1 : 0;
        }

        return Rune.DecodeFromUtf8(text, out var rune, out var length) == OperationStatus.Done && Rune.IsWhiteSpace(rune) ? length : 0;
    }

    private static int LastSpace(ReadOnlySpan<byte> text)
    {
        if (text[^1] < 0x80)
        {
            return IsAsciiSpace(text[^1]) ? 1 : 0;
        }

        return Rune.DecodeLastFromUtf8(text, out var rune, out var length) == OperationStatus.Done && Rune.IsWhiteSpace(rune) ? length : 0;
    }

    private static bool IsAsciiSpace(byte value) => value == ' ' || (value >= '\t' && value <= '\r');
}
