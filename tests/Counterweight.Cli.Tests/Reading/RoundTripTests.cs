using System.Text;
using Counterweight.Cli.Reading;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Counterweight.Cli.Tests.Reading;

/// <summary>Tables written as RFC 4180 says come back, whatever their cells hold.</summary>
public class RoundTripTests
{
    // Words after a number sign and spaces are a comment.
    private const string Letters = "ab#%\"\",;\t |\r\n 1é";

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    [InlineData(' ')]
    [InlineData('^')]
    public void EveryTableComesBack(char separator)
    {
        var tables = from columns in Gen.Choose(2, 4)
                     from rows in Gen.Choose(1, 6)
                     from cells in Gen.Elements((separator == ' ' ? Letters.Replace('#', 'c').Replace('%', 'd') : Letters).ToCharArray()).ArrayOf().Resize(6).ArrayOf(columns * rows)
                     from style in Gen.Choose(0, 5)
                     select (Columns: columns, Style: style, Cells: cells.Select(letters => new string(letters).Trim()).ToArray());
        Prop.ForAll(tables.ToArbitrary(), table =>
        {
            var rows = table.Cells.Chunk(table.Columns).ToArray();
            if (table.Cells.All(cell => cell.Length == 0))
            {
                return;
            }

            var read = TableOf.Text(Write(rows, separator, table.Style), new ReadingOptions { Separator = separator, HasHeader = false });

            Assert.Empty(read.Problems);
            var kept = rows.Where(row => row.Any(cell => cell.Length > 0)).Select(row => string.Join('|', row)).ToArray();
            var trailing = rows.All(row => row[^1].Length == 0) ? table.Columns - read.Columns.Count : 0;
            Assert.Equal(kept.Select(row => row[..^trailing]).ToArray(), read.Rows());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    private static string Write(string[][] rows, char separator, int style)
    {
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.AppendJoin(separator, row.Select(cell => Quote(cell, separator, style))).Append(style % 3 == 0 ? "\n" : style % 3 == 1 ? "\r\n" : "\r");
        }

        return text.ToString();
    }

    private static string Quote(string cell, char separator, int style) =>
        style >= 3 || cell.Length == 0 || cell.AsSpan().IndexOfAny("\"\r\n\t ") >= 0 || cell.Contains(separator, StringComparison.Ordinal) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
