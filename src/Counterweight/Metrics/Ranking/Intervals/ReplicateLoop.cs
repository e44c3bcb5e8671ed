using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Simd;

namespace Counterweight.Metrics.Ranking.Intervals;

/// <summary>Rows in order and how often sixteen replicates drew each of them, to their areas and average precisions: a replicate is a lane.</summary>
internal unsafe struct ReplicateLoop : IBlockJob<double>
{
    private const int Lanes = ResampleDraws.Lanes;

    /// <summary>Rows whose counts are widened at a time.</summary>
    private const int RowsAtOnce = 64;

    private readonly double* weights;
    private readonly byte* ends;
    private readonly byte* counts;
    private readonly nint rows;
    private readonly double positiveFactor;
    private readonly double negativeFactor;
    private readonly double* areas;
    private readonly double* precisions;

    /// <param name="weights">Weights, negative of negative rows.</param>
    /// <param name="ends">1 at the last row of a score.</param>
    /// <param name="counts">Sixteen counts a row.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="factors">What weights of positive and of negative rows are multiplied by in products of both.</param>
    /// <param name="areas">Sixteen areas under the ROC curve.</param>
    /// <param name="precisions">Sixteen average precisions.</param>
    public ReplicateLoop(double* weights, byte* ends, byte* counts, nint rows, (double Positive, double Negative) factors, double* areas, double* precisions)
    {
        DebugChecks.Present(weights, rows);
        DebugChecks.Present(counts, rows);
        this.weights = weights;
        this.ends = ends;
        this.counts = counts;
        this.rows = rows;
        (positiveFactor, negativeFactor) = factors;
        this.areas = areas;
        this.precisions = precisions;
    }

    [SkipLocalsInit]
    public readonly void Run<TBlock>()
        where TBlock : struct, ISimdBlock<TBlock, double>
    {
        var wide = stackalloc int[RowsAtOnce * Lanes];
        var state = stackalloc double[2 * States * CurveSpan.Lanes];
        new Span<double>(state, 2 * States * CurveSpan.Lanes).Clear();
        for (nint first = 0; first < rows; first += RowsAtOnce)
        {
            var part = Math.Min(RowsAtOnce, rows - first);
            var from = counts + (first * Lanes);
            for (nint i = 0; i < part * Lanes; i++)
            {
                wide[i] = from[i];
            }

            for (nint half = 0; half < 2; half++)
            {
                Add<TBlock>(wide + (half * CurveSpan.Lanes), weights + first, ends + first, part, state + (half * States * CurveSpan.Lanes));
            }
        }

        for (nint half = 0; half < 2; half++)
        {
            var sums = state + (half * States * CurveSpan.Lanes);
            var above = TBlock.Load(ref sums[0]);
            var alarms = TBlock.Load(ref sums[CurveSpan.Lanes]);
            var pairs = (above * TBlock.Create(positiveFactor)) * (alarms * TBlock.Create(negativeFactor));
            TBlock.Store(TBlock.Load(ref sums[4 * CurveSpan.Lanes]) / (2 * pairs), ref areas[half * CurveSpan.Lanes]);
            TBlock.Store(TBlock.Load(ref sums[5 * CurveSpan.Lanes]) / above, ref precisions[half * CurveSpan.Lanes]);
        }
    }

    /// <summary>Blocks of a state: weights of both classes, those of the current score, both sums.</summary>
    private const int States = 6;

    private readonly void Add<TBlock>(int* counts, double* weights, byte* ends, nint rows, double* state)
        where TBlock : struct, ISimdBlock<TBlock, double>
    {
        var above = TBlock.Load(ref state[0]);
        var alarms = TBlock.Load(ref state[CurveSpan.Lanes]);
        var positive = TBlock.Load(ref state[2 * CurveSpan.Lanes]);
        var negative = TBlock.Load(ref state[3 * CurveSpan.Lanes]);
        var area = TBlock.Load(ref state[4 * CurveSpan.Lanes]);
        var precision = TBlock.Load(ref state[5 * CurveSpan.Lanes]);
        var (ofPositives, ofNegatives) = (TBlock.Create(positiveFactor), TBlock.Create(negativeFactor));
        for (nint i = 0; i < rows; i++)
        {
            var count = TBlock.Load(ref counts[i * Lanes]);
            positive = TBlock.FusedMultiplyAdd(count, TBlock.Create(Math.Max(weights[i], 0)), positive);
            negative = TBlock.FusedMultiplyAdd(count, TBlock.Create(Math.Max(-weights[i], 0)), negative);
            if (ends[i] == 0)
            {
                continue;
            }

            area = TBlock.FusedMultiplyAdd(negative * ofNegatives, (above + (above + positive)) * ofPositives, area);
            above += positive;
            alarms += negative;
            var total = above + alarms;
            precision = TBlock.FusedMultiplyAdd(positive, TBlock.SelectEqual(total, TBlock.Zero, TBlock.Zero, above / total), precision);
            positive = TBlock.Zero;
            negative = TBlock.Zero;
        }

        TBlock.Store(above, ref state[0]);
        TBlock.Store(alarms, ref state[CurveSpan.Lanes]);
        TBlock.Store(positive, ref state[2 * CurveSpan.Lanes]);
        TBlock.Store(negative, ref state[3 * CurveSpan.Lanes]);
        TBlock.Store(area, ref state[4 * CurveSpan.Lanes]);
        TBlock.Store(precision, ref state[5 * CurveSpan.Lanes]);
    }
}
