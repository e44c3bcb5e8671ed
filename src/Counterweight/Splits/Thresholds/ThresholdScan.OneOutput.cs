using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Counterweight.Splits.Thresholds;

/// <content>Of one output on 512-bit registers: a cell is half a register.</content>
internal unsafe ref partial struct ThresholdScan<TCriterion, TBlock>
{
    /// <summary>One output, as in most boosting. The sums stay in registers.</summary>
    /// <remarks>Nodes of few rows allow few thresholds: those before have too few rows left, those behind too few right.</remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void EvaluateOneOutput(long* cells, int count, int first, long fewest)
    {
        var (allRows, allWeight) = (Vector512.Create(total[0]), Vector512.Create(total[1]));
        var (allGradient, allHessian) = (Vector512.Create(total[2]), Vector512.Create(total[3]));
        var sums = Vector256.Load(running);
        var hasMinWeight = minWeight > 0;
        var (operation, ofNode) = (criterion, TBlock.Create(score));
        var (leastRows, leastWeight, leastHessian) = (TBlock.Create(minRowCount), TBlock.Create(minWeight), TBlock.Create(minHessian));
        var thresholds = TBlock.Create(first) + TBlock.LaneIndex;
        var most = TBlock.Load(ref *best);
        var where = TBlock.Load(ref best[Lanes]);
        for (nint i = 0; i < count; i += Lanes)
        {
            PrefetchCells(cells);
            PrefetchCells(cells + (2 * Lanes));
            OutputSums.Add(cells, ref sums, out var rows, out var weight, out var gradient, out var hessian);
            cells += 4 * Lanes;
            var rowsLeft = sums.ToScalar();
            if (rowsLeft >= fewest)
            {
                var (left, right) = (OutputSums.Round<TBlock>(hessian), OutputSums.Round<TBlock>(allHessian - hessian));
                var gain = BothTerms(operation, OutputSums.Round<TBlock>(gradient), left, OutputSums.Round<TBlock>(allGradient - gradient), right) - ofNode;

                // Counts and weights are below 2⁵³: the lesser of both sides is the same before and after rounding.
                gain = Allowed(gain, OutputSums.Round<TBlock>(Vector512.Min(rows, allRows - rows)), leastRows);
                gain = Allowed(gain, TBlock.Min(left, right), leastHessian);
                if (hasMinWeight)
                {
                    gain = Allowed(gain, OutputSums.Round<TBlock>(Vector512.Min(weight, allWeight - weight)), leastWeight);
                }

                where = TBlock.SelectLess(most, gain, thresholds, where);
                most = TBlock.Max(gain, most);
            }

            if (total[0] - rowsLeft < fewest)
            {
                break;
            }

            thresholds += TBlock.Create(Lanes);
        }

        sums.Store(running);
        TBlock.Store(most, ref *best);
        TBlock.Store(where, ref best[Lanes]);
    }
}
