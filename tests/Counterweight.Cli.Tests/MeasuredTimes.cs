using System.Text.RegularExpressions;

namespace Counterweight.Cli.Tests;

/// <summary>Takes out of the command's output what is another at every run: times, and rates.</summary>
internal static partial class MeasuredTimes
{
    /// <summary>The table or the JSON with # in their place. A time keeps its last column: numbers are aligned to the right.</summary>
    public static string Mask(string text)
    {
        text = JsonTime().Replace(text, "${name} #");
        return MeasureRow().Replace(text, row => row.Groups["measures"].Value + Number().Replace(row.Groups["times"].Value, number => "#".PadLeft(number.Length)));
    }

    [GeneratedRegex("""(?<name>"(?:fitSeconds|kernelRowsPerSecond)":) [0-9][-+.0-9E]*""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10000)]
    private static partial Regex JsonTime();

    // Two measures and two times behind a model's name; recalls are of three decimals all.
    [GeneratedRegex("""^(?<measures>[-a-zA-Z0-9^=. ,]+( +[0-9]\.[0-9]{3}( ±[0-9]\.[0-9]{3})?){2})(?<times> +[0-9]+\.[0-9]{3} +[0-9]+\.[0-9])$""", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10000)]
    private static partial Regex MeasureRow();

    [GeneratedRegex("""\b[0-9]+\.[0-9]+\b""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10000)]
    private static partial Regex Number();
}
