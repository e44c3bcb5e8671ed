using System.Globalization;
using System.Text;

namespace Counterweight.Cli.Reading.Cells;

/// <summary>Numbers that no double holds: those beyond its range, and the words for infinity. They are no categories.</summary>
internal static class InfiniteText
{
    private const int LongestWord = 16;

    private static readonly string[] Words = ["inf", "infinity", "1.#inf", "∞"];

    /// <summary>Whether a text, without space around it, is one.</summary>
    public static bool Is(ReadOnlySpan<byte> text)
    {
        if (text.Length is > 0 and <= LongestWord)
        {
            var word = Encoding.UTF8.GetString(text).AsSpan();
            word = word[0] is '+' or '-' or '−' ? word[1..] : word;
            foreach (var each in Words)
            {
                if (word.Equals(each, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        var shape = NumberShape.Read(text);
        if (!shape.IsNumber)
        {
            return false;
        }

        var body = text[shape.Start..shape.End];
        var plain = new byte[body.Length];
        var length = NumberBody.WritePlain(body, (shape.Marks & NumberMarks.AnyPoint) != NumberMarks.None ? (byte)'.' : (byte)',', plain);
        return double.TryParse(plain.AsSpan(0, length), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsInfinity(value);
    }
}
