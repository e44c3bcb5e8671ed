using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Simd;

namespace Counterweight.Metrics.Ranking;

/// <summary>
/// Sums over points of a curve: the area under the ROC curve and the average precision. Each lane sums every eighth point and keeps
/// beside its sum what rounding took away (Knuth, The Art of Computer Programming 2, 1997, §4.2.2).
/// </summary>
internal unsafe struct AreaLoop : IBlockJob<double>
{
    private readonly CurveSpan curve;
    private readonly double positiveFactor;
    private readonly double negativeFactor;
    private fixed double sums[4 * CurveSpan.Lanes];
    private nint from;
    private nint to;

    public AreaLoop(CurveSpan curve)
    {
        this.curve = curve;
        positiveFactor = curve.Count == 0 ? 1 : UnitFactor.Under(curve.TruePositives[curve.Count - 1]);
        negativeFactor = curve.Count == 0 ? 1 : UnitFactor.Under(curve.FalsePositives[curve.Count - 1]);
    }

    /// <summary>Twice the area, in the unit of both factors.</summary>
    public readonly double Area => Fold(0);

    /// <summary>The average precision, in the unit of the factor of positives.</summary>
    public readonly double Precision => Fold(2);

    /// <summary>Weight of all positive rows in its unit.</summary>
    public readonly double Positives => curve.Count == 0 ? 0 : curve.TruePositives[curve.Count - 1] * positiveFactor;

    /// <summary>Weight of all negative rows in its unit.</summary>
    public readonly double Negatives => curve.Count == 0 ? 0 : curve.FalsePositives[curve.Count - 1] * negativeFactor;

    /// <summary>Adds points, from a multiple of a block on.</summary>
    public void Add(nint first, nint end)
    {
        DebugChecks.Whole(first, CurveSpan.Lanes);
        (from, to) = (first, end);
        BlockDispatch.Run<AreaLoop, double>(ref this);
    }

    [SkipLocalsInit]
    public void Run<TBlock>()
        where TBlock : struct, ISimdBlock<TBlock, double>
    {
        var edge = stackalloc double[CurveSpan.EdgeLength];
        var positive = TBlock.Create(positiveFactor);
        var negative = TBlock.Create(negativeFactor);
        fixed (double* lanes = sums)
        {
            var area = TBlock.Load(ref lanes[0]);
            var areaLost = TBlock.Load(ref lanes[CurveSpan.Lanes]);
            var precision = TBlock.Load(ref lanes[2 * CurveSpan.Lanes]);
            var precisionLost = TBlock.Load(ref lanes[3 * CurveSpan.Lanes]);
            for (var i = from; i < to; i += CurveSpan.Lanes)
            {
                var tp = curve.TruePositives + i;
                var fp = curve.FalsePositives + i;
                if (!curve.IsWhole(i))
                {
                    curve.CopyEdge(i, edge);
                    tp = edge + 1;
                    fp = edge + 2 + CurveSpan.Lanes;
                }

                var above = TBlock.Load(ref tp[0]);
                var alarms = TBlock.Load(ref fp[0]);
                var before = TBlock.Load(ref tp[-1]) * positive;
                var share = above / (above + alarms);
                above *= positive;
                var step = (alarms * negative) - (TBlock.Load(ref fp[-1]) * negative);
                Sum(step * (above + before), ref area, ref areaLost);
                Sum((above - before) * share, ref precision, ref precisionLost);
            }

            TBlock.Store(area, ref lanes[0]);
            TBlock.Store(areaLost, ref lanes[CurveSpan.Lanes]);
            TBlock.Store(precision, ref lanes[2 * CurveSpan.Lanes]);
            TBlock.Store(precisionLost, ref lanes[3 * CurveSpan.Lanes]);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sum<TBlock>(TBlock term, ref TBlock sum, ref TBlock lost)
        where TBlock : struct, ISimdBlock<TBlock, double>
    {
        var total = sum + term;
        var added = total - sum;
        lost += (sum - (total - added)) + (term - added);
        sum = total;
    }

    private readonly double Fold(int part)
    {
        var (sum, lost) = (0.0, 0.0);
        for (var lane = part * CurveSpan.Lanes; lane < (part + 1) * CurveSpan.Lanes; lane++)
        {
            var total = sum + sums[lane];
            var added = total - sum;
            lost += (sum - (total - added)) + (sums[lane] - added) + sums[CurveSpan.Lanes + lane];
            sum = total;
        }

        return sum + lost;
    }
}
