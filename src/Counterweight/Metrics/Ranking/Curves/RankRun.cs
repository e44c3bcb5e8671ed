using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Work;

namespace Counterweight.Metrics.Ranking.Curves;

/// <summary>Rows to a curve: spread over buckets, then each bucket sorted and summed while it is in a near cache.</summary>
internal static unsafe class RankRun<TEntry, T>
    where TEntry : unmanaged, IRankEntry<TEntry, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Writes the curve and returns its points.</summary>
    /// <param name="rows">Rows, already checked.</param>
    /// <param name="curve">Where to write.</param>
    /// <param name="workspace">A buffer for two entries a row.</param>
    [SkipLocalsInit]
    public static int Run<TLabel>(in RankOperands<TLabel, T> rows, in CurveOperands<T> curve, TEntry* workspace)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        var buckets = new RankBuckets(RankFillLoop<TEntry, T>.VaryingBits(rows.Scores, rows.Rows), TEntry.MantissaBits, rows.Rows);
        var ends = stackalloc uint[buckets.Count];
        if (rows.Weights == null)
        {
            Fill<Off, TLabel>(in rows, buckets, ends, workspace);
            return Sum(workspace, rows.Rows, buckets, ends, new CurveLoop<TEntry, T, CountTotals>(in curve, default));
        }

        var extents = Fill<On, TLabel>(in rows, buckets, ends, workspace);
        var (negative, positive) = (extents.Exponents(isPositive: false), extents.Exponents(isPositive: true));
        if (PairTotals.Fit(negative, TEntry.MantissaBits, rows.Rows) && PairTotals.Fit(positive, TEntry.MantissaBits, rows.Rows))
        {
            var pairs = PairTotals.Of(negative.Greatest, positive.Greatest, rows.Rows);
            return Sum(workspace, rows.Rows, buckets, ends, new CurveLoop<TEntry, T, PairTotals>(in curve, pairs));
        }

        return Sum(workspace, rows.Rows, buckets, ends, new CurveLoop<TEntry, T, ExactTotals>(in curve, default));
    }

    /// <summary>Fills the buckets and leaves where each of them ends.</summary>
    private static WeightExtents Fill<TWeighted, TLabel>(in RankOperands<TLabel, T> rows, RankBuckets buckets, uint* ends, TEntry* entries)
        where TWeighted : struct, IStaticFlag
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        new Span<uint>(ends, buckets.Count).Clear();
        RankFillLoop<TEntry, T>.Count<TWeighted, TLabel>(in rows, buckets, ends);
        uint start = 0;
        for (nint bucket = 0; bucket < buckets.Count; bucket++)
        {
            (ends[bucket], start) = (start, start + ends[bucket]);
        }

        var extents = new WeightExtents();
        RankFillLoop<TEntry, T>.Scatter<TWeighted, TLabel>(in rows, buckets, ends, entries, ref extents);
        return extents;
    }

    private static int Sum<TTotals>(TEntry* entries, nint rows, RankBuckets buckets, uint* ends, CurveLoop<TEntry, T, TTotals> curve)
        where TTotals : unmanaged, IClassTotals
    {
        nint start = 0;
        for (nint bucket = 0; bucket < buckets.Count; bucket++)
        {
            nint end = (int)ends[bucket];
            if (end > start)
            {
                curve.Add(RankSortLoop<TEntry, T>.Run(entries + start, entries + rows, (int)(end - start)), end - start);
            }

            start = end;
        }

        return curve.Points;
    }
}
