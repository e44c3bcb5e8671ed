using System.Globalization;
using System.Text;
using OxyPlot;

namespace Counterweight.Cli.Reporting;

/// <summary>The colours of charts: each stands for a variable of the page's style, which has one value in light and another in dark.</summary>
internal static class Palette
{
    /// <summary>Lines and bars that can be told apart.</summary>
    public const int SeriesCount = 8;

    // No other colour in a chart begins with these two bytes.
    private const byte Mark = 1;
    private const byte SecondMark = 254;
    private const byte FirstSeries = 10;

    private static readonly string[] Names = ["ink", "muted", "grid"];

    /// <summary>Text and axes.</summary>
    public static OxyColor Ink { get; } = OxyColor.FromRgb(Mark, SecondMark, 0);

    /// <summary>Lines to compare with.</summary>
    public static OxyColor Muted { get; } = OxyColor.FromRgb(Mark, SecondMark, 1);

    /// <summary>Lines behind a chart.</summary>
    public static OxyColor Grid { get; } = OxyColor.FromRgb(Mark, SecondMark, 2);

    /// <summary>The colour of a line.</summary>
    public static OxyColor Series(int series) => OxyColor.FromRgb(Mark, SecondMark, (byte)(FirstSeries + (series % SeriesCount)));

    /// <summary>The style's name of a line's colour.</summary>
    public static string NameOfSeries(int series) => FormattableString.Invariant($"s{(series % SeriesCount) + 1}");

    /// <summary>An SVG with variables in place of the colours.</summary>
    public static string Resolve(string svg)
    {
        var resolved = new StringBuilder(svg);
        for (var name = 0; name < Names.Length; name++)
        {
            resolved.Replace(Written(name), $"var(--{Names[name]})");
        }

        for (var series = 0; series < SeriesCount; series++)
        {
            resolved.Replace(Written(FirstSeries + series), $"var(--{NameOfSeries(series)})");
        }

        return resolved.ToString();
    }

    private static string Written(int third) => string.Create(CultureInfo.InvariantCulture, $"rgb({Mark},{SecondMark},{third})");
}
