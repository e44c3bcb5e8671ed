using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Features;

namespace Counterweight.Partitioning;

/// <summary>Splits the rows of a node between its children: a stable partition of row numbers by the bins of one feature.</summary>
/// <remarks>
/// The result is the same at any register width and number of threads, as there is but one. With row-major bins,
/// <c>bins[feature..]</c> and a stride of the number of features are one feature's; with feature-major ones, its column
/// and a stride of 1.
/// </remarks>
public static class RowPartition
{
    /// <summary>Elements of workspace for a number of rows: one a row and a few more.</summary>
    /// <param name="count">Rows, 0 … 2³⁰.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is outside its range.</exception>
    public static int WorkspaceLength(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 1 << 30);
        return count + PartitionJob<byte, ThresholdRule>.Items(count);
    }

    /// <summary>Puts rows whose bin is at most <paramref name="threshold"/> before the others; within either part the order remains.</summary>
    /// <param name="rows">Row numbers, in any order; a row may be there more than once.</param>
    /// <param name="bins">Row r's bin at r · <paramref name="stride"/>, up to the last row listed at least.</param>
    /// <param name="stride">Elements from a row's bin to the next row's, at least 1.</param>
    /// <param name="threshold">The last bin that goes left; below 0, none does.</param>
    /// <param name="missingBin">The bin of missing values, or −1 where there is none.</param>
    /// <param name="missingGoesLeft">Whether that bin goes left.</param>
    /// <param name="destination">The rows that go left, then the others; may be the memory of <paramref name="rows"/>.</param>
    /// <param name="workspace">At least <see cref="WorkspaceLength"/> elements, whatever they hold.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included. Allocates nothing where it is 1.</param>
    /// <returns>How many rows go left.</returns>
    /// <exception cref="ArgumentException">The destination is not as long as the rows, the workspace is too short, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row has no bin (the message names index and row), or the stride, the missing bin or the degree of parallelism is outside its range. Nothing has been written.</exception>
    public static int Split(ReadOnlySpan<int> rows, ReadOnlySpan<byte> bins, int stride, int threshold, int missingBin, bool missingGoesLeft, Span<int> destination, Span<int> workspace, int degreeOfParallelism = 1) =>
        ByThreshold(rows, bins, stride, threshold, missingBin, missingGoesLeft, destination, workspace, degreeOfParallelism);

    /// <inheritdoc cref="Split(ReadOnlySpan{int}, ReadOnlySpan{byte}, int, int, int, bool, Span{int}, Span{int}, int)"/>
    public static int Split(ReadOnlySpan<int> rows, ReadOnlySpan<ushort> bins, int stride, int threshold, int missingBin, bool missingGoesLeft, Span<int> destination, Span<int> workspace, int degreeOfParallelism = 1) =>
        ByThreshold(rows, bins, stride, threshold, missingBin, missingGoesLeft, destination, workspace, degreeOfParallelism);

    /// <summary>Puts rows whose bin is in a set before the others; within either part the order remains.</summary>
    /// <param name="rows">Row numbers, in any order; a row may be there more than once.</param>
    /// <param name="bins">Row r's bin at r · <paramref name="stride"/>, up to the last row listed at least.</param>
    /// <param name="stride">Elements from a row's bin to the next row's, at least 1.</param>
    /// <param name="leftBins">Bin b goes left where bit b mod 64 of element b div 64 is set, the missing bin as any other; bins beyond the set go right.</param>
    /// <param name="destination">The rows that go left, then the others; may be the memory of <paramref name="rows"/>.</param>
    /// <param name="workspace">At least <see cref="WorkspaceLength"/> elements, whatever they hold.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included. Allocates nothing where it is 1.</param>
    /// <returns>How many rows go left.</returns>
    /// <exception cref="ArgumentException">The destination is not as long as the rows, the workspace is too short, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row has no bin (the message names index and row), or the stride or the degree of parallelism is outside its range. Nothing has been written.</exception>
    public static unsafe int Split(ReadOnlySpan<int> rows, ReadOnlySpan<byte> bins, int stride, ReadOnlySpan<ulong> leftBins, Span<int> destination, Span<int> workspace, int degreeOfParallelism = 1)
    {
        Check(rows, bins, stride, destination, workspace, degreeOfParallelism);
        CheckSet(leftBins, destination, workspace);
        return Run(new ByteSetRule(leftBins), rows, bins, stride, destination, workspace, degreeOfParallelism);
    }

    /// <inheritdoc cref="Split(ReadOnlySpan{int}, ReadOnlySpan{byte}, int, ReadOnlySpan{ulong}, Span{int}, Span{int}, int)"/>
    public static unsafe int Split(ReadOnlySpan<int> rows, ReadOnlySpan<ushort> bins, int stride, ReadOnlySpan<ulong> leftBins, Span<int> destination, Span<int> workspace, int degreeOfParallelism = 1)
    {
        Check(rows, bins, stride, destination, workspace, degreeOfParallelism);
        CheckSet(leftBins, destination, workspace);
        ulong none = 0;
        fixed (ulong* words = leftBins)
        {
            // The 65,536 bins of a ushort have 2,048 words.
            var rule = leftBins.IsEmpty ? new WideSetRule((int*)&none, 1) : new WideSetRule((int*)words, 2 * Math.Min(leftBins.Length, 1024));
            return Run(rule, rows, bins, stride, destination, workspace, degreeOfParallelism);
        }
    }

    private static int ByThreshold<TBin>(ReadOnlySpan<int> rows, ReadOnlySpan<TBin> bins, int stride, int threshold, int missingBin, bool missingGoesLeft, Span<int> destination, Span<int> workspace, int degreeOfParallelism)
        where TBin : unmanaged, IBinaryInteger<TBin>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(missingBin, -1);
        Check(rows, bins, stride, destination, workspace, degreeOfParallelism);
        return Run(new ThresholdRule(threshold, missingBin, missingGoesLeft), rows, bins, stride, destination, workspace, degreeOfParallelism);
    }

    private static unsafe int Run<TBin, TRule>(TRule rule, ReadOnlySpan<int> rows, ReadOnlySpan<TBin> bins, int stride, Span<int> destination, Span<int> workspace, int degreeOfParallelism)
        where TBin : unmanaged, IBinaryInteger<TBin>
        where TRule : struct, ISplitRule
    {
        fixed (int* r = rows, d = destination, w = workspace)
        fixed (TBin* b = bins)
        {
            return PartitionJob<TBin, TRule>.Run(rule, b, stride, bins.Length, r, rows.Length, d, w, degreeOfParallelism);
        }
    }

    private static void Check<TBin>(ReadOnlySpan<int> rows, ReadOnlySpan<TBin> bins, int stride, Span<int> destination, Span<int> workspace, int degreeOfParallelism)
        where TBin : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        Guard.DegreeOfParallelism(degreeOfParallelism);
        FeatureChecks.AtLeast(workspace.Length, WorkspaceLength(rows.Length), nameof(workspace));
        Guard.SameLength(destination.Length, rows.Length, nameof(destination), nameof(rows));
        Guard.NoPartialOverlap<int>(destination, rows, nameof(destination), nameof(rows));
        Guard.Disjoint<int, TBin>(destination, bins, nameof(destination), nameof(bins));
        Guard.Disjoint<int, int>(workspace, destination, nameof(workspace), nameof(destination));
        Guard.Disjoint<int, TBin>(workspace, bins, nameof(workspace), nameof(bins));
        Guard.Disjoint<int, int>(workspace, rows, nameof(workspace), nameof(rows));
        var rowCount = bins.IsEmpty ? 0 : ((bins.Length - 1) / stride) + 1;
        var bad = LabelLoop.FirstRejected(rows, rowCount, null);
        if (bad >= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(rows), rows[bad], Guard.Text($"rows[{bad}] is {rows[bad]}; {bins.Length} bins {stride} apart are those of rows in [0, {rowCount})."));
        }
    }

    private static void CheckSet(ReadOnlySpan<ulong> leftBins, Span<int> destination, Span<int> workspace)
    {
        Guard.Disjoint<int, ulong>(destination, leftBins, nameof(destination), nameof(leftBins));
        Guard.Disjoint<int, ulong>(workspace, leftBins, nameof(workspace), nameof(leftBins));
    }
}
