using System.Globalization;
using Counterweight.Cli.Evaluation;
using Counterweight.Cli.Output;

namespace Counterweight.Cli.Reporting;

/// <summary>Numbers of a page.</summary>
internal static class Text
{
    /// <summary>A measure with three digits; a dash where it is not defined.</summary>
    public static string Of(double value) => double.IsNaN(value) ? "–" : NumberText.Of(value, "0.000");

    /// <summary>A number of any size with some digits; a dash for what is none, or greater than any.</summary>
    public static string Short(double value) => !double.IsFinite(value) ? "–" : NumberText.Of(value, "0.####") is var text && ((text.Length <= 10 && text is not "0") || value == 0) ? text : NumberText.Of(value, "G4");

    /// <summary>A measure and its interval.</summary>
    public static string Of(Measure measure) => measure.Interval is { } interval ? $"{Of(measure.Value)} ({Of(interval.Low)}–{Of(interval.High)})" : Of(measure.Value);

    /// <summary>A cost and its interval.</summary>
    public static string OfCost(Measure measure) => measure.Interval is { } interval ? $"{Short(measure.Value)} ({Short(interval.Low)}–{Short(interval.High)})" : Short(measure.Value);

    /// <summary>A weight, or a number of rows.</summary>
    public static string Rows(double weight) => weight == Math.Floor(weight) ? NumberText.Rows(weight) : Short(weight);

    /// <summary>A share in percent.</summary>
    public static string Percent(double share) => double.IsNaN(share) ? "–" : share is > 0 and < 0.0005 ? "<0.1 %" : (share * 100).ToString(share is > 0 and < 0.0995 ? "0.#" : "0", CultureInfo.InvariantCulture) + " %";
}
