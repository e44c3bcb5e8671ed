using System.Text;
using Counterweight.Cli.Reading;
using Counterweight.Cli.Reading.Columns;

namespace Counterweight.Cli.Tests.Reading;

/// <summary>A column of some cells, the first on line 2.</summary>
internal static class ColumnOf
{
    public static RawColumn Cells(params IEnumerable<string> cells) => Cells(new ReadingOptions(), cells);

    public static RawColumn Cells(ReadingOptions options, params IEnumerable<string> cells)
    {
        var builder = new RawColumnBuilder("a", isNamed: true, options);
        var line = 2;
        foreach (var cell in cells)
        {
            builder.Add(Encoding.UTF8.GetBytes(cell), line++);
        }

        return builder.Complete();
    }

    /// <summary>Each row's number; NaN where it is none.</summary>
    public static double[] Numbers(this RawColumn column) => [.. Enumerable.Range(0, column.RowCount).Select(row => column.Kind == RawColumnKind.Coded ? column.Texts[column.Codes[row]].Number : column.Values[row])];

    /// <summary>Each row's time; NaN where it is none.</summary>
    public static double[] Times(this RawColumn column) => [.. Enumerable.Range(0, column.RowCount).Select(row => column.Kind == RawColumnKind.Coded ? column.Texts[column.Codes[row]].Time : column.Values[row])];

    /// <summary>Each row's text, of a coded column.</summary>
    public static string[] RowTexts(this RawColumn column) => [.. Enumerable.Range(0, column.RowCount).Select(row => column.Texts[column.Codes[row]].Text)];
}
