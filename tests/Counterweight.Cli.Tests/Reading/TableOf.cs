using System.Text;
using Counterweight.Cli.Reading;
using Counterweight.Cli.Reading.Columns;
using Counterweight.Cli.Reading.Delimited;
using Xunit;

namespace Counterweight.Cli.Tests.Reading;

/// <summary>A table of some text.</summary>
internal static class TableOf
{
    public static RawTable Text(string text, ReadingOptions? options = null) =>
        DelimitedReader.Read(new DripStream(Encoding.UTF8.GetBytes(text)), "file.csv", options ?? new ReadingOptions(), null, [], TestContext.Current.CancellationToken);

    /// <summary>Names of the columns, as the file gives them.</summary>
    public static string Names(this RawTable table) => string.Join('|', table.Columns.Select(column => column.IsNamed ? column.Name : $"({column.Name})"));

    /// <summary>The rows, as text.</summary>
    public static string[] Rows(this RawTable table) => [.. Enumerable.Range(0, table.RowCount).Select(row => string.Join('|', table.Columns.Select(column => column.RowTexts()[row])))];

    /// <summary>The message of the error that reading is.</summary>
    public static string Error(string text, ReadingOptions? options = null) => Assert.Throws<InputException>(() => Text(text, options)).Message;

    /// <summary>A stream that cannot seek and gives seven bytes at a time.</summary>
    private sealed class DripStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;

        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 7));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, 7)]);
    }
}
