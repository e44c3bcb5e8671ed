using System.Diagnostics;
using System.Text;
using Counterweight.Cli.Reading;
using Counterweight.Cli.Reading.Columns;
using Counterweight.Cli.Reading.Delimited;
using Counterweight.Cli.Reading.Sources;
using Xunit;

namespace Counterweight.Cli.Tests.Reading;

/// <summary>Files that would take all memory or time of a careless reader. Nothing here is timed but what must end at once.</summary>
public class HostileTests
{
    [Fact]
    public void AMillionColumnsInOneLine()
    {
        var line = string.Join(',', Enumerable.Range(0, 1_000_000).Select(i => $"c{i}"));

        Assert.Equal("file.csv: no rows after the header", Assert.Throws<InputException>(() => Read(Encoding.UTF8.GetBytes(line + "\n"))).Message);
    }

    [Fact]
    public void AHundredThousandColumns()
    {
        var names = string.Join(',', Enumerable.Range(0, 100_000).Select(i => $"c{i}"));
        var table = Read(Encoding.UTF8.GetBytes($"{names}\n{string.Join(',', Enumerable.Range(0, 100_000))}\n{new string(',', 99_999)}\n"));

        Assert.Equal((100_000, 1), (table.Columns.Count, table.RowCount));
        Assert.Equal(99_999, table.Columns[^1].Texts[0].Number);
        Assert.Equal(["rows of empty cells are left out: line 3"], table.Notes);
    }

    [Fact]
    public void AFieldOfAHundredMegabytes()
    {
        using var stream = new Repeated("a,b\n1,\"", (byte)'x', 100_000_000);

        Assert.Equal("file.csv:2: a record of more than 67108864 bytes: a quote may not be closed", Assert.Throws<InputException>(() => Read(stream)).Message);
    }

    [Fact]
    public void AFieldOfThirtyMegabytesIsReadAndNotKept()
    {
        using var stream = new Repeated("a,b\n1,", (byte)'x', 30_000_000);
        var table = Read(stream);

        Assert.Equal(RawColumnKind.Texts, table.Columns[1].Kind);
        Assert.InRange(table.Columns[1].Examples[0].Text.Length, 1, 1000);
    }

    [Fact]
    public void LineBreaksWithoutEnd()
    {
        using var stream = new Repeated("a,b\n1,2\n", (byte)'\n', 20_000_000);

        Assert.Equal(1, Read(stream).RowCount);
    }

    [Fact]
    public void SeparatorsWithoutEnd()
    {
        using var stream = new Repeated("a,b\n1,2\n", (byte)',', 10_000_000);

        Assert.Equal(1, Read(stream).RowCount);
    }

    [Fact]
    public void SpacesWithoutEnd()
    {
        using var stream = new Repeated("a b\n1 2\n", (byte)' ', 20_000_000);

        Assert.Equal(1, Read(stream).RowCount);
    }

    [Fact]
    public void QuotesWithoutEnd()
    {
        using var stream = new Repeated("a,b\n1,2\n1,x", (byte)'"', 1_000_001);

        Assert.Equal(["quotes inside a field are read as text: line 3"], Read(stream).Notes);
    }

    /// <summary>Within rows, within one record, and while the beginning is looked at.</summary>
    [Theory]
    [InlineData("a,b\n1,2\n", '\n')]
    [InlineData("a,b\n1,2\n1,\"", 'x')]
    [InlineData("a,b\n1,2\n1,\"", '"')]
    [InlineData("a b\n1 2\n", ' ')]
    [InlineData("", 'a')]
    [InlineData("", ',')]
    public async Task ItEndsSoonAfterItIsCancelled(string beginning, char rest)
    {
        using var stream = new Repeated(beginning, (byte)rest, long.MaxValue);
        using var cancellation = new CancellationTokenSource();
        var reading = Task.Run(() => DelimitedReader.Read(stream, "file.csv", new ReadingOptions { MaxRecordLength = int.MaxValue }, null, [], cancellation.Token), CancellationToken.None);
        await Task.Delay(100, TestContext.Current.CancellationToken);
        var watch = Stopwatch.StartNew();
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 2);
    }

    private static RawTable Read(byte[] text)
    {
        using var stream = new MemoryStream(text);
        return Read(stream);
    }

    private static RawTable Read(Stream stream) => DelimitedReader.Read(stream, "file.csv", new ReadingOptions(), null, [], TestContext.Current.CancellationToken);

    /// <summary>Some text, and then one byte over and over.</summary>
    private sealed class Repeated(string beginning, byte rest, long count) : ForwardStream
    {
        private readonly byte[] start = Encoding.UTF8.GetBytes(beginning);
        private long position;

        public override int Read(Span<byte> buffer)
        {
            if (position < start.Length)
            {
                buffer[0] = start[position++];
                return 1;
            }

            var length = (int)Math.Min(buffer.Length, count - (position - start.Length));
            buffer[..length].Fill(rest);
            position += length;
            return length;
        }
    }
}
