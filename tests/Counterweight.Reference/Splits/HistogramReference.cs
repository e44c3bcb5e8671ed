using System.Numerics;

namespace Counterweight.Reference.Splits;

/// <summary>A class-weight histogram row by row, in double: element (f, b, c) at ((f · bins) + b) · classes + c.</summary>
public static class HistogramReference
{
    /// <summary>Sums of weights, and numbers of rows of weight above 0.</summary>
    public static (long[] Counts, double[] Weights) Sum<TBin>(
        ReadOnlySpan<TBin> bins,
        int featureCount,
        int binCount,
        int classCount,
        ReadOnlySpan<int> rows,
        ReadOnlySpan<int> labels,
        ReadOnlySpan<double> classWeights,
        ReadOnlySpan<double> sampleWeights)
        where TBin : unmanaged, IBinaryInteger<TBin>
    {
        var counts = new long[featureCount * binCount * classCount];
        var weights = new double[counts.Length];
        foreach (var row in rows)
        {
            var weight = (classWeights.IsEmpty ? 1 : classWeights[labels[row]]) * (sampleWeights.IsEmpty ? 1 : sampleWeights[row]);
            for (var f = 0; f < featureCount; f++)
            {
                var at = (((f * binCount) + int.CreateChecked(bins[(row * featureCount) + f])) * classCount) + labels[row];
                counts[at] += weight > 0 ? 1 : 0;
                weights[at] += weight;
            }
        }

        return (counts, weights);
    }
}
