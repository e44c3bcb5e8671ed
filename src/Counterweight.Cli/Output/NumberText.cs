using System.Globalization;

namespace Counterweight.Cli.Output;

/// <summary>Numbers of tables, the same in every culture.</summary>
internal static class NumberText
{
    private const double MostOfPlace = 1e9;
    private const double LeastWhole = 1e4;

    /// <summary>A number; 0 has no sign, and neither has what rounds to it.</summary>
    public static string Of(double value, string format)
    {
        var text = value.ToString(format, CultureInfo.InvariantCulture);
        return text.StartsWith('-') && !text.AsSpan(1).ContainsAnyExcept("0.,") ? text[1..] : text;
    }

    /// <summary>The format of a number by itself: four digits, all of a large one, an exponent of a very large one.</summary>
    public static string FormatOf(double value) => Math.Abs(value) is >= LeastWhole and < MostOfPlace ? "N0" : "G4";

    /// <summary>A number of rows, or their weight.</summary>
    public static string Rows(double weight) => Of(weight, weight == Math.Floor(weight) && weight < MostOfPlace ? "N0" : "G4");

    /// <summary>The format in which all numbers of a column have as many decimals, and the least of them four digits; of numbers of very different size each has its own.</summary>
    public static string FormatOf(IEnumerable<double> column)
    {
        const double LeastOfPlace = 1e-5;
        const int Digits = 4;
        double[] sizes = [.. column.Select(Math.Abs).Where(size => size > 0 && double.IsFinite(size))];
        if (sizes.Length == 0)
        {
            return "0.000";
        }

        var decimals = Math.Clamp(Digits - 1 - (int)Math.Floor(Math.Log10(sizes.Min())), 0, Digits + 4);
        return sizes.Max() < MostOfPlace && sizes.Min() >= LeastOfPlace ? "N" + decimals.ToString(CultureInfo.InvariantCulture) : "G4";
    }
}
