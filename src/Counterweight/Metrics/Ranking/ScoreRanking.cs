using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Metrics.Ranking.Curves;

namespace Counterweight.Metrics.Ranking;

/// <summary>Ranks the scores of two classes, once, for all metrics of a ranking.</summary>
public static class ScoreRanking
{
    /// <summary>Elements of workspace that <see cref="Build{T}(ReadOnlySpan{T}, ReadOnlySpan{int}, Span{T}, Span{double}, Span{double}, Span{long}, ReadOnlySpan{T})"/> needs: two a row of floats, four a row of doubles.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="rows">Rows, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rows are negative, or their workspace exceeds 2³¹ − 1 elements.</exception>
    public static int WorkspaceLength<T>(int rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ElementType<T>();
        var each = typeof(T) == typeof(float) ? 2 : 4;
        Guard.AtLeast(rows, 0);
        Guard.AtMost(rows, int.MaxValue / each);
        return checked(each * rows);
    }

    /// <summary>Sorts scores and writes the weights of both classes at and above each distinct one.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="scores">Scores, n, the higher the more likely positive. Infinities are scores; −0 equals 0.</param>
    /// <param name="labels">Labels, n: 1 of a positive row, 0 of a negative one.</param>
    /// <param name="thresholds">Where the distinct scores go, at least n: as many are written as there are.</param>
    /// <param name="truePositives">Where the weights of positive rows go, at least n.</param>
    /// <param name="falsePositives">Where the weights of negative rows go, at least n.</param>
    /// <param name="workspace">At least <see cref="WorkspaceLength{T}"/> elements, whatever they hold.</param>
    /// <param name="sampleWeights">Weights, n, finite and not negative; empty for all ones. Rows of weight 0 are left out.</param>
    /// <returns>The curve: views of the three spans.</returns>
    /// <remarks>
    /// Time is linear in rows: a radix sort of order-preserving integer keys, which carry class and weight. Weights are the exact sums,
    /// each rounded once, so that neither the order of rows nor a power of two in all weights shows, and a row of weight 2 is the row twice.
    /// </remarks>
    /// <exception cref="ArgumentException">A length does not fit, memory overlaps, or the weights sum to more than half of the greatest double. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A score is NaN, a label is neither 0 nor 1, or a weight is negative, NaN or infinite. Nothing has been written.</exception>
    public static RankingCurve<T> Build<T>(
        ReadOnlySpan<T> scores,
        ReadOnlySpan<int> labels,
        Span<T> thresholds,
        Span<double> truePositives,
        Span<double> falsePositives,
        Span<long> workspace,
        ReadOnlySpan<T> sampleWeights = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run(scores, labels, thresholds, truePositives, falsePositives, workspace, sampleWeights);

    /// <inheritdoc cref="Build{T}(ReadOnlySpan{T}, ReadOnlySpan{int}, Span{T}, Span{double}, Span{double}, Span{long}, ReadOnlySpan{T})"/>
    [OverloadResolutionPriority(-1)]
    public static RankingCurve<T> Build<T>(
        ReadOnlySpan<T> scores,
        ReadOnlySpan<long> labels,
        Span<T> thresholds,
        Span<double> truePositives,
        Span<double> falsePositives,
        Span<long> workspace,
        ReadOnlySpan<T> sampleWeights = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Run(scores, labels, thresholds, truePositives, falsePositives, workspace, sampleWeights);

    /// <summary><see cref="Build{T}(ReadOnlySpan{T}, ReadOnlySpan{int}, Span{T}, Span{double}, Span{double}, Span{long}, ReadOnlySpan{T})"/> in memory of its own, which it allocates.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="scores">As there.</param>
    /// <param name="labels">As there.</param>
    /// <param name="sampleWeights">As there.</param>
    /// <exception cref="ArgumentException">As there.</exception>
    public static RankingCurve<T> Create<T>(ReadOnlySpan<T> scores, ReadOnlySpan<int> labels, ReadOnlySpan<T> sampleWeights = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Allocate(scores, labels, sampleWeights);

    /// <inheritdoc cref="Create{T}(ReadOnlySpan{T}, ReadOnlySpan{int}, ReadOnlySpan{T})"/>
    [OverloadResolutionPriority(-1)]
    public static RankingCurve<T> Create<T>(ReadOnlySpan<T> scores, ReadOnlySpan<long> labels, ReadOnlySpan<T> sampleWeights = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Allocate(scores, labels, sampleWeights);

    private static RankingCurve<T> Allocate<TLabel, T>(ReadOnlySpan<T> scores, ReadOnlySpan<TLabel> labels, ReadOnlySpan<T> sampleWeights)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var rows = scores.Length;
        return Run(scores, labels, new T[rows], new double[rows], new double[rows], new long[WorkspaceLength<T>(rows)], sampleWeights);
    }

    private static unsafe RankingCurve<T> Run<TLabel, T>(
        ReadOnlySpan<T> scores,
        ReadOnlySpan<TLabel> labels,
        Span<T> thresholds,
        Span<double> truePositives,
        Span<double> falsePositives,
        Span<long> workspace,
        ReadOnlySpan<T> sampleWeights)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RankingChecks.AtLeast(workspace.Length, WorkspaceLength<T>(scores.Length), nameof(workspace));
        RankingChecks.AtLeast(thresholds.Length, scores.Length, nameof(thresholds));
        RankingChecks.AtLeast(truePositives.Length, scores.Length, nameof(truePositives));
        RankingChecks.AtLeast(falsePositives.Length, scores.Length, nameof(falsePositives));
        RankingChecks.Apart<T, TLabel, T>(thresholds, scores, labels, sampleWeights, nameof(thresholds));
        RankingChecks.Apart<double, TLabel, T>(truePositives, scores, labels, sampleWeights, nameof(truePositives));
        RankingChecks.Apart<double, TLabel, T>(falsePositives, scores, labels, sampleWeights, nameof(falsePositives));
        RankingChecks.Apart<long, TLabel, T>(workspace, scores, labels, sampleWeights, nameof(workspace));
        RankingChecks.Apart<T>(thresholds, truePositives, falsePositives, workspace);
        RankingChecks.Rows(scores, labels, sampleWeights);
        fixed (T* s = scores, w = sampleWeights, t = thresholds)
        fixed (TLabel* l = labels)
        fixed (double* tp = truePositives, fp = falsePositives)
        fixed (long* work = workspace)
        {
            var points = typeof(T) == typeof(float)
                ? RankRun<FloatRankEntry, float>.Run(
                    new RankOperands<TLabel, float> { Scores = (float*)s, Labels = l, Weights = (float*)w, Rows = scores.Length },
                    new CurveOperands<float> { Thresholds = (float*)t, TruePositives = tp, FalsePositives = fp },
                    (FloatRankEntry*)work)
                : RankRun<DoubleRankEntry, double>.Run(
                    new RankOperands<TLabel, double> { Scores = (double*)s, Labels = l, Weights = (double*)w, Rows = scores.Length },
                    new CurveOperands<double> { Thresholds = (double*)t, TruePositives = tp, FalsePositives = fp },
                    (DoubleRankEntry*)work);
            return new(thresholds[..points], truePositives[..points], falsePositives[..points]);
        }
    }
}
