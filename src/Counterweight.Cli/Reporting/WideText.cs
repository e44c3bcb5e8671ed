using Counterweight.Cli.Output;
using OxyPlot;

namespace Counterweight.Cli.Reporting;

/// <summary>Measures text as a wide font has it: which font a page will be read in nobody knows, and what is kept free is never too little.</summary>
internal sealed class WideText(double width, double height) : PdfRenderContext(width, height, OxyColors.Undefined)
{
    // DejaVu Sans and Verdana, of their widest usual text.
    private const double WidthOfLetter = 0.64;
    private const double HeightOfLine = 1.25;

    /// <inheritdoc/>
    public override OxySize MeasureText(string text, string fontFamily, double fontSize, double fontWeight)
    {
        if (string.IsNullOrEmpty(text))
        {
            return OxySize.Empty;
        }

        var lines = text.Split('\n');
        return new OxySize(lines.Max(Shown.Width) * WidthOfLetter * fontSize, lines.Length * HeightOfLine * fontSize);
    }
}
