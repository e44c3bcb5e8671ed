using System.Numerics;
using Counterweight.Core.Checks;

namespace Counterweight.Metrics.Ranking.Curves;

/// <summary>Sorted entries to the weights of both classes at and above each distinct score, in parts that share no score.</summary>
internal unsafe struct CurveLoop<TEntry, T, TTotals>
    where TEntry : unmanaged, IRankEntry<TEntry, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TTotals : unmanaged, IClassTotals
{
    private readonly CurveOperands<T> curve;
    private TTotals totals;
    private nint points;

    /// <param name="curve">Where to write.</param>
    /// <param name="totals">Totals of nothing.</param>
    public CurveLoop(in CurveOperands<T> curve, TTotals totals)
    {
        this.curve = curve;
        this.totals = totals;
    }

    /// <summary>Points so far.</summary>
    public readonly int Points => (int)points;

    /// <summary>Adds the next entries, the highest score first.</summary>
    public void Add(TEntry* sorted, nint count)
    {
        DebugChecks.Present(sorted, count);
        DebugChecks.Present(curve.Thresholds, count);
        var thresholds = curve.Thresholds;
        var truePositives = curve.TruePositives;
        var falsePositives = curve.FalsePositives;
        var sums = totals;
        var point = points;
        for (nint i = 0; i < count; i++)
        {
            var entry = sorted[i];
            sums.Add(entry.Weight, entry.IsPositive);
            if (i + 1 < count && sorted[i + 1].Key == entry.Key)
            {
                continue;
            }

            thresholds[point] = entry.Score;
            truePositives[point] = sums.Positive;
            falsePositives[point] = sums.Negative;
            point++;
        }

        (totals, points) = (sums, point);
    }
}
