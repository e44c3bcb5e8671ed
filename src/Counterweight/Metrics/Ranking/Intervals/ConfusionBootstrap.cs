using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Randomness;

namespace Counterweight.Metrics.Ranking.Intervals;

/// <summary>Measures of confusion matrices of rows drawn with replacement, as often as there are rows (Efron 1979).</summary>
/// <remarks>
/// Rows of weight 0 are left out, and a drawn row keeps its weight. Replicate r depends on the stream, r and the rows, not on their order or on the
/// number of replicates. Rows of the same label, prediction and weight are added together: the matrices are made of as many groups as differ.
/// </remarks>
public static class ConfusionBootstrap
{
    /// <summary>Any measures of each replicate.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="predicted">One class a row, or −1 for none; at most 2²⁶ rows.</param>
    /// <param name="labels">One class a row.</param>
    /// <param name="classCount">Number of classes, in [1, 2²⁴].</param>
    /// <param name="measures">What is measured of a matrix.</param>
    /// <param name="measureCount">How many measures there are, at least 1.</param>
    /// <param name="values">Replicate after replicate; the length is a multiple of <paramref name="measureCount"/>.</param>
    /// <param name="stream">Where the draws come from.</param>
    /// <param name="sampleWeights">Weights, n, finite and not negative; empty for all ones.</param>
    /// <exception cref="ArgumentNullException"><paramref name="measures"/> is null.</exception>
    /// <exception cref="ArgumentException">A length does not fit, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label, a prediction, a weight or a number is out of its range, or there are too many rows. Nothing has been written.</exception>
    public static void Evaluate<T>(
        ReadOnlySpan<int> predicted,
        ReadOnlySpan<int> labels,
        int classCount,
        ConfusionMeasures measures,
        int measureCount,
        Span<double> values,
        RandomStream stream,
        ReadOnlySpan<T> sampleWeights = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => EvaluateRows(predicted, labels, classCount, measures, measureCount, values, stream, sampleWeights);

    /// <inheritdoc cref="Evaluate{T}(ReadOnlySpan{int}, ReadOnlySpan{int}, int, ConfusionMeasures, int, Span{double}, RandomStream, ReadOnlySpan{T})"/>
    [OverloadResolutionPriority(-1)]
    public static void Evaluate<T>(
        ReadOnlySpan<long> predicted,
        ReadOnlySpan<long> labels,
        int classCount,
        ConfusionMeasures measures,
        int measureCount,
        Span<double> values,
        RandomStream stream,
        ReadOnlySpan<T> sampleWeights = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => EvaluateRows(predicted, labels, classCount, measures, measureCount, values, stream, sampleWeights);

    private static void EvaluateRows<T>(
        ClassLabels predicted,
        ClassLabels labels,
        int classCount,
        ConfusionMeasures measures,
        int measureCount,
        Span<double> values,
        RandomStream stream,
        ReadOnlySpan<T> sampleWeights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(measures);
        Guard.AtLeast(measureCount, 1);
        if (values.Length % measureCount != 0)
        {
            throw new ArgumentException(Guard.Text($"values has {values.Length} elements, which is no multiple of the {measureCount} measures."), nameof(values));
        }

        predicted.CheckDisjoint<double>(values, nameof(values), nameof(predicted));
        labels.CheckDisjoint<double>(values, nameof(values), nameof(labels));
        Guard.Disjoint<double, T>(values, sampleWeights, nameof(values), nameof(sampleWeights));
        if (labels.Length > ResampleDraws.MaxRows)
        {
            throw new ArgumentOutOfRangeException(nameof(labels), labels.Length, Guard.Text($"labels has {labels.Length} elements; a bootstrap takes {ResampleDraws.MaxRows} at most."));
        }

        // It checks the rows too.
        new ConfusionMatrix(classCount).AddGiven(predicted, labels, sampleWeights, null, 1);
        var groups = EqualRows.Of(predicted, labels, sampleWeights, classCount);
        Run(groups, classCount, measures, measureCount, values, stream);
    }

    private static void Run(EqualRows groups, int classCount, ConfusionMeasures measures, int measureCount, Span<double> values, RandomStream stream)
    {
        const int Lanes = ResampleDraws.Lanes;
        var ones = ArrayPool<double>.Shared.Rent(groups.RowCount);
        var draws = checked(groups.RowCount * Lanes);
        var counts = ArrayPool<byte>.Shared.Rent(draws);
        ones.AsSpan(0, groups.RowCount).Fill(1);
        var drawn = new double[groups.Count];
        for (var replicate = 0; replicate < values.Length / measureCount; replicate++)
        {
            var lane = replicate % Lanes;
            if (lane == 0)
            {
                ResampleDraws.Fill(stream, replicate / Lanes, ones.AsSpan(0, groups.RowCount), groups.RowCount, isStratified: false, counts.AsSpan(0, draws));
            }

            groups.Sum(counts, lane, drawn);
            var matrix = new ConfusionMatrix(classCount);
            matrix.AddPredictions<double>(groups.Predicted, groups.Labels, drawn);
            measures(matrix, values.Slice(checked(replicate * measureCount), measureCount));
        }

        ArrayPool<double>.Shared.Return(ones);
        ArrayPool<byte>.Shared.Return(counts);
    }
}
