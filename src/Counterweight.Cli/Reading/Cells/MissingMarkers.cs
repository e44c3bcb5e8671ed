using System.Text;

namespace Counterweight.Cli.Reading.Cells;

/// <summary>Texts that stand for a missing value: those of pandas, <c>?</c>, <c>\N</c>, and the user's own.</summary>
/// <remarks>
/// In any letter case where the column's other cells are numbers or times; in a column of texts as pandas writes them, where
/// <c>None</c> is missing and <c>none</c> may be a category. A user's own that is a number, such as −999, stands for that number
/// however written.
/// </remarks>
internal sealed class MissingMarkers
{
    private const int LengthClasses = 64;
    private const int AsciiCase = 0x20;

    // pandas.read_csv, na_values; "?" as many old files have it, and what MySQL and PostgreSQL write.
    private static readonly string[] Usual =
    [
        "", "?", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA", "NULL", "NaN", "None", "-nan", "n/a", "nan", "null", @"\N",
    ];

    // Words that may well name a category.
    private static readonly string[] Words = ["NA", "NULL", "None"];

    private readonly byte[][] markers;
    private readonly double[] numbers;
    private readonly bool[] isFirst = new bool[256];
    private readonly int longest;
    private readonly ulong lengths;

    /// <summary>The usual ones and those of a user.</summary>
    public MissingMarkers(IReadOnlyList<string> own)
    {
        markers = [.. Usual.Concat(own).Select(text => CellText.Trim(Encoding.UTF8.GetBytes(text)).ToArray())];
        longest = markers.Max(marker => marker.Length);
        foreach (var marker in markers)
        {
            lengths |= 1UL << (marker.Length % LengthClasses);
            if (marker.Length > 0)
            {
                isFirst[marker[0]] = true;
                isFirst[char.IsAsciiLetter((char)marker[0]) ? marker[0] ^ AsciiCase : marker[0]] = true;
            }
        }

        numbers = [.. markers.Select(marker => NumberNotation.Plain.TryParse(marker, out var value) ? value : double.NaN).Where(double.IsFinite)];
    }

    /// <summary>Whether some are numbers.</summary>
    public bool HasNumbers => numbers.Length > 0;

    /// <summary>Whether a text without space around it is a missing value.</summary>
    public bool Contains(ReadOnlySpan<byte> text)
    {
        // Nearly every cell is none: its length or its first byte tells.
        if (text.Length > longest || (lengths >> (text.Length % LengthClasses) & 1) == 0 || (text.Length > 0 && !isFirst[text[0]]))
        {
            return false;
        }

        foreach (var marker in markers)
        {
            if (text.Length == marker.Length && (Ascii.EqualsIgnoreCase(text, marker) || text.SequenceEqual(marker)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a text without space around it is a missing value in a column of texts.</summary>
    public bool ContainsExactly(ReadOnlySpan<byte> text)
    {
        foreach (var marker in markers)
        {
            if (text.SequenceEqual(marker))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a number is a missing value.</summary>
    public bool Contains(double number) => numbers.AsSpan().Contains(number);

    /// <summary>Whether a missing value is a word that could be meant as a category.</summary>
    public static bool IsWord(string text) => Words.Contains(text, StringComparer.OrdinalIgnoreCase);
}
