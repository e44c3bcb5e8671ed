using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Work;

namespace Counterweight.Features.Bundles;

/// <summary>Makes columns, a block of rows at a time. Only rows outside a feature's common bin are visited one by one.</summary>
internal unsafe struct BundleLoop(BundleOperands data, BundleColumns columns) : IWorkJob<BundleLoop>
{
    private const int BlockRows = BundleTuning.BlockRows;

    /// <summary>A row has two features of a column outside their common bins, or a bin that the column does not know.</summary>
    public bool Failed { get; private set; }

    public static int Items(int rows) => WorkItems.Count(rows, BundleTuning.ItemRows);

    public void Run(int item)
    {
        var (first, count) = WorkItems.Range(item, BundleTuning.ItemRows, data.RowCount);
        for (var end = first + count; first < end; first += BlockRows)
        {
            RunBlock(first, (int)Math.Min(BlockRows, end - first));
        }
    }

    public void Merge(in BundleLoop other) => Failed |= other.Failed;

    [SkipLocalsInit]
    private void RunBlock(nint first, int count)
    {
        Debug.Assert(count is > 0 and <= BlockRows, "A block has no rows, or more than a buffer holds.");
        var buffer = stackalloc byte[BlockRows];
        var marks = stackalloc ulong[BlockRows / RowMarkLoop.WordRows];
        for (var column = 0; column < columns.Count; column++)
        {
            if (columns.MemberCount(column) > 1)
            {
                new Span<byte>(buffer, count).Clear();
                for (var member = 0; member < columns.MemberCount(column); member++)
                {
                    var bins = Bins(first, columns.Member(column, member));
                    RowMarkLoop.Others(bins, data.RowStride, count, columns.Common(column, member), marks);
                    fixed (byte* codes = columns.Codes(column, member))
                    {
                        Failed |= !Encode(bins, marks, count, codes, buffer);
                    }
                }

                Write(buffer, 1, first, count, column);
            }
            else
            {
                Write(Bins(first, columns.Member(column, 0)), data.RowStride, first, count, column);
            }
        }
    }

    private readonly byte* Bins(nint first, int feature) => data.Bins + (first * data.RowStride) + (feature * data.FeatureStride);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly bool Encode(byte* bins, ulong* marks, int count, byte* codes, byte* buffer)
    {
        var stride = data.RowStride;
        var good = true;
        for (nint start = 0; start < count; start += RowMarkLoop.WordRows, marks++)
        {
            for (var rest = *marks; rest != 0; rest &= rest - 1)
            {
                var row = start + BitOperations.TrailingZeroCount(rest);
                var code = codes[bins[row * stride]];
                good &= code != 0 & buffer[row] == 0;
                buffer[row] = code;
            }
        }

        return good;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void Write(byte* from, nint fromStride, nint first, int count, int column)
    {
        if (data.Columns == null)
        {
            return;
        }

        var to = data.Columns + (first * data.ColumnRowStride) + (column * data.ColumnStride);
        if (fromStride == 1 && data.ColumnRowStride == 1)
        {
            new ReadOnlySpan<byte>(from, count).CopyTo(new(to, count));
            return;
        }

        for (var row = 0; row < count; row++, from += fromStride, to += data.ColumnRowStride)
        {
            *to = *from;
        }
    }
}
