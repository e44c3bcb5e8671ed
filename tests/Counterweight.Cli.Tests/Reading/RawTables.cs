using System.Text;
using Counterweight.Cli.Reading;
using Counterweight.Cli.Reading.Columns;
using Xunit;

namespace Counterweight.Cli.Tests.Reading;

/// <summary>Reads tables from bytes, through a pipe.</summary>
internal static class RawTables
{
    public static RawTable Read(string text, ReadingOptions? options = null, string source = "f") => Read(Encoding.UTF8.GetBytes(text), options, source);

    public static RawTable Read(byte[] bytes, ReadingOptions? options = null, string source = "f", int atOnce = 1000) =>
        TableReader.Read(new TrickleStream(bytes, atOnce), source, options ?? new ReadingOptions(), null, TestContext.Current.CancellationToken);

    /// <summary>What is said of bytes that cannot be read.</summary>
    public static string Error(byte[] bytes, ReadingOptions? options = null, string source = "f") =>
        Assert.Throws<InputException>(() => Read(bytes, options, source)).Message;

    public static string Error(string text, ReadingOptions? options = null) => Error(Encoding.UTF8.GetBytes(text), options);

    /// <summary>All cells of a column as text; «-» for a missing one.</summary>
    public static string Cells(this RawTable table, int column) => string.Join(' ', Enumerable.Range(0, table.RowCount).Select(row => Cell(table.Columns[column], row)));

    private static string Cell(RawColumn column, int row) => column.Kind == RawColumnKind.Coded
        ? column.Texts[column.Codes[row]] is { IsMissing: false } text ? text.Text : "-"
        : FormattableString.Invariant($"{column.Values[row]:R}");
}
