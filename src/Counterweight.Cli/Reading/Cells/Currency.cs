using System.Text;

namespace Counterweight.Cli.Reading.Cells;

/// <summary>Signs and codes of currencies, before or after a number.</summary>
internal static class Currency
{
    private static readonly byte[][] Signs =
    [
        .. new[]
        {
            "US$", "CA$", "AU$", "NZ$", "HK$", "R$", "$", "€", "£", "¥", "₹", "₽", "₩", "₺", "₴", "₪", "฿", "₫", "₦", "₱", "¢", "kr.", "kr", "Kr", "zł", "Kč", "Ft", "Rs.", "Rs",
            "USD", "EUR", "GBP", "JPY", "CHF", "CNY", "INR", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "CAD", "AUD", "NZD", "BRL", "MXN", "ZAR", "RUB", "KRW", "TRY", "SGD", "HKD",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    /// <summary>The sign or code of a currency counted from 1; null for 0.</summary>
    public static string? Name(int currency) => currency == 0 ? null : Encoding.UTF8.GetString(Signs[currency - 1]);

    /// <summary>The currency of a sign or code, counted from 1; 0 where there is none.</summary>
    public static int Find(string? name) => name is null ? 0 : 1 + Array.FindIndex(Signs, sign => string.Equals(Encoding.UTF8.GetString(sign), name, StringComparison.Ordinal));

    /// <summary>The currency a text begins with, counted from 1; 0: none.</summary>
    public static int First(ReadOnlySpan<byte> text, out int length)
    {
        for (var i = 0; i < Signs.Length; i++)
        {
            if (text.StartsWith(Signs[i]))
            {
                length = Signs[i].Length;
                return i + 1;
            }
        }

        length = 0;
        return 0;
    }

    /// <summary>The currency a text ends with, counted from 1; 0: none.</summary>
    public static int Last(ReadOnlySpan<byte> text, out int length)
    {
        for (var i = 0; i < Signs.Length; i++)
        {
            if (text.EndsWith(Signs[i]))
            {
                length = Signs[i].Length;
                return i + 1;
            }
        }

        length = 0;
        return 0;
    }
}
