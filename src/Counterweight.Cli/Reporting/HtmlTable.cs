using System.Net;
using System.Text;
using Counterweight.Cli.Output;

namespace Counterweight.Cli.Reporting;

/// <summary>A table of a page. Its first columns are of names, the others are of numbers.</summary>
/// <param name="Headers">Titles of the columns.</param>
/// <param name="Rows">Cells, as many a row.</param>
internal sealed record HtmlTable(IReadOnlyList<string> Headers, IReadOnlyList<string[]> Rows)
{
    /// <summary>Columns of names.</summary>
    public int NameColumns { get; init; } = 1;

    // Beyond these a page grows and nobody reads.
    private const int MostRows = 200;
    private const int FewColumns = 4;

    /// <summary>Text of a file, fit for a page.</summary>
    public static string Escape(string text) => WebUtility.HtmlEncode(Shown.Visible(text));

    /// <summary>Writes it. Where columns are many, a row is a block of lines on a phone.</summary>
    public void Write(StringBuilder html)
    {
        html.Append(Headers.Count > FewColumns ? "<table class=\"stack\">" : "<table>").Append("<thead><tr>");
        foreach (var header in Headers)
        {
            html.Append("<th scope=\"col\">").Append(Escape(header)).Append("</th>");
        }

        html.Append("</tr></thead><tbody>\n");
        foreach (var row in Rows.Take(MostRows))
        {
            html.Append("<tr>");
            for (var column = 0; column < row.Length; column++)
            {
                var tag = column == 0 ? "th" : "td";
                html.Append('<').Append(tag).Append(column < NameColumns ? " class=\"name\"" : "").Append(column == 0 ? " scope=\"row\"" : $" data-label=\"{Escape(Headers[column])}\"").Append("><span>")
                    .Append(column < NameColumns ? Escape(row[column]) : Unbroken(Escape(row[column]))).Append("</span></").Append(tag).Append('>');
            }

            html.Append("</tr>\n");
        }

        html.Append("</tbody></table>");
        if (Rows.Count > MostRows)
        {
            html.Append(System.Globalization.CultureInfo.InvariantCulture, $"<p class=\"more\">{Rows.Count - MostRows:N0} more rows are not shown; <code>evaluate --json</code> has all.</p>");
        }
    }

    // No line ends within an interval.
    private static string Unbroken(string escaped) => escaped.Replace("–", "&#8288;–&#8288;", StringComparison.Ordinal);
}
