using System.Globalization;
using System.Text;
using System.Xml.Linq;
using OxyPlot;

namespace Counterweight.Cli.Reporting;

/// <summary>Writes a chart as SVG that is part of a page: as wide as its place, in the page's font and colours.</summary>
internal static class ChartSvg
{
    /// <summary>Units of a chart's width: about the pixels of a phone's, so that text is as large there as it is meant.</summary>
    public const int Width = 380;

    /// <summary>Units of a chart's height, unless it has as many rows as there are classes.</summary>
    public const int Height = 300;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    /// <summary>Writes it.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="name">A name that no other chart of the page has: of letters and digits.</param>
    /// <param name="description">What it shows, for those who do not see it.</param>
    /// <param name="height">Its height.</param>
    public static string Write(PlotModel chart, string name, string description, int height = Height)
    {
        using var buffer = new MemoryStream();
        new SvgExporter { Width = Width, Height = height, IsDocument = false, UseVerticalTextAlignmentWorkaround = true, TextMeasurer = new WideText(Width, height) }.Export(chart, buffer);
        var root = XDocument.Parse(Encoding.UTF8.GetString(buffer.ToArray()).TrimStart('\uFEFF')).Root!;
        root.Attributes().Where(attribute => attribute.Name != "version").Remove();
        root.SetAttributeValue("viewBox", string.Create(CultureInfo.InvariantCulture, $"0 0 {Width} {height}"));
        root.SetAttributeValue("role", "img");
        root.SetAttributeValue("aria-label", description);
        foreach (var text in root.Descendants(Svg + "text"))
        {
            text.SetAttributeValue("font-family", null);
        }

        // Identifiers are the page's, and every chart counts its own from 1.
        foreach (var element in root.DescendantsAndSelf())
        {
            element.Name = element.Name.LocalName;
            foreach (var attribute in element.Attributes().Where(attribute => attribute.Value.Contains("clipPath", StringComparison.Ordinal)))
            {
                attribute.Value = attribute.Value.Replace("clipPath", $"{name}-", StringComparison.Ordinal);
            }
        }

        return Palette.Resolve(root.ToString(SaveOptions.DisableFormatting));
    }
}
