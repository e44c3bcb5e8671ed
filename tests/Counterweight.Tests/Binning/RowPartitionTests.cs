using Counterweight.Partitioning;
using Counterweight.Splits;
using Xunit;

namespace Counterweight.Tests.Binning;

public class RowPartitionTests
{
    [Theory]
    [InlineData(-1, -1, false)]
    [InlineData(3, -1, true)]
    [InlineData(3, 9, true)]
    [InlineData(3, 9, false)]
    [InlineData(3, 2, true)]
    [InlineData(3, 2, false)]
    [InlineData(255, 9, false)]
    public void RowsGoWhereTheirBinSays(int threshold, int missingBin, bool missingGoesLeft)
    {
        var random = new Random(1);
        foreach (var count in (ReadOnlySpan<int>)[0, 1, 15, 16, 17, 100, 40000])
        {
            var bins = new byte[(7 * count) + 1];
            foreach (ref var bin in bins.AsSpan())
            {
                bin = (byte)random.Next(10);
            }

            ushort[] wide = [.. bins.Select(bin => (ushort)bin)];
            int[] rows = [.. Enumerable.Range(0, count)];
            random.Shuffle(rows);
            Check(rows, row => GoesLeft(bins[row * 7]), threads =>
                (RowPartition.Split(rows, bins, 7, threshold, missingBin, missingGoesLeft, threads.Destination, threads.Workspace, threads.Count),
                RowPartition.Split(rows, wide, 7, threshold, missingBin, missingGoesLeft, threads.Other, threads.Workspace, threads.Count)));
            var leftBins = new ulong[4];
            for (var bin = 0; bin < 256; bin++)
            {
                leftBins[bin / 64] |= GoesLeft(bin) ? 1UL << (bin % 64) : 0;
            }

            Check(rows, row => GoesLeft(bins[row * 7]), threads =>
                (RowPartition.Split(rows, bins, 7, leftBins, threads.Destination, threads.Workspace, threads.Count),
                RowPartition.Split(rows, wide, 7, leftBins, threads.Other, threads.Workspace, threads.Count)));
        }

        bool GoesLeft(int bin) => bin == missingBin ? missingGoesLeft : bin <= threshold;
    }

    [Fact]
    public void BinsBeyondTheSetGoRight()
    {
        int[] rows = [.. Enumerable.Range(0, 300)];
        ushort[] bins = [.. rows.Select(row => (ushort)(row * 200))];
        var destination = new int[300];
        var workspace = new int[RowPartition.WorkspaceLength(300)];
        Assert.Equal(1, RowPartition.Split(rows, bins, 1, [~0UL], destination, workspace));
        Assert.Equal(rows, destination);
        Assert.Equal(0, RowPartition.Split(rows, bins, 1, [], destination, workspace));
        Assert.Equal(300, RowPartition.Split(rows, bins, 1, [.. Enumerable.Repeat(~0UL, 2000)], destination, workspace));
        byte[] bytes = [.. rows.Select(row => (byte)row)];
        Assert.Equal(128, RowPartition.Split(rows, bytes, 1, [0, ~0UL, 0, 0, 5], destination, workspace) + 64);
    }

    [Fact]
    public void BadArgumentsAreNamed()
    {
        var workspace = new int[9];
        Assert.Contains("rows[1] is 3", Assert.Throws<ArgumentOutOfRangeException>("rows", () => RowPartition.Split([0, 3], new byte[5], 2, 0, -1, false, new int[2], workspace)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("rows", () => RowPartition.Split([-1], new byte[5], 2, 0, -1, false, new int[1], workspace));
        Assert.Throws<ArgumentOutOfRangeException>("rows", () => RowPartition.Split([0], (ReadOnlySpan<ushort>)[], 2, [], new int[1], workspace));
        Assert.Throws<ArgumentException>("destination", () => RowPartition.Split([0], new byte[5], 2, 0, -1, false, new int[2], workspace));
        Assert.Throws<ArgumentException>("workspace", () => RowPartition.Split(new int[9], new byte[5], 2, 0, -1, false, new int[9], workspace));
        Assert.Throws<ArgumentOutOfRangeException>("stride", () => RowPartition.Split([0], new byte[5], 0, 0, -1, false, new int[1], workspace));
        Assert.Throws<ArgumentOutOfRangeException>("missingBin", () => RowPartition.Split([0], new byte[5], 1, 0, -2, false, new int[1], workspace));
        Assert.Throws<ArgumentOutOfRangeException>("degreeOfParallelism", () => RowPartition.Split([0], new byte[5], 1, 0, -1, false, new int[1], workspace, 0));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => RowPartition.WorkspaceLength(-1));
    }

    private static void Check(int[] rows, Func<int, bool> goesLeft, Func<Run, (int Bytes, int Wide)> split)
    {
        int[] expected = [.. rows.Where(goesLeft), .. rows.Where(row => !goesLeft(row))];
        var left = rows.Count(goesLeft);
        foreach (var threads in (ReadOnlySpan<int>)[1, 2, 3, 8])
        {
            var run = new Run(new int[rows.Length], new int[rows.Length], new int[RowPartition.WorkspaceLength(rows.Length)], threads);
            Assert.Equal((left, left), split(run));
            Assert.Equal(expected, run.Destination);
            Assert.Equal(expected, run.Other);
        }
    }

    private sealed record Run(int[] Destination, int[] Other, int[] Workspace, int Count);
}
