using System.Buffers;
using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Sorting;

namespace Counterweight.Metrics.Ranking.Intervals;

/// <summary>Rows of positive weight, the highest score first, those of equal scores in the order of class and weight: no order of the caller's shows in what is drawn.</summary>
internal sealed class ResampledRows<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly double[] weights;
    private readonly T[] scores;
    private readonly byte[] ends;

    public ResampledRows(ReadOnlySpan<T> scores, ReadOnlySpan<int> labels, ReadOnlySpan<T> sampleWeights)
    {
        var rows = scores.Length;
        weights = ArrayPool<double>.Shared.Rent(rows);
        this.scores = ArrayPool<T>.Shared.Rent(rows);
        ends = ArrayPool<byte>.Shared.Rent(rows);
        var order = ArrayPool<int>.Shared.Rent(rows);
        var workspace = ArrayPool<long>.Shared.Rent(FeatureSort.WorkspaceLength<T>(rows));
        FeatureSort.Argsort(scores, order.AsSpan(0, rows), workspace.AsSpan());
        var largest = sampleWeights.IsEmpty ? 1 : Math.Max(Guard.Weights(sampleWeights, nameof(sampleWeights)), double.Epsilon);
        var factor = sampleWeights.IsEmpty ? 1 : UnitFactor.Under(largest);
        var start = 0;
        for (var i = rows - 1; i >= 0; i--)
        {
            var row = order[i];
            var weight = sampleWeights.IsEmpty ? 1 : double.CreateTruncating(sampleWeights[row]);
            if (weight > 0)
            {
                weights[Count] = labels[row] == 1 ? weight * factor : -weight * factor;
                this.scores[Count] = scores[row] + T.Zero;
                ends[Count] = 0;
                Positives += labels[row];
                Count++;
            }

            if (Count > start && (i == 0 || scores[order[i - 1]] != scores[row]))
            {
                weights.AsSpan(start, Count - start).Sort();
                ends[Count - 1] = 1;
                start = Count;
            }
        }

        ArrayPool<int>.Shared.Return(order);
        ArrayPool<long>.Shared.Return(workspace);
    }

    /// <summary>Rows.</summary>
    public int Count { get; }

    /// <summary>Positive ones among them.</summary>
    public int Positives { get; }

    /// <summary>Weights in a unit that makes the largest some 1, negative of negative rows.</summary>
    public ReadOnlySpan<double> Weights => weights.AsSpan(0, Count);

    /// <summary>Scores.</summary>
    public ReadOnlySpan<T> Scores => scores.AsSpan(0, Count);

    /// <summary>1 at the last row of a score.</summary>
    public ReadOnlySpan<byte> Ends => ends.AsSpan(0, Count);

    public void Dispose()
    {
        ArrayPool<double>.Shared.Return(weights);
        ArrayPool<T>.Shared.Return(scores);
        ArrayPool<byte>.Shared.Return(ends);
    }
}
