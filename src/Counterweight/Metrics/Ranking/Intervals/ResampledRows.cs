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

    public ResampledRows(ReadOnlySpan<T> scores, ClassLabels labels, ReadOnlySpan<T> sampleWeights)
    {
        var rows = scores.Length;
        weights = ArrayPool<double>.Shared.Rent(rows);
        this.scores = ArrayPool<T>.Shared.Rent(rows);
        ends = ArrayPool<byte>.Shared.Rent(rows);
        var order = ArrayPool<int>.Shared.Rent(rows);
        var workspace = ArrayPool<long>.Shared.Rent(FeatureSort.WorkspaceLength<T>(rows));
        FeatureSort.Argsort(scores, order.AsSpan(0, rows), workspace.AsSpan());
        var factor = Unit(sampleWeights);
        var start = 0;
        var (greatestPositive, greatestNegative) = (0.0, 0.0);
        for (var i = rows - 1; i >= 0; i--)
        {
            var row = order[i];
            var weight = sampleWeights.IsEmpty ? 1 : double.CreateTruncating(sampleWeights[row]);
            if (weight > 0)
            {
                // A weight that vanishes still has its class: draws of a class look for its rows by the sign.
                weight = Math.Max(weight * factor, double.Epsilon);
                weights[Count] = labels[row] == 1 ? weight : -weight;
                (greatestPositive, greatestNegative) = (Math.Max(greatestPositive, weights[Count]), Math.Max(greatestNegative, -weights[Count]));
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

        (PositiveFactor, NegativeFactor) = (UnitFactor.Under(greatestPositive), UnitFactor.Under(greatestNegative));
        ArrayPool<int>.Shared.Return(order);
        ArrayPool<long>.Shared.Return(workspace);
    }

    /// <summary>Rows.</summary>
    public int Count { get; }

    /// <summary>Positive ones among them.</summary>
    public int Positives { get; }

    /// <summary>Brings the largest weight of positive rows to some 1, so that products of both classes' weights neither overflow nor vanish.</summary>
    public double PositiveFactor { get; }

    /// <summary>The same of negative rows.</summary>
    public double NegativeFactor { get; }

    /// <summary>Weights in a unit that makes the largest some 1, or more where the least would vanish; negative of negative rows.</summary>
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

    private static double Unit(ReadOnlySpan<T> sampleWeights)
    {
        var (least, largest) = (double.PositiveInfinity, 0.0);
        foreach (var weight in sampleWeights)
        {
            var own = double.CreateTruncating(weight);
            (least, largest) = (own > 0 ? Math.Min(least, own) : least, Math.Max(largest, own));
        }

        return largest > 0 ? UnitFactor.Between(least, largest) : 1;
    }
}
