using System.Runtime.CompilerServices;
using Counterweight.Core.Memory;

namespace Counterweight.Histograms;

/// <content>Whether rows and bins of a block are what they must be, and what is prefetched.</content>
internal unsafe partial struct HistogramLoop<TIncrement, TValue, TBin, TRows>
{
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
                PrefetchBins(order[Math.Min(position + HistogramTuning.PrefetchRows, last)]);
            }

            good &= (nuint)order[position] < rowCount;
        }

        return good;
    }

    /// <summary>Prefetches what increments are made of, of some of the rows from a position on.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void PrefetchIncrements(nint first, nint count)
    {
        var order = rows;
        var own = increment;
        for (var (position, end) = (first, Math.Min(first + count, data.Count)); position < end; position++)
        {
            own.Prefetch(order[position]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void PrefetchBins(nint row)
    {
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
}
