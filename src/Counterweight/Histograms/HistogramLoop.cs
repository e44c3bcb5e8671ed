using System.Buffers;
using System.Diagnostics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Memory;
using Counterweight.Core.Work;

namespace Counterweight.Histograms;

/// <summary>Adds every row's increment to the cell of its bin, feature by feature.</summary>
/// <remarks>
/// <para>
/// An item is a run of rows, taken block by block: first the increments of a block are made and its rows checked, then
/// they are added. Sums are integers, so that no cut can change them.
/// </para>
/// <para>
/// Cells are summed in memory of the loop's own, aligned, since a cell across two cache lines costs a third more, and
/// copied where every row was good: a row is read once for checks and sums. Where there are fewer additions than
/// numbers in the histogram a run that only checks comes first and the sums go to the destination at once.
/// </para>
/// <para>
/// Row-major bins are added row by row to all features, as far as their cells fit into the second-level cache: the
/// distance between additions to one cell is what skewed bins need, which would otherwise wait for their last store,
/// and is worth more than the first-level cache. Feature-major bins are added four columns at a time, for which
/// blocks are longer.
/// </para>
/// </remarks>
internal unsafe struct HistogramLoop<TIncrement, TValue, TBin, TRows>(HistogramOperands<TBin> data, TIncrement increment, TRows rows, HistogramPass pass)
    : IWorkJob<HistogramLoop<TIncrement, TValue, TBin, TRows>>
    where TIncrement : struct, IRowIncrement<TIncrement, TValue>
    where TValue : unmanaged
    where TBin : unmanaged
    where TRows : struct, IRowOrder
{
    private TIncrement increment = increment;
    private long[]? workspace;

    /// <summary>Numbers from the workspace's start to where it is aligned: the increments of a block, then the cells.</summary>
    private nint aligned;

    /// <summary>A row, or what it holds, is bad.</summary>
    public bool Failed { get; private set; }

    public readonly TIncrement Increment => increment;

    /// <summary>Numbers of the loop's own memory.</summary>
    public readonly nint WorkspaceLength => KeptLength + (pass == HistogramPass.Whole ? data.Length : 0) + (Scratch.Alignment / sizeof(long));

    public static int Items(int count) => WorkItems.Count(count, HistogramTuning.ItemRows);

    /// <summary>Features whose cells are added to at a time.</summary>
    private readonly int Panel => data.RowMajor ? (int)Math.Max(4, Math.Min(data.Features, HistogramTuning.PanelBytes / data.FeatureBytes)) : 4;

    private readonly int BlockRows => (int)Math.Clamp((data.RowMajor && Panel >= data.Features ? HistogramTuning.ShortBlockBytes : HistogramTuning.LongBlockBytes) / (sizeof(long) * increment.KeptLength), 1, HistogramTuning.ItemRows);

    private readonly nint KeptLength => Rounding.Up(Rounding.Up(BlockRows, 4) * increment.KeptLength, Scratch.Alignment / sizeof(long));

    public void Run(int item)
    {
        var (first, length) = WorkItems.Range(item, HistogramTuning.ItemRows, data.Count);
        var end = first + length;
        workspace ??= Rent();
        fixed (long* start = workspace)
        {
            var kept = start + aligned;
            var cells = (byte*)(pass == HistogramPass.Whole ? kept + KeptLength : data.Destination);
            for (var blockRows = BlockRows; first < end && !Failed; first += blockRows)
            {
                var count = Math.Min(blockRows, end - first);
                if ((typeof(TRows) != typeof(AllRows) && !CheckRows(first, count)) || !Make(first, count, kept) || (data.BinsNeedChecks && pass != HistogramPass.Add && !CheckBins(first, count)))
                {
                    Failed = true;
                    break;
                }

                if (pass != HistogramPass.Check)
                {
                    AddBlock(first, count, kept, cells);
                }
            }
        }

        increment.Merge(default);
    }

    public void Merge(in HistogramLoop<TIncrement, TValue, TBin, TRows> other)
    {
        increment.Merge(other.Increment);
        Failed |= other.Failed;
        if (workspace is null)
        {
            workspace = other.workspace;
            aligned = other.aligned;
            return;
        }

        if (!Failed)
        {
            var sum = Cells;
            TensorPrimitives.Add(sum, other.Cells, sum);
        }

        ArrayPool<long>.Shared.Return(other.workspace!);
    }

    /// <summary>Gives the workspace back, and before that the sums to the destination, if all is well.</summary>
    public void Finish(bool accepted)
    {
        if (pass == HistogramPass.Whole && accepted)
        {
            var destination = new Span<long>(data.Destination, (int)data.Length);
            if (workspace is null)
            {
                destination.Clear();
            }
            else
            {
                Cells.CopyTo(destination);
            }
        }

        if (workspace is not null)
        {
            ArrayPool<long>.Shared.Return(workspace);
            workspace = null;
        }
    }

    private readonly Span<long> Cells => workspace.AsSpan((int)(aligned + KeptLength), (int)data.Length);

    private long[] Rent()
    {
        var rented = ArrayPool<long>.Shared.Rent(checked((int)WorkspaceLength));
        fixed (long* start = rented)
        {
            aligned = (nint)(Scratch.Align(start) - start);
        }

        if (pass == HistogramPass.Whole)
        {
            rented.AsSpan((int)(aligned + KeptLength), (int)data.Length).Clear();
        }

        return rented;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Make(nint first, nint count, long* kept) => increment.Make(rows, first, count, kept);

    /// <summary>Whether rows lie within the data.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly bool CheckRows(nint first, nint count)
    {
        var order = rows;
        var rowCount = (nuint)data.RowCount;
        var last = (nint)data.Count - 1;
        var good = true;
        for (var position = first; position < first + count; position++)
        {
            if (pass == HistogramPass.Check)
            {
                Prefetch(order[Math.Min(position + HistogramTuning.RowsAhead, last)]);
            }

            good &= (nuint)order[position] < rowCount;
        }

        return good;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Prefetch(nint row)
    {
        if (typeof(TRows) != typeof(AllRows))
        {
            increment.Prefetch(row);
        }

        if (data.RowMajor)
        {
            var bins = data.Bins + (row * data.Features);
            Cache.PrefetchRun(bins, data.Features);
            if (typeof(TRows) != typeof(AllRows))
            {
                Cache.Prefetch(bins + data.Features - 1);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly bool CheckBins(nint first, nint count)
    {
        nint features = data.Features;
        var bound = data.BinCount;
        if (typeof(TRows) == typeof(AllRows))
        {
            if (data.RowMajor)
            {
                return BinCheck.AllBelow(data.Bins + (first * features), count * features, bound);
            }

            for (nint feature = 0; feature < features; feature++)
            {
                if (!BinCheck.AllBelow(data.Bins + (feature * data.RowCount) + first, count, bound))
                {
                    return false;
                }
            }

            return true;
        }

        var order = rows;
        if (data.RowMajor)
        {
            for (var i = first; i < first + count; i++)
            {
                if (!BinCheck.AllBelow(data.Bins + (order[i] * features), features, bound))
                {
                    return false;
                }
            }

            return true;
        }

        nint bad = 0;
        for (nint feature = 0; feature < features; feature++)
        {
            var column = data.Bins + (feature * data.RowCount);
            for (var i = first; i < first + count; i++)
            {
                bad |= bound - 1 - HistogramOperands<TBin>.At(column + order[i]);
            }
        }

        return bad >= 0;
    }

    private readonly void AddBlock(nint first, nint count, long* kept, byte* cells)
    {
        DebugChecks.Aligned(kept);
        Debug.Assert(pass == HistogramPass.Add || ((nuint)cells & (Scratch.Alignment - 1)) == 0, "Cells of the loop's own are not aligned.");
        Debug.Assert(!data.BinsNeedChecks || CheckBins(first, count), "A bin is not below their number.");
        var panel = Panel;
        var feature = 0;
        for (; feature <= data.Features - 4; feature += panel)
        {
            panel = Math.Min(panel, data.Features - feature);
            if (data.RowMajor)
            {
                AddRows(first, count, kept, data.Bins + feature, panel, cells + (feature * data.FeatureBytes));
            }
            else
            {
                AddColumns(first, count, kept, data.Bins + ((nint)feature * data.RowCount), cells + (feature * data.FeatureBytes));
            }
        }

        for (; feature < data.Features; feature++)
        {
            AddColumn(first, count, kept, data.Bins + (feature * data.FeatureStride), cells + (feature * data.FeatureBytes));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void AddRows(nint first, nint count, long* kept, TBin* bins, int width, byte* cells)
    {
        var order = rows;
        var own = increment;
        var length = own.KeptLength;
        var cellBytes = own.CellBytes;
        var featureBytes = data.FeatureBytes;
        nint features = data.Features;
        var end = first + count;
        var last = (nint)data.Count - 1;
        for (var position = first; position < end; position++, kept += length)
        {
            Prefetch(order[Math.Min(position + HistogramTuning.RowsAhead, last)]);
            var value = own.Load(kept);
            var bin = bins + (order[position] * features);
            var cell = cells + own.OffsetOf(value);
            var fours = width >> 2;
            do
            {
                own.Add(cell + (HistogramOperands<TBin>.At(bin) * cellBytes), value);
                cell += featureBytes;
                own.Add(cell + (HistogramOperands<TBin>.At(bin + 1) * cellBytes), value);
                cell += featureBytes;
                own.Add(cell + (HistogramOperands<TBin>.At(bin + 2) * cellBytes), value);
                cell += featureBytes;
                own.Add(cell + (HistogramOperands<TBin>.At(bin + 3) * cellBytes), value);
                cell += featureBytes;
                bin += 4;
            }
            while (--fours != 0);

            for (var ones = width & 3; ones > 0; ones--)
            {
                own.Add(cell + (HistogramOperands<TBin>.At(bin) * cellBytes), value);
                cell += featureBytes;
                bin++;
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void AddColumns(nint first, nint count, long* kept, TBin* column, byte* cells)
    {
        var order = rows;
        var own = increment;
        var length = own.KeptLength;
        var cellBytes = own.CellBytes;
        var column1 = column + data.RowCount;
        var column2 = column1 + data.RowCount;
        var column3 = column2 + data.RowCount;
        var cells1 = cells + data.FeatureBytes;
        var cells2 = cells1 + data.FeatureBytes;
        var cells3 = cells2 + data.FeatureBytes;
        var end = first + count;
        for (var position = first; position < end; position++, kept += length)
        {
            var row = order[position];
            var value = own.Load(kept);
            var offset = own.OffsetOf(value);
            own.Add(cells + offset + (HistogramOperands<TBin>.At(column + row) * cellBytes), value);
            own.Add(cells1 + offset + (HistogramOperands<TBin>.At(column1 + row) * cellBytes), value);
            own.Add(cells2 + offset + (HistogramOperands<TBin>.At(column2 + row) * cellBytes), value);
            own.Add(cells3 + offset + (HistogramOperands<TBin>.At(column3 + row) * cellBytes), value);
        }
    }

    /// <summary>The columns that are left; also of row-major bins, if they are fewer than four.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void AddColumn(nint first, nint count, long* kept, TBin* column, byte* cells)
    {
        var order = rows;
        var own = increment;
        var length = own.KeptLength;
        var cellBytes = own.CellBytes;
        var stride = data.RowStride;
        for (var position = first; position < first + count; position++, kept += length)
        {
            var value = own.Load(kept);
            own.Add(cells + own.OffsetOf(value) + (HistogramOperands<TBin>.At(column + (order[position] * stride)) * cellBytes), value);
        }
    }
}
