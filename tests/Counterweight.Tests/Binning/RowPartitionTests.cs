using Counterweight.Features;
using Counterweight.Partitioning;
using Counterweight.Splits;
using Xunit;

namespace Counterweight.Tests.Binning;

public class RowPartitionTests
{
    private const int Features = 7;

    private const int Feature = 4;

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
        var leftBins = default(BinSet);
        for (var bin = 0; bin < 256; bin++)
        {
            leftBins = GoesLeft(bin) ? leftBins.With(bin) : leftBins;
        }

        var random = new Random(1);
        foreach (var count in (ReadOnlySpan<int>)[0, 1, 15, 16, 17, 100, 40000])
        {
            var bins = new byte[Features * count];
            foreach (ref var bin in bins.AsSpan())
            {
                bin = (byte)random.Next(10);
            }

            ushort[] wide = [.. bins.Select(bin => (ushort)bin)];
            int[] rows = [.. Enumerable.Range(0, count)];
            random.Shuffle(rows);
            foreach (var layout in (ReadOnlySpan<FeatureLayout>)[FeatureLayout.RowMajor, FeatureLayout.FeatureMajor])
            {
                var (way, same) = (new Split { Feature = Feature, Bin = threshold, MissingGoesLeft = missingGoesLeft }, new GradientSplit { Feature = Feature, Bin = threshold, MissingGoesLeft = missingGoesLeft });
                var (set, alike) = (new Split { Feature = Feature, IsCategorical = true, LeftBins = leftBins }, new GradientSplit { Feature = Feature, IsCategorical = true, LeftBins = leftBins });
                bool RowGoesLeft(int row) => GoesLeft(bins[layout == FeatureLayout.RowMajor ? (row * Features) + Feature : (Feature * count) + row]);
                Check(rows, RowGoesLeft, run =>
                    (RowPartition.Split(rows, BinMatrix.Create(bins, count, Features, layout), way, missingBin, run.Destination, run.Workspace, run.Count),
                    RowPartition.Split(rows, BinMatrix.Create(wide, count, Features, layout), same, missingBin, run.Other, run.Workspace, run.Count)));
                Check(rows, RowGoesLeft, run =>
                    (RowPartition.Split(rows, BinMatrix.Create(bins, count, Features, layout), alike, missingBin, run.Destination, run.Workspace, run.Count),
                    RowPartition.Split(rows, BinMatrix.Create(wide, count, Features, layout), set, missingBin, run.Other, run.Workspace, run.Count)));
            }
        }

        bool GoesLeft(int bin) => bin == missingBin ? missingGoesLeft : bin <= threshold;
    }

    [Fact]
    public void BinsBeyondTheSetGoRight()
    {
        int[] rows = [.. Enumerable.Range(0, 300)];
        ushort[] bins = [.. rows.Select(row => (ushort)(row * 200))];
        byte[] bytes = [.. rows.Select(row => (byte)row)];
        var destination = new int[300];
        var workspace = new int[RowPartition.WorkspaceLength(300)];
        int Wide(ReadOnlySpan<ulong> set) => RowPartition.Split(rows, BinMatrix.Create(bins, 300, 1), 0, set, destination, workspace);
        Assert.Equal(1, Wide([~0UL]));
        Assert.Equal(rows, destination);
        Assert.Equal(0, Wide([]));
        Assert.Equal(300, Wide([.. Enumerable.Repeat(~0UL, 2000)]));
        Assert.Equal(128, RowPartition.Split(rows, BinMatrix.Create(bytes, 300, 1), 0, [0, ~0UL, 0, 0, 5], destination, workspace) + 64);
    }

    [Fact]
    public void BadArgumentsAreNamed()
    {
        var workspace = new int[9];
        int Split(int[] rows, int feature = 1, int destination = 1, int missingBin = -1, int threads = 1) =>
            RowPartition.Split(rows, BinMatrix.Create(new byte[6], 3, 2), new Split { Feature = feature }, missingBin, new int[destination], workspace, threads);
        Assert.Equal(2, Split([2, 0], destination: 2));
        Assert.Contains("rows[1] is 3", Assert.Throws<ArgumentOutOfRangeException>("rows", () => Split([0, 3], destination: 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("rows", () => Split([-1]));
        Assert.Throws<ArgumentOutOfRangeException>("rows", () => RowPartition.Split([0], BinMatrix.Create<ushort>([], 0, 2), 1, [], new int[1], workspace));
        Assert.Throws<ArgumentException>("destination", () => Split([0], destination: 2));
        Assert.Throws<ArgumentException>("workspace", () => Split(new int[9], destination: 9));
        Assert.Contains("feature 2", Assert.Throws<ArgumentOutOfRangeException>("split", () => Split([0], feature: 2)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>("split", () => Split([0], feature: -1));
        Assert.Throws<ArgumentOutOfRangeException>("split", () => RowPartition.Split([], default(BinMatrix<byte>), default(GradientSplit), -1, [], workspace));
        Assert.Throws<ArgumentOutOfRangeException>("feature", () => RowPartition.Split([0], BinMatrix.Create(new ushort[6], 3, 2), 2, [], new int[1], workspace));
        Assert.Throws<ArgumentOutOfRangeException>("missingBin", () => Split([0], missingBin: -2));
        Assert.Throws<ArgumentOutOfRangeException>("degreeOfParallelism", () => Split([0], threads: 0));
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
