using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Memory;
using Counterweight.Core.Simd;

namespace Counterweight.Splits.Thresholds;

/// <summary>
/// Evaluates the thresholds between consecutive cells, eight neighbouring ones to a block. The cells may come in any
/// number of pieces.
/// </summary>
/// <remarks>
/// The sums of both sides are exact integers until each is rounded to double once. The components' terms are added in
/// their order. So the gain of a threshold depends on its two sides alone.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
internal unsafe ref partial struct ThresholdScan<TCriterion, TBlock>
    where TCriterion : struct, ISplitCriterion
    where TBlock : struct, ISimdBlock<TBlock, double>
{
    private const int Lanes = ThresholdScratch.Lanes;

    /// <summary>From a left side's sums to the right one's.</summary>
    private const int RightSide = SplitSides.Length / 2;

    private readonly TCriterion criterion;
    private readonly int components;
    private readonly double minRowCount;
    private readonly double minWeight;
    private readonly double minHessian;
    private readonly double margin;
    private readonly double unit;
    private readonly double score;
    private readonly double floor;

    /// <summary>The node's sums, a cell.</summary>
    private readonly long* total;

    // The parts of a ThresholdScratch.
    private readonly long* running;
    private readonly long* tail;
    private readonly double* sides;
    private readonly double* best;

    /// <summary>A scan of one node's candidates.</summary>
    /// <param name="data">Minimums and the number of components.</param>
    /// <param name="node">The node.</param>
    /// <param name="total">Its sums.</param>
    /// <param name="criterion">What to gain.</param>
    /// <param name="parts">Its memory.</param>
    public ThresholdScan(in SplitScanOperands data, in SplitNode node, long* total, TCriterion criterion, in ThresholdScratch parts)
    {
        this.criterion = criterion;
        this.total = total;
        components = data.Components;
        minRowCount = data.MinRowCount;
        minWeight = data.MinWeight * node.Unit;
        minHessian = data.MinHessian;
        margin = data.Margin;
        unit = node.Unit;
        score = node.Score;
        floor = node.Floor;
        best = parts.Best;
        sides = parts.Sides;
        running = parts.Running;
        tail = parts.Tail;
        DebugChecks.Aligned(best);
        Debug.Assert(components > 0 && (!TCriterion.IsGradient || components > 1), "A cell has no sums.");
    }

    /// <summary>Begins with no cell on the left, or with this one, and forgets candidates.</summary>
    public readonly void Start(long* left)
    {
        if (left == null)
        {
            new Span<long>(running, checked(2 * components)).Clear();
        }
        else
        {
            new ReadOnlySpan<long>(left, checked(2 * components)).CopyTo(new Span<long>(running, checked(2 * components)));
        }

        TBlock.Store(TBlock.Create(floor), ref *best);
    }

    /// <summary>Moves cells to the left without evaluating the thresholds between them.</summary>
    public readonly void Skip(long* cells, int count)
    {
        CellSums.Add(cells, count, 2 * (nint)components, running);
    }

    /// <summary>Evaluates the threshold after each cell.</summary>
    /// <param name="cells">The cells, none of fewer rows than 0.</param>
    /// <param name="count">How many.</param>
    /// <param name="first">The number of the threshold after the first.</param>
    public readonly void Scan(long* cells, int count, int first) => Scan(cells, count, first, (long)minRowCount);

    /// <summary>Evaluates the thresholds of a batch of features whose gains are compared as they are, and replaces the candidate by the best of them if that is better.</summary>
    public readonly void Scan(in FeatureBatch batch, ref SplitCandidate candidate)
    {
        Debug.Assert(margin == 0, "Gains are reduced before they are compared.");
        Start(null);
        Scan(batch.Cells, batch.Count, 0, 0);
        if (BestLane.Find<TBlock>(best, floor, out var gain, out var threshold))
        {
            candidate = candidate.OrBetter(new(gain, gain, batch.Feature(threshold), batch.Bin(threshold), false));
        }
    }

    /// <param name="cells">The cells.</param>
    /// <param name="count">How many.</param>
    /// <param name="first">The number of the threshold after the first.</param>
    /// <param name="fewest">The least rows of a side, where rows to the left never get fewer: thresholds before and behind need not be tried. Else 0.</param>
    private readonly void Scan(long* cells, int count, int first, long fewest)
    {
        var whole = count & -Lanes;
        Evaluate(cells, whole, first, fewest);
        if (count == whole)
        {
            return;
        }

        // Cells of zeros repeat the last threshold, which no strict comparison prefers.
        var length = checked(2 * components);
        var rest = checked((count - whole) * length);
        new ReadOnlySpan<long>(cells + ((nint)whole * length), rest).CopyTo(new Span<long>(tail, rest));
        new Span<long>(tail + rest, checked(Lanes * length) - rest).Clear();
        Evaluate(tail, Lanes, first + whole, fewest);
    }

    /// <summary>Replaces the candidate by the best threshold since the start, of equal ones the lowest, if that is better.</summary>
    public readonly void KeepBest(int feature, double gainWeight, bool missingGoesLeft, ref SplitCandidate candidate)
    {
        if (BestLane.Find<TBlock>(best, floor, out var gain, out var bin))
        {
            candidate = candidate.OrBetter(new((gain - margin) * gainWeight, gain, feature, bin, missingGoesLeft));
        }
    }

    private readonly void Evaluate(long* cells, int count, int first, long fewest)
    {
        DebugChecks.Whole(count, Lanes);
        if (TCriterion.IsGradient && components == 2 && OutputSums.Fit<TBlock>())
        {
            EvaluateOneOutput(cells, count, first, fewest);
        }
        else
        {
            EvaluateComponents(cells, count, first, fewest);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void EvaluateComponents(long* cells, int count, int first, long fewest)
    {
        nint stride = 2 * (nint)components;
        var rows = CellSums.Rows<TCriterion>(total, components);
        var thresholds = TBlock.Create(first) + TBlock.LaneIndex;
        var most = TBlock.Load(ref *best);
        var where = TBlock.Load(ref best[Lanes]);
        for (nint i = 0; i < count; i += Lanes)
        {
            for (nint p = 0; p < components; p++)
            {
                Fill(cells, p, stride);
            }

            cells += Lanes * stride;
            var rowsLeft = CellSums.Rows<TCriterion>(running, components);
            if (rowsLeft >= fewest)
            {
                var gain = TCriterion.IsGradient ? GradientGain() : ClassGain();
                where = TBlock.SelectLess(most, gain, thresholds, where);
                most = TBlock.Max(gain, most);
            }

            if (rows - rowsLeft < fewest)
            {
                break;
            }

            thresholds += TBlock.Create(Lanes);
        }

        TBlock.Store(most, ref *best);
        TBlock.Store(where, ref best[Lanes]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Fill(long* cells, nint component, nint stride)
    {
        PrefetchCells(cells + (Lanes * 2 * component));
        SplitSides.Fill(cells + (2 * component), stride, running + (2 * component), total + (2 * component), sides + (SplitSides.Length * component));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly TBlock GradientGain()
    {
        var (gain, leftHessian, rightHessian) = (TBlock.Zero, TBlock.Zero, TBlock.Zero);
        for (nint p = 1; p < components; p++)
        {
            var left = sides + (SplitSides.Length * p);
            var right = left + RightSide;
            var (h, others) = (TBlock.Load(ref left[Lanes]), TBlock.Load(ref right[Lanes]));
            gain += BothTerms(criterion, TBlock.Load(ref *left), h, TBlock.Load(ref *right), others);
            leftHessian += h;
            rightHessian += others;
        }

        gain -= TBlock.Create(score);
        gain = Allowed(gain, TBlock.Min(TBlock.Load(ref *sides), TBlock.Load(ref sides[RightSide])), TBlock.Create(minRowCount));
        gain = Allowed(gain, TBlock.Min(leftHessian, rightHessian), TBlock.Create(minHessian));
        return Allowed(gain, TBlock.Min(TBlock.Load(ref sides[Lanes]), TBlock.Load(ref sides[RightSide + Lanes])), TBlock.Create(minWeight));
    }

    /// <summary>The terms of both sides of one output; not fused, so that sides that change places are a tie to the bit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock BothTerms(TCriterion operation, TBlock leftGradient, TBlock leftHessian, TBlock rightGradient, TBlock rightHessian)
    {
        operation.Term(leftGradient, leftHessian, leftHessian, out var leftNumerator, out var leftDenominator);
        operation.Term(rightGradient, rightHessian, rightHessian, out var rightNumerator, out var rightDenominator);
        return ((leftNumerator * rightDenominator) + (rightNumerator * leftDenominator)) / (leftDenominator * rightDenominator);
    }

    /// <summary>The gain, −∞ where the lesser of both sides falls short of a minimum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock Allowed(TBlock gain, TBlock lesser, TBlock minimum) =>
        TBlock.SelectLess(lesser, minimum, TBlock.Create(double.NegativeInfinity), gain);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly TBlock ClassGain()
    {
        // A loop, so that the impurity's code is there once: two logarithms are more than the JIT inlines.
        for (nint side = 0; side < SplitSides.Length; side += RightSide)
        {
            TBlock.Store(ClassScore(sides + side), ref sides[side]);
        }

        return TBlock.Load(ref *sides) + TBlock.Load(ref sides[RightSide]) - TBlock.Create(score);
    }

    /// <summary>Scores one side of eight thresholds, −∞ where it falls short of a minimum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly TBlock ClassScore(double* side)
    {
        var operation = criterion;
        var (rows, weight, terms) = (TBlock.Zero, TBlock.Zero, TBlock.Zero);
        for (nint p = 0; p < components; p++)
        {
            var first = TBlock.Load(ref side[SplitSides.Length * p]);
            var second = TBlock.Load(ref side[(SplitSides.Length * p) + Lanes]) * TBlock.Create(unit);
            rows += first;
            weight += second;
            operation.Term(first, second, TBlock.Create(total[(2 * p) + 1] * unit), out var term, out _);
            terms += term;
        }

        var least = TBlock.Create(double.NegativeInfinity);
        var result = TBlock.SelectLess(rows, TBlock.Create(minRowCount), least, operation.Score(terms, weight));
        return TBlock.SelectLess(weight, TBlock.Create(minWeight), least, result);
    }

    /// <summary>Prefetches cells to come: the hardware's prefetcher stops at a page.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PrefetchCells(long* cells)
    {
        Cache.Prefetch(cells + SplitTuning.PrefetchNumbers);
        Cache.Prefetch(cells + SplitTuning.PrefetchNumbers + 8);
    }
}
