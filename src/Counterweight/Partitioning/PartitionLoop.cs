using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Counterweight.Core.Checks;
using Counterweight.Core.Memory;
using Counterweight.Core.Simd;

namespace Counterweight.Partitioning;

/// <summary>Moves the rows that go left before those that go right, keeping the order of either.</summary>
/// <remarks>
/// Rows that go left may be written over rows already read. The others go to the workspace. Every row is written to both,
/// and only one place moves on, so that no branch depends on a bin.
/// </remarks>
internal static unsafe class PartitionLoop<TBin, TRule>
    where TBin : unmanaged, IBinaryInteger<TBin>
    where TRule : struct, ISplitRule
{
    /// <summary>Rows that go left to the front of <paramref name="destination"/>, the others to the workspace; returns how many go left.</summary>
    /// <param name="rule">Which bins go left.</param>
    /// <param name="column">The rows' bins.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="count">How many.</param>
    /// <param name="destination">A buffer for as many, or the rows themselves.</param>
    /// <param name="workspace">A buffer for as many.</param>
    public static int Run(TRule rule, in BinColumn<TBin> column, int* rows, int count, int* destination, int* workspace)
    {
        var (stride, length) = (column.Stride, column.Length);
        DebugChecks.Present(rows, count);
        DebugChecks.Present(destination, count);
        DebugChecks.Present(workspace, count);
        DebugChecks.Rows(new ReadOnlySpan<int>(rows, count), stride == 0 ? length : (int)((length + stride - 1) / stride));
        var whole = 0;
        var left = 0;
        if (Avx512F.IsSupported && (long)length * sizeof(TBin) is >= sizeof(int) and <= int.MaxValue)
        {
            whole = count & ~15;
            left = RunBlocks(rule, in column, rows, whole, destination, workspace);
        }

        return RunRows(rule, in column, rows, whole, count, destination, workspace, left);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int RunRows(TRule rule, in BinColumn<TBin> column, int* rows, int first, int end, int* destination, int* workspace, int left)
    {
        var bins = column.Bins;
        var stride = column.Stride;
        var right = first - left;
        for (var i = first; i < end; i++)
        {
            var row = rows[i];
            var goes = rule.Left(int.CreateTruncating(bins[row * stride]));
            destination[left] = row;
            workspace[right] = row;
            left += goes;
            right += 1 - goes;
        }

        return left;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PrefetchBins(TBin* bins, nint stride, int* rows)
    {
        for (var i = 0; i < 16; i++)
        {
            Cache.Prefetch(bins + (rows[i] * stride));
        }
    }

    // Bins are read as words. A word that would reach beyond the last bin is read earlier and shifted. No bin lies beyond
    // 2³¹ bytes.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int RunBlocks(TRule rule, in BinColumn<TBin> column, int* rows, int count, int* destination, int* workspace)
    {
        var bins = column.Bins;
        var length = column.Length;
        var stride = (int)nint.Min(column.Stride, length);
        var step = Vector512.Create(checked(stride * sizeof(TBin)));
        var last = Vector512.Create(checked(length * sizeof(TBin)) - sizeof(int));
        var mask = Vector512.Create(sizeof(TBin) == 1 ? 0xFF : 0xFFFF);
        var left = 0;
        var right = 0;
        var prefetches = count >= PartitionTuning.ManyRows && (nint)stride * sizeof(TBin) >= PartitionTuning.OwnLine;
        for (var i = 0; i < count; i += 16)
        {
            if (prefetches)
            {
                PrefetchBins(bins, stride, rows + Math.Min(i + PartitionTuning.PrefetchRows, count - 16));
            }

            var row = Vector512.Load(rows + i);
            var at = row * step;
            var from = Vector512.Min(at, last);
            var words = SixteenIntegers.Read((int*)bins, from, 1);
            var bin = SixteenIntegers.ShiftRight(words, (at - from) << 3) & mask;
            var goes = Vector512.IsZero(rule.Left(bin) & Vector512<int>.One);
            Avx512F.Compress(Vector512<int>.Zero, ~goes, row).Store(destination + left);
            Avx512F.Compress(Vector512<int>.Zero, goes, row).Store(workspace + right);
            var stay = BitOperations.PopCount(goes.ExtractMostSignificantBits());
            right += stay;
            left += 16 - stay;
        }

        return left;
    }
}
