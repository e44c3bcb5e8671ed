using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Work;
using Counterweight.Randomness;

namespace Counterweight.Metrics.Ranking.Intervals;

/// <summary>Metrics of rankings of rows drawn with replacement, as often as there are rows (Efron 1979). Rows are sorted once; a replicate is how often each is drawn.</summary>
/// <remarks>
/// Rows of weight 0 are left out, and a drawn row keeps its weight. Replicate r depends on the stream, r and the rows, not on their order, on
/// the number of replicates or on threads. Sums are of doubles in the order of scores: exact without weights, and with them to some 10⁻¹² relative.
/// </remarks>
public static class RankingBootstrap
{
    /// <summary>ROC AUC and average precision of each replicate.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="scores">Scores, n, not NaN; at most 2²⁶ rows.</param>
    /// <param name="labels">Labels, n: 1 of a positive row, 0 of a negative one.</param>
    /// <param name="rocAucs">One a replicate; NaN where a class was not drawn.</param>
    /// <param name="averagePrecisions">As many, or empty. NaN where no positive row was drawn.</param>
    /// <param name="stream">Where the draws come from.</param>
    /// <param name="sampleWeights">Weights, n, finite and not negative; empty for all ones.</param>
    /// <param name="isStratified">Whether each class is drawn as often as it has rows.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included. The bits are the same for any.</param>
    /// <exception cref="ArgumentException">A length does not fit, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A score is NaN, a label neither 0 nor 1, a weight negative, NaN or infinite, there are too many rows, or the degree of parallelism is below 1.</exception>
    public static void Areas<T>(
        ReadOnlySpan<T> scores,
        ReadOnlySpan<int> labels,
        Span<double> rocAucs,
        Span<double> averagePrecisions,
        RandomStream stream,
        ReadOnlySpan<T> sampleWeights = default,
        bool isStratified = false,
        int degreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => WriteAreas(scores, labels, rocAucs, averagePrecisions, stream, sampleWeights, isStratified, degreeOfParallelism);

    /// <inheritdoc cref="Areas{T}(ReadOnlySpan{T}, ReadOnlySpan{int}, Span{double}, Span{double}, RandomStream, ReadOnlySpan{T}, bool, int)"/>
    [OverloadResolutionPriority(-1)]
    public static void Areas<T>(
        ReadOnlySpan<T> scores,
        ReadOnlySpan<long> labels,
        Span<double> rocAucs,
        Span<double> averagePrecisions,
        RandomStream stream,
        ReadOnlySpan<T> sampleWeights = default,
        bool isStratified = false,
        int degreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => WriteAreas(scores, labels, rocAucs, averagePrecisions, stream, sampleWeights, isStratified, degreeOfParallelism);

    /// <summary>Any metric of each replicate.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="scores">As <see cref="Areas{T}(ReadOnlySpan{T}, ReadOnlySpan{int}, Span{double}, Span{double}, RandomStream, ReadOnlySpan{T}, bool, int)"/> has them.</param>
    /// <param name="labels">As there.</param>
    /// <param name="metric">The metric, called by several threads where there are some. Weights of its curve are in a unit of their own, where rows have weights.</param>
    /// <param name="values">One a replicate.</param>
    /// <param name="stream">Where the draws come from: those of <see cref="Areas{T}(ReadOnlySpan{T}, ReadOnlySpan{int}, Span{double}, Span{double}, RandomStream, ReadOnlySpan{T}, bool, int)"/> for the same stream.</param>
    /// <param name="sampleWeights">As there.</param>
    /// <param name="isStratified">As there.</param>
    /// <param name="degreeOfParallelism">As there.</param>
    /// <exception cref="ArgumentException">As there.</exception>
    public static void Evaluate<T>(
        ReadOnlySpan<T> scores,
        ReadOnlySpan<int> labels,
        RankingMetric<T> metric,
        Span<double> values,
        RandomStream stream,
        ReadOnlySpan<T> sampleWeights = default,
        bool isStratified = false,
        int degreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => WriteValues(scores, labels, metric, values, stream, sampleWeights, isStratified, degreeOfParallelism);

    /// <inheritdoc cref="Evaluate{T}(ReadOnlySpan{T}, ReadOnlySpan{int}, RankingMetric{T}, Span{double}, RandomStream, ReadOnlySpan{T}, bool, int)"/>
    [OverloadResolutionPriority(-1)]
    public static void Evaluate<T>(
        ReadOnlySpan<T> scores,
        ReadOnlySpan<long> labels,
        RankingMetric<T> metric,
        Span<double> values,
        RandomStream stream,
        ReadOnlySpan<T> sampleWeights = default,
        bool isStratified = false,
        int degreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => WriteValues(scores, labels, metric, values, stream, sampleWeights, isStratified, degreeOfParallelism);

    private static unsafe void WriteAreas<TLabel, T>(
        ReadOnlySpan<T> scores,
        ReadOnlySpan<TLabel> labels,
        Span<double> rocAucs,
        Span<double> averagePrecisions,
        RandomStream stream,
        ReadOnlySpan<T> sampleWeights,
        bool isStratified,
        int degreeOfParallelism)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.SameLengthOrEmpty(averagePrecisions.Length, rocAucs.Length, nameof(averagePrecisions), nameof(rocAucs));
        RankingChecks.Apart<double, TLabel, T>(averagePrecisions, scores, labels, sampleWeights, nameof(averagePrecisions));
        Guard.Disjoint<double, double>(rocAucs, averagePrecisions, nameof(rocAucs), nameof(averagePrecisions));
        Check(scores, labels, rocAucs, nameof(rocAucs), sampleWeights, degreeOfParallelism);
        fixed (double* first = rocAucs, second = averagePrecisions)
        {
            Run(scores, labels, sampleWeights, (stream, isStratified), null, ((nint)first, (nint)second), rocAucs.Length, degreeOfParallelism);
        }
    }

    private static unsafe void WriteValues<TLabel, T>(
        ReadOnlySpan<T> scores,
        ReadOnlySpan<TLabel> labels,
        RankingMetric<T> metric,
        Span<double> values,
        RandomStream stream,
        ReadOnlySpan<T> sampleWeights,
        bool isStratified,
        int degreeOfParallelism)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(metric);
        Check(scores, labels, values, nameof(values), sampleWeights, degreeOfParallelism);
        fixed (double* first = values)
        {
            Run(scores, labels, sampleWeights, (stream, isStratified), metric, ((nint)first, 0), values.Length, degreeOfParallelism);
        }
    }

    private static void Check<TLabel, T>(ReadOnlySpan<T> scores, ReadOnlySpan<TLabel> labels, Span<double> values, string name, ReadOnlySpan<T> sampleWeights, int degreeOfParallelism)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.DegreeOfParallelism(degreeOfParallelism);
        RankingChecks.Apart<double, TLabel, T>(values, scores, labels, sampleWeights, name);
        if (scores.Length > ResampleDraws.MaxRows)
        {
            throw new ArgumentOutOfRangeException(nameof(scores), scores.Length, Guard.Text($"scores has {scores.Length} elements; a bootstrap takes {ResampleDraws.MaxRows} at most."));
        }

        RankingChecks.Rows(scores, labels, sampleWeights);
    }

    private static unsafe void Run<TLabel, T>(
        ReadOnlySpan<T> scores,
        ReadOnlySpan<TLabel> labels,
        ReadOnlySpan<T> sampleWeights,
        (RandomStream Stream, bool IsStratified) draws,
        RankingMetric<T>? metric,
        (nint First, nint Second) results,
        int replicates,
        int degreeOfParallelism)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var rows = new ResampledRows<T>(scores, ClassLabels.Of(labels), sampleWeights);
        var job = new ReplicateJob<T>(rows, draws.Stream, draws.IsStratified, metric, (double*)results.First, (double*)results.Second, replicates);
        WorkItems.Run(ref job, WorkItems.Count(replicates, ResampleDraws.Lanes), degreeOfParallelism);
    }
}
