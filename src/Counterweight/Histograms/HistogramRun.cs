using System.Diagnostics;
using System.Runtime.InteropServices;
using Counterweight.Core.Work;
using Counterweight.Histograms.Increments;

namespace Counterweight.Histograms;

/// <summary>Sums a histogram, or finds that it cannot be.</summary>
internal static unsafe class HistogramRun
{
    /// <summary>How a run ended.</summary>
    internal enum Outcome
    {
        /// <summary>The destination is written.</summary>
        Done,

        /// <summary>A row, or what it holds, is bad; nothing is written.</summary>
        BadRow,

        /// <summary>All rows are good, but their sums could overflow, or threads found other weights than packed cells hold; nothing is written.</summary>
        Overflow,

        /// <summary>A row needs more memory than an array has; nothing is written.</summary>
        TooLarge,
    }

    /// <summary>Whether one pass checks rows and sums them in memory of the loop's own, whose cells may be packed.</summary>
    public static bool SumsApart<TBin>(in HistogramOperands<TBin> data, int degreeOfParallelism)
        where TBin : unmanaged => data.Length <= 1 << 30
        && ((degreeOfParallelism > 1 && WorkItems.Count(data.Count, HistogramTuning.ItemRows) > 1) || (long)data.Count * data.Features >= data.Length * HistogramTuning.ApartShare);

    public static Outcome Sum<TIncrement, TValue, TBin>(in HistogramOperands<TBin> data, TIncrement increment, bool isList, int* rows, int degreeOfParallelism)
        where TIncrement : struct, IRowIncrement<TIncrement, TValue>
        where TValue : unmanaged
        where TBin : unmanaged => isList
        ? Sum<TIncrement, TValue, TBin, ListedRows>(in data, increment, new(rows), degreeOfParallelism)
        : Sum<TIncrement, TValue, TBin, AllRows>(in data, increment, default, degreeOfParallelism);

    private static Outcome Sum<TIncrement, TValue, TBin, TRows>(in HistogramOperands<TBin> data, TIncrement increment, TRows rows, int degreeOfParallelism)
        where TIncrement : struct, IRowIncrement<TIncrement, TValue>
        where TValue : unmanaged
        where TBin : unmanaged
        where TRows : struct, IRowOrder
    {
        var items = HistogramLoop<TIncrement, TValue, TBin, TRows>.Items(data.Count);
        var pass = SumsApart(in data, degreeOfParallelism) ? HistogramPass.Whole : HistogramPass.Check;
        var loop = new HistogramLoop<TIncrement, TValue, TBin, TRows>(data, increment, rows, pass);
        if (pass == HistogramPass.Whole && loop.WorkspaceLength > Array.MaxLength)
        {
            Debug.Assert(increment.Packing == 1, "Packed cells are no histogram.");
            pass = HistogramPass.Check;
            loop = new(data, increment, rows, pass);
        }

        if (loop.WorkspaceLength > Array.MaxLength)
        {
            return Outcome.TooLarge;
        }

        WorkItems.Run(ref loop, items, pass == HistogramPass.Whole ? degreeOfParallelism : 1);
        var outcome = loop.Failed ? Outcome.BadRow : loop.Increment.Fits ? Outcome.Done : Outcome.Overflow;
        if (pass == HistogramPass.Check && outcome == Outcome.Done)
        {
            NativeMemory.Clear(data.Destination, (nuint)data.Length * sizeof(long));
            loop.BeginAdding();
            WorkItems.Run(ref loop, items, 1);
        }

        loop.Finish(outcome == Outcome.Done);
        return outcome;
    }
}
