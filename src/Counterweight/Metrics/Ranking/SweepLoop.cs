using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Simd;

namespace Counterweight.Metrics.Ranking;

/// <summary>All thresholds of a curve to the one that is worth most; among equals the highest, alerting on no row before all others.</summary>
internal unsafe struct SweepLoop<TObjective> : IBlockJob<double>
    where TObjective : struct, ISweepObjective
{
    private readonly CurveSpan curve;
    private readonly TObjective objective;
    private fixed double worths[CurveSpan.Lanes];
    private fixed double places[CurveSpan.Lanes];
    private bool begun;
    private nint from;
    private nint to;

    public SweepLoop(CurveSpan curve, TObjective objective)
    {
        this.curve = curve;
        this.objective = objective;
    }

    /// <summary>The best of a whole curve.</summary>
    public static int Best(CurveSpan curve, TObjective objective)
    {
        var loop = new SweepLoop<TObjective>(curve, objective);
        loop.Add(0, curve.Count);
        return loop.Index;
    }

    /// <summary>The point found, −1 for no alert.</summary>
    public readonly int Index
    {
        get
        {
            var best = 0;
            for (var lane = 1; lane < CurveSpan.Lanes; lane++)
            {
                if (worths[lane] > worths[best] || (worths[lane] == worths[best] && places[lane] < places[best]))
                {
                    best = lane;
                }
            }

            return (int)places[best];
        }
    }

    /// <summary>Looks at points, from a multiple of a block on.</summary>
    public void Add(nint first, nint end)
    {
        DebugChecks.Whole(first, CurveSpan.Lanes);
        (from, to) = (first, end);
        BlockDispatch.Run<SweepLoop<TObjective>, double>(ref this);
        begun = true;
    }

    [SkipLocalsInit]
    public void Run<TBlock>()
        where TBlock : struct, ISimdBlock<TBlock, double>
    {
        var edge = stackalloc double[CurveSpan.EdgeLength];
        fixed (double* lanes = worths, indices = places)
        {
            var best = begun ? TBlock.Load(ref lanes[0]) : objective.Of(TBlock.Zero, TBlock.Zero);
            var found = begun ? TBlock.Load(ref indices[0]) : -TBlock.One;
            var place = TBlock.LaneIndex + TBlock.Create(from);
            var step = TBlock.Create(CurveSpan.Lanes);
            for (var i = from; i < to; i += CurveSpan.Lanes)
            {
                var tp = curve.TruePositives + i;
                var fp = curve.FalsePositives + i;
                if (i + CurveSpan.Lanes > curve.Count)
                {
                    curve.CopyEdge(i, edge);
                    tp = edge + 1;
                    fp = edge + 2 + CurveSpan.Lanes;
                }

                var worth = objective.Of(TBlock.Load(ref tp[0]), TBlock.Load(ref fp[0]));
                found = TBlock.SelectLess(best, worth, place, found);
                best = TBlock.SelectLess(best, worth, worth, best);
                place += step;
            }

            TBlock.Store(best, ref lanes[0]);
            TBlock.Store(found, ref indices[0]);
        }
    }
}
