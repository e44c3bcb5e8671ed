using System.Buffers;
using System.Runtime.InteropServices;
using Counterweight.Core.Work;

namespace Counterweight.Partitioning;

/// <summary>Partitions the orders of all features by one byte a row; an item is a feature.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct SortedPartitionJob(int* orders, int* destination, nint stride, int count, byte* goes, int rowCount) : IWorkJob<SortedPartitionJob>
{
    private const byte Right = 1;

    /// <summary>Writes where each of the node's rows goes.</summary>
    public void Mark(int feature, int leftValues, int values, bool missingGoesLeft)
    {
        var rows = orders + (feature * stride);
        for (var i = 0; i < count; i++)
        {
            goes[rows[i]] = i < leftValues || (i >= values && missingGoesLeft) ? (byte)0 : Right;
        }
    }

    public void Run(int item)
    {
        var rows = orders + (item * stride);
        var to = destination + (item * stride);
        var rented = ArrayPool<int>.Shared.Rent(count);
        fixed (int* others = rented)
        {
            var left = PartitionLoop<byte, ThresholdRule>.Run(new(0, -1, false), new(goes, 1, rowCount), rows, count, to, others);
            new Span<int>(others, count - left).CopyTo(new Span<int>(to + left, count - left));
        }

        ArrayPool<int>.Shared.Return(rented);
    }
}

