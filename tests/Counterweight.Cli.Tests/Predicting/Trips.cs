using System.Globalization;

namespace Counterweight.Cli.Tests.Predicting;

/// <summary>Made-up rows with all kinds of columns: numbers of several notations, categories, times, an id that needs quotes, and missing cells.</summary>
internal static class Trips
{
    public const string Header = "id;price;km;city;when;share;late";

    private static readonly string[] Cities = ["Bonn", "Ulm", "Sankt Augustin", "Essen, Ruhr"];

    /// <summary>A file of rows from some number on.</summary>
    public static string File(int first, int count, bool hasLabel = true) =>
        Tables.Rows(hasLabel ? Header : Header[..Header.LastIndexOf(';')], count, i => Row(first + i, hasLabel));

    private static string Row(int i, bool hasLabel)
    {
        var price = ((i * 7919) % 200_003) / 100.0;
        var km = (i * 31) % 97;
        var city = Cities[i * 13 % 4];
        var isLate = price > 1750 || (km > 80 && i % 4 == 1) || i % 31 == 0;
        string[] cells =
        [
            i % 5 == 0 ? $"\"no \"\"{i}\"\"; {i + 1}\"" : i % 5 == 1 ? $"\"two\nlines {i}\"" : $"#{i}",
            i % 17 == 3 ? "n/a" : price.ToString("N2", CultureInfo.InvariantCulture).Replace(',', '_').Replace('.', ',').Replace('_', '.'),
            i % 23 == 5 ? "" : km.ToString(CultureInfo.InvariantCulture),
            i % 19 == 7 ? "?" : $"\"{city}\"",
            i % 29 == 9 ? "" : new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(i * 7 % 8000).ToString("dd.MM.yyyy HH:mm", CultureInfo.InvariantCulture),
            ((i * 37) % 100).ToString(CultureInfo.InvariantCulture) + " %",
        ];
        return string.Join(';', hasLabel ? [.. cells, isLate ? "yes" : "no"] : cells);
    }
}
