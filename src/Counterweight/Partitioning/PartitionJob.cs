using System.Numerics;
using System.Runtime.InteropServices;
using Counterweight.Core.Work;

namespace Counterweight.Partitioning;

/// <summary>A partition cut into work items. Each item is partitioned by itself; then its two parts are copied to their places.</summary>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct PartitionJob<TBin, TRule>(TRule rule, BinColumn<TBin> column, int* rows, int count, int* destination, int* workspace) : IWorkJob<PartitionJob<TBin, TRule>>
    where TBin : unmanaged, IBinaryInteger<TBin>
    where TRule : struct, ISplitRule
{
    // This lies behind the rows. It holds how many rows of each item go left, and later where those begin.
    private readonly int* lefts = workspace + count;
    private int total = -1;

    public static int Items(int count) => WorkItems.Count(count, PartitionTuning.ItemRows);

    /// <summary>Returns how many rows go left.</summary>
    public static int Run(TRule rule, BinColumn<TBin> column, int* rows, int count, int* destination, int* workspace, int degreeOfParallelism)
    {
        var items = Items(count);
        if (degreeOfParallelism <= 1 || items <= 1)
        {
            var left = PartitionLoop<TBin, TRule>.Run(rule, column, rows, count, destination, workspace);
            new Span<int>(workspace, count - left).CopyTo(new Span<int>(destination + left, count - left));
            return left;
        }

        var job = new PartitionJob<TBin, TRule>(rule, column, rows, count, destination, workspace);
        WorkItems.Run(ref job, items, degreeOfParallelism);
        var sum = 0;
        for (var item = 0; item < items; item++)
        {
            (job.lefts[item], sum) = (sum, sum + job.lefts[item]);
        }

        job.total = sum;
        WorkItems.Run(ref job, items, degreeOfParallelism);
        return sum;
    }

    public readonly void Run(int item)
    {
        var (first, size) = WorkItems.Range(item, PartitionTuning.ItemRows, count);
        if (total < 0)
        {
            var left = PartitionLoop<TBin, TRule>.Run(rule, column, rows + first, size, destination + first, workspace + first);
            new Span<int>(destination + first, left).CopyTo(new Span<int>(workspace + first + size - left, left));
            lefts[item] = left;
        }
        else
        {
            var left = (first + size == count ? total : lefts[item + 1]) - lefts[item];
            new Span<int>(workspace + first, size - left).CopyTo(new Span<int>(destination + total + first - lefts[item], size - left));
            new Span<int>(workspace + first + size - left, left).CopyTo(new Span<int>(destination + lefts[item], left));
        }
    }
}
