using System.Globalization;
using System.Reflection;
using System.Text;

namespace Counterweight.Cli.Columns;

/// <summary>Text with its composed letters taken apart, so that what Unicode holds to be the same text is the same.</summary>
/// <remarks>The command carries the table itself: without the libraries of a culture .NET takes every text for composed.</remarks>
internal static class DecomposedText
{
    private const string Resource = "composed-letters.txt";

    private static readonly Lazy<Dictionary<Rune, Rune[]>> Letters = new(Read);

    /// <summary>The text of letters and marks; the same object where it is ASCII.</summary>
    /// <remarks>Marks of one letter are in the order of their numbers, whichever order the text has.</remarks>
    public static string Of(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text;
        }

        var runes = text.EnumerateRunes().SelectMany(Parts).ToArray();
        for (var start = 0; start < runes.Length; start++)
        {
            var end = start;
            while (end < runes.Length && Rune.GetUnicodeCategory(runes[end]) == UnicodeCategory.NonSpacingMark)
            {
                end++;
            }

            Array.Sort(runes, start, end - start);
            start = Math.Max(start, end);
        }

        return string.Concat(runes);
    }

    private static IEnumerable<Rune> Parts(Rune letter) => IsSyllable(letter) ? OfSyllable(letter) : Letters.Value.GetValueOrDefault(letter) ?? [letter];

    private static bool IsSyllable(Rune letter) => letter.Value is >= Hangul.First and <= Hangul.Last;

    // The Unicode Standard, section 3.12.
    private static IEnumerable<Rune> OfSyllable(Rune syllable)
    {
        var index = syllable.Value - Hangul.First;
        yield return new Rune(Hangul.FirstLeading + (index / (Hangul.Vowels * Hangul.Trailing)));
        yield return new Rune(Hangul.FirstVowel + (index / Hangul.Trailing % Hangul.Vowels));
        if (index % Hangul.Trailing is > 0 and var trailing)
        {
            yield return new Rune(Hangul.BeforeTrailing + trailing);
        }
    }

    private static Dictionary<Rune, Rune[]> Read()
    {
        using var text = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(Resource)!);
        return text.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => Array.ConvertAll(line.Split(' '), number => new Rune(int.Parse(number, NumberStyles.HexNumber, CultureInfo.InvariantCulture))))
            .ToDictionary(letters => letters[0], letters => letters[1..]);
    }

    private static class Hangul
    {
        public const int First = 0xAC00;
        public const int Last = 0xD7A3;
        public const int FirstLeading = 0x1100;
        public const int FirstVowel = 0x1161;
        public const int BeforeTrailing = 0x11A7;
        public const int Vowels = 21;
        public const int Trailing = 28;
    }
}
