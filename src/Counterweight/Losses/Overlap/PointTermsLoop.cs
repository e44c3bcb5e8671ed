using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Memory;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;

namespace Counterweight.Losses.Overlap;

/// <summary>The loop that sums three terms of each score, target and weight.</summary>
internal unsafe struct PointTermsLoop<TTerms, TBlock, T>(TTerms terms, T* scores, T* targets, T* weights, nint rows)
    : IWorkJob<PointTermsLoop<TTerms, TBlock, T>>
    where TTerms : struct, IPointTerms<T>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly TTerms terms = terms;
    private readonly T* scores = scores;
    private readonly T* targets = targets;
    private readonly T* weights = weights;
    private readonly nint rows = rows;
    private TermSums sums;

    public readonly int Items => WorkItems.Count(rows, LossTuning.RowsPerItem);

    public readonly TermSums Sums => sums;

    [SkipLocalsInit]
    public void Run(int item)
    {
        var (start, here) = WorkItems.Range(item, LossTuning.RowsPerItem, rows);
        var group = LaneSums<TBlock, T>.Lanes;
        var size = 3 * group;
        var buffer = stackalloc double[size + (Scratch.Alignment / sizeof(double))];
        var lanes = Scratch.Align(buffer);
        new Span<double>(lanes, size).Clear();
        var whole = here - (here % group);
        var weightsHere = weights == null ? null : weights + start;
        var counted = Rows(in terms, scores + start, targets + start, weightsHere, whole, lanes);
        if (whole < here)
        {
            counted += Tail(scores + start + whole, targets + start + whole, weightsHere == null ? null : weightsHere + whole, here - whole, lanes);
        }

        sums.Add(
            LaneFold.Sum(lanes, group),
            LaneFold.Sum(lanes + group, group),
            LaneFold.Sum(lanes + (2 * group), group),
            counted);
    }

    public void Merge(in PointTermsLoop<TTerms, TBlock, T> other) => sums.Add(in other.sums);

    /// <summary>The tail is padded with rows of weight 0 to 64 bytes on the stack, and goes through the same loop.</summary>
    [SkipLocalsInit]
    private readonly int Tail(T* tailScores, T* tailTargets, T* tailWeights, int count, double* lanes)
    {
        var size = LaneSums<TBlock, T>.Lanes;
        var buffer = stackalloc T[3 * size];
        new Span<T>(buffer, 3 * size).Clear();
        Scratch.CopyOrFill(tailScores, buffer, count, T.Zero);
        Scratch.CopyOrFill(tailTargets, buffer + size, count, T.Zero);
        Scratch.CopyOrFill(tailWeights, buffer + (2 * size), count, T.One);
        return Rows(in terms, buffer, buffer + size, buffer + (2 * size), size, lanes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Rows(in TTerms terms, T* scores, T* targets, T* weights, nint rows, double* lanes)
    {
        DebugChecks.Whole(rows, TBlock.Count);
        DebugChecks.Present(scores, rows);
        DebugChecks.Present(targets, rows);
        DebugChecks.Aligned(lanes);
        var counted = TBlock.Zero;
        var group = LaneSums<TBlock, T>.Lanes;
        for (nint i = 0; i < rows; i += TBlock.Count)
        {
            terms.Evaluate(TBlock.Load(in scores[i]), TBlock.Load(in targets[i]), out var first, out var second, out var third);
            var counts = TBlock.Equal(TBlock.Zero, TBlock.Zero);
            if (weights != null)
            {
                var weight = TBlock.Load(in weights[i]);
                first *= weight;
                second *= weight;
                third *= weight;

                // Weight 0 is no row: infinities and NaN in it count for nothing.
                counts = TBlock.LessThan(TBlock.Zero, weight);
            }

            counted += TBlock.One & counts;
            var own = lanes + (i & (group - TBlock.Count));
            TBlock.AddTo(first & counts, ref own[0]);
            TBlock.AddTo(second & counts, ref own[group]);
            TBlock.AddTo(third & counts, ref own[2 * group]);
        }

        return int.CreateTruncating(TBlock.Sum(counted));
    }
}

/// <content>Runs the loop over spans.</content>
internal static class PointTermsLoop
{
    /// <summary>Sums of spans that have been checked; no weights are all ones.</summary>
    public static unsafe TermSums Sum<TTerms, T>(
        TTerms terms, ReadOnlySpan<T> scores, ReadOnlySpan<T> targets, ReadOnlySpan<T> weights, int degreeOfParallelism)
        where TTerms : struct, IPointTerms<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        fixed (T* s = scores, t = targets, w = weights)
        {
            var job = new PointTermsJob<TTerms, T>(terms, s, t, w, scores.Length, degreeOfParallelism);
            BlockDispatch.RunByLane<PointTermsJob<TTerms, T>, T, Registers.One>(ref job);
            return job.Sums;
        }
    }
}
