using System.Numerics;
using Counterweight.Features;
using Counterweight.Partitioning;
using Counterweight.Splits;
using Xunit;

namespace Counterweight.Tests.Binning;

public class PartitionEdgeTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void TheLastBinsOfTheMatrixAreRead(int stride)
    {
        foreach (var count in (ReadOnlySpan<int>)[16, 32, 48])
        {
            // No bin behind the last row's.
            var random = new Random(count);
            byte[] bins = [.. Enumerable.Range(0, count * stride).Select(_ => (byte)random.Next(256))];
            ushort[] wide = [.. bins.Select(bin => (ushort)(257 * bin))];
            for (var threshold = 0; threshold < 255; threshold += 6)
            {
                var (low, high) = (new Split { Feature = stride - 1, Bin = threshold }, new Split { Feature = stride - 1, Bin = 257 * threshold });
                Assert.Equal(Expected(bins, stride, threshold), Split(count, (rows, destination, workspace) => RowPartition.Split(rows, BinMatrix.Create(bins, count, stride), low, -1, destination, workspace)));
                Assert.Equal(Expected(wide, stride, 257 * threshold), Split(count, (rows, destination, workspace) => RowPartition.Split(rows, BinMatrix.Create(wide, count, stride), high, -1, destination, workspace)));
            }
        }
    }

    [Theory]
    [InlineData(16385)]
    [InlineData(32768)]
    [InlineData(32769)]
    public void ThreadsAgreeAtTheEndsOfWorkItems(int count)
    {
        var random = new Random(count);
        byte[] bins = [.. Enumerable.Range(0, count).Select(_ => (byte)random.Next(256))];
        var one = Split(count, (rows, destination, workspace) => RowPartition.Split(rows, BinMatrix.Create(bins, count, 1), new Split { Bin = 99 }, -1, destination, workspace));
        Assert.Equal(Expected(bins, 1, 99), one);
        foreach (var threads in (ReadOnlySpan<int>)[2, 3])
        {
            var degree = threads;
            Assert.Equal(one, Split(count, (rows, destination, workspace) => RowPartition.Split(rows, BinMatrix.Create(bins, count, 1), new Split { Bin = 99 }, -1, destination, workspace, degree)));
        }
    }

    /// <summary>Whether a search found a split, its caller asks: a split made by hand has no row counts either.</summary>
    [Fact]
    public void ASplitThatWasNotFoundIsAtTheFirstBin()
    {
        byte[] bins = [1, 0, 0, 2];
        Assert.False(default(Split).IsValid || default(GradientSplit).IsValid);
        Assert.Equal([2, 1, 2, 0, 3], Split(4, (rows, destination, workspace) => RowPartition.Split(rows, BinMatrix.Create(bins, 4, 1), default(Split), -1, destination, workspace)));
        Assert.Equal([2, 1, 2, 0, 3], Split(4, (rows, destination, workspace) => RowPartition.Split(rows, BinMatrix.Create(bins, 4, 1), default(GradientSplit), -1, destination, workspace)));
    }

    private static int[] Expected<T>(T[] bins, int stride, int threshold)
        where T : unmanaged, IBinaryInteger<T>
    {
        int[] rows = [.. Enumerable.Range(0, bins.Length / stride)];
        bool Left(int row) => int.CreateTruncating(bins[(row * stride) + stride - 1]) <= threshold;
        return [rows.Count(Left), .. rows.Where(Left), .. rows.Where(row => !Left(row))];
    }

    private static int[] Split(int count, Func<int[], int[], int[], int> split)
    {
        var destination = new int[count];
        var left = split([.. Enumerable.Range(0, count)], destination, new int[RowPartition.WorkspaceLength(count)]);
        return [left, .. destination];
    }
}
