using System.Globalization;
using System.Text;
using Spectre.Console.Rendering;

namespace Counterweight.Cli.Output;

/// <summary>Text of a file or of its user as a terminal may show it: nothing in it moves the cursor, colours or hides.</summary>
internal static class Shown
{
    private const int FirstControlPicture = 0x2400;
    private const int DeletePicture = 0x2421;

    /// <summary>The text with control characters made visible: ␊ for a line feed, ␛ for escape, \u202E for what turns text round.</summary>
    public static string Visible(string text)
    {
        if (IsShown(text))
        {
            return text;
        }

        var shown = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            Append(shown, rune);
        }

        return shown.ToString();
    }

    /// <summary>Whether a terminal shows the text as it is.</summary>
    public static bool IsShown(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsHidden(rune))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The visible text, cut at a number of terminal columns; … stands for what is cut.</summary>
    public static string Cut(string text, int columns)
    {
        var visible = Visible(text);
        if (Width(visible) <= columns)
        {
            return visible;
        }

        var shown = new StringBuilder();
        var used = 1;
        foreach (var element in Elements(visible))
        {
            used += Width(element);
            if (used > columns)
            {
                break;
            }

            shown.Append(element);
        }

        return shown.Append('…').ToString();
    }

    /// <summary>Visible text with … for its middle where it is too long: names often differ at their ends.</summary>
    public static string CutMiddle(string visible, int columns)
    {
        if (Width(visible) <= columns)
        {
            return visible;
        }

        var end = "";
        foreach (var element in Elements(visible).Reverse().TakeWhile(element => Width(element + end) <= (columns - 1) / 2))
        {
            end = element + end;
        }

        return Cut(visible, columns - Width(end)) + end;
    }

    /// <summary>Columns that visible text takes in a terminal: two for most characters of Chinese, Japanese and Korean.</summary>
    public static int Width(string visible) => Ascii.IsValid(visible) ? visible.Length : new Segment(visible).CellCount();

    /// <summary>Visible text with spaces before it or after it.</summary>
    public static string Pad(string visible, int columns, bool isRight)
    {
        var spaces = new string(' ', Math.Max(0, columns - Width(visible)));
        return isRight ? spaces + visible : visible + spaces;
    }

    /// <summary>So many things.</summary>
    public static string Count(long count, string thing) => FormattableString.Invariant($"{count:N0} {thing}{(count == 1 ? "" : "s")}");

    /// <summary>The words of a text in lines that fit; a longer word has a line of its own.</summary>
    public static IEnumerable<string> Wrap(string text, int columns, string indentation)
    {
        var line = new StringBuilder();
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && Width(line.ToString()) + 1 + Width(word) > columns)
            {
                yield return line.ToString();
                line.Clear().Append(indentation);
            }
            else if (line.Length > 0)
            {
                line.Append(' ');
            }

            line.Append(word);
        }

        yield return line.ToString();
    }

    // What is no Unicode text is enumerated as U+FFFD, which shows.
    private static bool IsHidden(Rune rune) => rune.Value >= ' ' && rune.Value < 0x7F
        ? false
        : rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static void Append(StringBuilder shown, Rune rune)
    {
        if (!IsHidden(rune) || rune == Rune.ReplacementChar)
        {
            shown.Append(rune.ToString());
        }
        else if (rune.Value < ' ')
        {
            shown.Append((char)(FirstControlPicture + rune.Value));
        }
        else if (rune.Value == 0x7F)
        {
            shown.Append((char)DeletePicture);
        }
        else
        {
            shown.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}");
        }
    }

    private static IEnumerable<string> Elements(string text)
    {
        var elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            yield return elements.GetTextElement();
        }
    }
}
