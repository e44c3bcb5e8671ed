using System.Text;

namespace Counterweight.Cli.Reading.Columns;

/// <summary>Text kept for a message.</summary>
internal static class Shortened
{
    private const int MostBytes = 400;

    /// <summary>The beginning of a text that may be of megabytes.</summary>
    public static string Text(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length <= MostBytes)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        // Not within a character.
        var length = MostBytes;
        while ((utf8[length] & 0xC0) == 0x80 && length > 0)
        {
            length--;
        }

        return Encoding.UTF8.GetString(utf8[..length]) + "…";
    }
}
