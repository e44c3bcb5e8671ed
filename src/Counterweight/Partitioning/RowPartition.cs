using Counterweight.Core.Checks;
using Counterweight.Features;
using Counterweight.Splits;

namespace Counterweight.Partitioning;

/// <summary>Splits the rows of a node between its children: a stable partition of row numbers by the bins of one feature.</summary>
/// <remarks>There is only one right result: it is the same for any register width and number of threads.</remarks>
public static class RowPartition
{
    /// <summary>Elements of workspace for a number of rows: one a row and a few more.</summary>
    /// <param name="count">Rows, 0 … 2³⁰.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is outside its range.</exception>
    public static int WorkspaceLength(int count)
    {
        Guard.AtLeast(count, 0);
        Guard.AtMost(count, 1 << 30);
        return count + PartitionJob<byte, ThresholdRule>.Items(count);
    }

    /// <summary>Puts the rows that go left before the others; within either part the order remains.</summary>
    /// <typeparam name="TBin"><see cref="byte"/> or <see cref="ushort"/>.</typeparam>
    /// <param name="rows">Row numbers, in any order; a row may be there more than once.</param>
    /// <param name="bins">Bins of all rows and features.</param>
    /// <param name="split">The split: its feature, and the last bin that goes left or the set of bins that do. What it says of rows and gains is not read, nor whether it is valid: what a search returns where it finds none splits at bin 0 of feature 0.</param>
    /// <param name="missingBin">The bin of missing values, or −1 where there is none; not read of a categorical feature, whose set says where it goes.</param>
    /// <param name="destination">The rows that go left, then the others; may be the memory of <paramref name="rows"/>.</param>
    /// <param name="workspace">At least <see cref="WorkspaceLength"/> elements, whatever they hold.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included. Allocates nothing where it is 1.</param>
    /// <returns>How many rows go left.</returns>
    /// <exception cref="ArgumentException">The destination is not as long as the rows, the workspace is too short, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row has no bins (the message names index and row), or the split's feature, the missing bin or the degree of parallelism is outside its range. Nothing has been written.</exception>
    public static int Split<TBin>(ReadOnlySpan<int> rows, BinMatrix<TBin> bins, Split split, int missingBin, Span<int> destination, Span<int> workspace, int degreeOfParallelism = 1)
        where TBin : unmanaged
    {
        Guard.AtLeast(missingBin, -1);
        CheckFeature(split.Feature, bins.FeatureCount, nameof(split));
        if (split.IsCategorical)
        {
            var set = split.LeftBins;
            return Split(rows, bins, split.Feature, [set.Word(0), set.Word(1), set.Word(2), set.Word(3)], destination, workspace, degreeOfParallelism);
        }

        Check(rows, bins, destination, workspace, degreeOfParallelism);
        return Run(new ThresholdRule(split.Bin, missingBin, split.MissingGoesLeft), rows, bins, split.Feature, destination, workspace, degreeOfParallelism);
    }

    /// <inheritdoc cref="Split{TBin}(ReadOnlySpan{int}, BinMatrix{TBin}, Splits.Split, int, Span{int}, Span{int}, int)"/>
    public static int Split<TBin>(ReadOnlySpan<int> rows, BinMatrix<TBin> bins, GradientSplit split, int missingBin, Span<int> destination, Span<int> workspace, int degreeOfParallelism = 1)
        where TBin : unmanaged => Split(rows, bins, split.ToSplit(), missingBin, destination, workspace, degreeOfParallelism);

    /// <summary>Puts rows whose bin is in a set, which may be of more bins than a split's, before the others; within either part the order remains.</summary>
    /// <typeparam name="TBin"><see cref="byte"/> or <see cref="ushort"/>.</typeparam>
    /// <param name="rows">Row numbers, in any order; a row may be there more than once.</param>
    /// <param name="bins">Bins of all rows and features.</param>
    /// <param name="feature">The feature, in [0, features).</param>
    /// <param name="leftBins">Bin b goes left where bit b mod 64 of element b div 64 is set, the missing bin as any other; bins beyond the set go right.</param>
    /// <param name="destination">The rows that go left, then the others; may be the memory of <paramref name="rows"/>.</param>
    /// <param name="workspace">At least <see cref="WorkspaceLength"/> elements, whatever they hold.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included. Allocates nothing where it is 1.</param>
    /// <returns>How many rows go left.</returns>
    /// <exception cref="ArgumentException">The destination is not as long as the rows, the workspace is too short, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A row has no bins (the message names index and row), or the feature or the degree of parallelism is outside its range. Nothing has been written.</exception>
    public static unsafe int Split<TBin>(ReadOnlySpan<int> rows, BinMatrix<TBin> bins, int feature, ReadOnlySpan<ulong> leftBins, Span<int> destination, Span<int> workspace, int degreeOfParallelism = 1)
        where TBin : unmanaged
    {
        CheckFeature(feature, bins.FeatureCount, nameof(feature));
        Check(rows, bins, destination, workspace, degreeOfParallelism);
        Guard.Disjoint<int, ulong>(destination, leftBins, nameof(destination), nameof(leftBins));
        Guard.Disjoint<int, ulong>(workspace, leftBins, nameof(workspace), nameof(leftBins));
        if (typeof(TBin) == typeof(byte))
        {
            return Run(new ByteSetRule(leftBins), rows, bins, feature, destination, workspace, degreeOfParallelism);
        }

        ulong none = 0;
        fixed (ulong* words = leftBins)
        {
            // The 65,536 bins of a ushort have 2,048 words.
            var rule = leftBins.IsEmpty ? new LargeSetRule((int*)&none, 1) : new LargeSetRule((int*)words, 2 * Math.Min(leftBins.Length, 1024));
            return Run(rule, rows, bins, feature, destination, workspace, degreeOfParallelism);
        }
    }

    private static unsafe int Run<TBin, TRule>(TRule rule, ReadOnlySpan<int> rows, BinMatrix<TBin> bins, int feature, Span<int> destination, Span<int> workspace, int degreeOfParallelism)
        where TBin : unmanaged
        where TRule : struct, ISplitRule
    {
        var column = bins.Column(feature);
        fixed (int* r = rows, d = destination, w = workspace)
        fixed (TBin* b = column)
        {
            return typeof(TBin) == typeof(byte)
                ? PartitionJob<byte, TRule>.Run(rule, new((byte*)b, bins.RowStride, column.Length), r, rows.Length, d, w, degreeOfParallelism)
                : PartitionJob<ushort, TRule>.Run(rule, new((ushort*)b, bins.RowStride, column.Length), r, rows.Length, d, w, degreeOfParallelism);
        }
    }

    private static void CheckFeature(int feature, int featureCount, string name)
    {
        if ((uint)feature >= (uint)featureCount)
        {
            throw new ArgumentOutOfRangeException(name, feature, Guard.Text($"{name} is of feature {feature}; bins has {featureCount} features."));
        }
    }

    private static void Check<TBin>(ReadOnlySpan<int> rows, BinMatrix<TBin> bins, Span<int> destination, Span<int> workspace, int degreeOfParallelism)
        where TBin : unmanaged
    {
        Guard.DegreeOfParallelism(degreeOfParallelism);
        FeatureChecks.AtLeast(workspace.Length, WorkspaceLength(rows.Length), nameof(workspace));
        Guard.SameLength(destination.Length, rows.Length, nameof(destination), nameof(rows));
        Guard.NoPartialOverlap<int>(destination, rows, nameof(destination), nameof(rows));
        Guard.Disjoint<int, TBin>(destination, bins.Bins, nameof(destination), nameof(bins));
        Guard.Disjoint<int, int>(workspace, destination, nameof(workspace), nameof(destination));
        Guard.Disjoint<int, TBin>(workspace, bins.Bins, nameof(workspace), nameof(bins));
        Guard.Disjoint<int, int>(workspace, rows, nameof(workspace), nameof(rows));
        var bad = LabelLoop.FirstRejected(rows, bins.RowCount, null);
        if (bad >= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(rows), rows[bad], Guard.Text($"rows[{bad}] is {rows[bad]}; bins has the rows [0, {bins.RowCount})."));
        }
    }
}
