using System.Globalization;
using Counterweight.Cli.Evaluation;

namespace Counterweight.Cli.Reporting;

/// <summary>Numbers of a page.</summary>
internal static class Text
{
    /// <summary>A measure with three digits; a dash where it is not defined.</summary>
    public static string Of(double value) => double.IsNaN(value) ? "–" : value.ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>A number of any size with some digits.</summary>
    public static string Short(double value) => double.IsNaN(value) ? "–" : value.ToString("0.####", CultureInfo.InvariantCulture) is var text && (text.Length <= 10 && text is not ("0" or "-0") || value == 0) ? text : value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>A measure and its interval.</summary>
    public static string Of(Measure measure) => measure.Interval is { } interval ? $"{Of(measure.Value)} ({Of(interval.Low)}–{Of(interval.High)})" : Of(measure.Value);

    /// <summary>A cost and its interval.</summary>
    public static string OfCost(Measure measure) => measure.Interval is { } interval ? $"{Short(measure.Value)} ({Short(interval.Low)}–{Short(interval.High)})" : Short(measure.Value);

    /// <summary>A weight, or a number of rows.</summary>
    public static string Rows(double weight) => weight == Math.Floor(weight) ? weight.ToString("N0", CultureInfo.InvariantCulture) : Short(weight);

    /// <summary>A share in percent.</summary>
    public static string Percent(double share) => double.IsNaN(share) ? "–" : share is > 0 and < 0.0005 ? "<0.1 %" : (share * 100).ToString(share is > 0 and < 0.0995 ? "0.#" : "0", CultureInfo.InvariantCulture) + " %";
}
