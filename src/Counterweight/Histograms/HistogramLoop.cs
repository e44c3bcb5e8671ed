using System.Buffers;
using System.Diagnostics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Memory;
using Counterweight.Core.Work;
using Counterweight.Histograms.Increments;

namespace Counterweight.Histograms;

/// <summary>Adds every row's increment to the cell of its bin, feature by feature.</summary>
/// <remarks>
/// <para>
/// A work item is a run of rows, taken block by block. First the rows of a block are checked and their increments made;
/// then these are added. Sums are integers, and no cut into items or blocks changes them.
/// </para>
/// <para>
/// Cells are summed in aligned memory of the loop's own, since a cell across two cache lines costs a third more, and are
/// written to the destination if every row is good. So one pass over the rows checks and sums, and cells may be packed. Where
/// there are few additions for the numbers of a histogram, one pass checks and a second one sums in the destination.
/// </para>
/// </remarks>
internal unsafe partial struct HistogramLoop<TIncrement, TValue, TBin, TRows>(HistogramOperands<TBin> data, TIncrement increment, TRows rows, HistogramPass pass)
    : IWorkJob<HistogramLoop<TIncrement, TValue, TBin, TRows>>
    where TIncrement : struct, IRowIncrement<TIncrement, TValue>
    where TValue : unmanaged
    where TBin : unmanaged
    where TRows : struct, IRowOrder
{
    private readonly HistogramPlan plan = new(data.RowMajor, data.Features, data.FeatureBytes / increment.Packing, increment.KeptLength, pass == HistogramPass.Whole ? data.Length / increment.Packing * increment.Planes : 0);

    /// <summary>Bytes from a feature's cells to the next, as they are summed.</summary>
    private readonly nint featureBytes = data.FeatureBytes / increment.Packing;
    private TIncrement increment = increment;
    private HistogramPass pass = pass;
    private long[]? workspace;

    /// <summary>The pass before has left the increments of all rows.</summary>
    private bool isMade;

    /// <summary>Numbers from the workspace's start to where it is aligned: the increments of a block, then the cells.</summary>
    private nint aligned;

    /// <summary>A row, or what it holds, is bad.</summary>
    public bool Failed { get; private set; }

    public readonly TIncrement Increment => increment;

    /// <summary>Numbers of the loop's own memory.</summary>
    public readonly nint WorkspaceLength => plan.WorkspaceLength;

    public static int Items(int count) => WorkItems.Count(count, HistogramTuning.ItemRows);

    /// <summary>From now on adds what was checked. The increments of a single block are there already.</summary>
    public void BeginAdding()
    {
        Debug.Assert(pass == HistogramPass.Check && !Failed, "The rows have not been checked.");
        pass = HistogramPass.Add;
        isMade = data.Count <= plan.BlockRows;
    }

    public void Run(int item)
    {
        var (first, length) = WorkItems.Range(item, HistogramTuning.ItemRows, data.Count);
        var end = first + length;
        workspace ??= Rent();
        fixed (long* start = workspace)
        {
            var kept = Align(start);
            DebugChecks.Aligned(kept);
            var cells = (byte*)(pass == HistogramPass.Whole ? kept + plan.CellsOffset : data.Destination);
            for (var blockRows = plan.BlockRows; first < end && !Failed; first += blockRows)
            {
                var count = Math.Min(blockRows, end - first);
                if (!isMade && !MakeChecked(first, count, kept))
                {
                    Failed = true;
                    break;
                }

                if (pass != HistogramPass.Check)
                {
                    Failed = !AddBlock(first, count, kept, cells);
                }

                if (pass == HistogramPass.Add && TakesRows)
                {
                    var numbers = new Span<long>(kept, (int)(count * increment.KeptLength));
                    TensorPrimitives.Negate(numbers, numbers);
                    AddBlock(first, count, kept, (byte*)data.Parent);
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

    /// <summary>Copies the sums to the destination, and takes them from the parent, if they are accepted; then returns the workspace.</summary>
    public void Finish(bool accepted)
    {
        if (accepted)
        {
            var destination = new Span<long>(data.Destination, (int)data.Length);
            var parent = data.Parent == null || TakesRows ? [] : new Span<long>(data.Parent, (int)data.Length);
            if (pass != HistogramPass.Whole)
            {
                HistogramSums.TakeFrom(parent, destination);
            }
            else
            {
                Debug.Assert(workspace is not null, "No rows are summed in memory of the loop's own.");
                increment.Unpack(Cells, destination, parent);
            }
        }

        if (workspace is not null)
        {
            ArrayPool<long>.Shared.Return(workspace);
            workspace = null;
        }
    }

    /// <summary>Whether rows are taken from the parent one by one, as there are few of them; otherwise their sums are.</summary>
    private readonly bool TakesRows => data.Parent != null && pass != HistogramPass.Whole && (long)data.Count * data.Features * increment.KeptLength <= data.Length * HistogramTuning.TakenShare;

    /// <summary>Whether bins are checked as their places are made: where all features are added to together, in memory of the loop's own.</summary>
    private readonly bool AddsChecked => pass == HistogramPass.Whole && data.RowMajor && data.Features >= 4 && plan.Panel >= data.Features;

    private readonly Span<long> Cells => CellsOf(workspace!);

    private readonly Span<long> CellsOf(long[] memory) => memory.AsSpan((int)(aligned + plan.CellsOffset), (int)(data.Length / increment.Packing * increment.Planes));

    private long[] Rent()
    {
        var rented = ArrayPool<long>.Shared.Rent(checked((int)WorkspaceLength));
        fixed (long* start = rented)
        {
            aligned = (nint)(Scratch.Align(start) - start);
        }

        if (pass == HistogramPass.Whole)
        {
            CellsOf(rented).Clear();
        }

        return rented;
    }

    /// <summary>Where the workspace is aligned. The garbage collector may have moved it since the item before; then what it holds moves to where a cache line begins now.</summary>
    private long* Align(long* start)
    {
        var now = (nint)(Scratch.Align(start) - start);
        if (now != aligned)
        {
            var length = (int)WorkspaceLength - (Scratch.Alignment / sizeof(long));
            new Span<long>(start + aligned, length).CopyTo(new Span<long>(start + now, length));
            aligned = now;
        }

        return start + aligned;
    }

    /// <summary>Makes the increments of a block; false where a row, or what it holds, is bad.</summary>
    private bool MakeChecked(nint first, nint count, long* kept) => (typeof(TRows) == typeof(AllRows) || CheckRows(first, count))
        && Make(first, count, kept)
        && (!data.BinsNeedChecks || pass == HistogramPass.Add || AddsChecked || CheckBins(first, count));

    private bool Make(nint first, nint count, long* kept)
    {
        for (nint done = 0; done < count; done += HistogramTuning.PrefetchRows)
        {
            var some = Math.Min(HistogramTuning.PrefetchRows, count - done);
            if (typeof(TRows) != typeof(AllRows) && data.RowMajor)
            {
                PrefetchIncrements(first + done + HistogramTuning.PrefetchRows, some);
            }

            if (!MakeSome(first + done, some, kept + (done * increment.KeptLength)))
            {
                return false;
            }
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool MakeSome(nint first, nint count, long* kept) => increment.Make(rows, first, count, kept);
}
