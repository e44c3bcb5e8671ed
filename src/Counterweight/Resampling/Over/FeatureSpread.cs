using System.Buffers;

namespace Counterweight.Resampling.Over;

/// <summary>How far features vary among some rows.</summary>
internal static class FeatureSpread
{
    /// <summary>Standard deviations with n − 1, of the values that are there; 0 of fewer than two. Sums are in double, in the order of the rows.</summary>
    public static void StandardDeviations(ReadOnlySpan<float> features, int featureCount, ReadOnlySpan<int> rows, Span<float> destination)
    {
        var rented = ArrayPool<double>.Shared.Rent(OverChecks.Size(3L * featureCount));
        try
        {
            rented.AsSpan(0, checked(3 * featureCount)).Clear();
            var means = rented.AsSpan(0, featureCount);
            var counts = rented.AsSpan(featureCount, featureCount);
            var squares = rented.AsSpan(checked(2 * featureCount), featureCount);
            foreach (var row in rows)
            {
                var values = features.Slice(checked(row * featureCount), featureCount);
                for (var f = 0; f < featureCount; f++)
                {
                    means[f] += float.IsNaN(values[f]) ? 0 : values[f];
                    counts[f] += float.IsNaN(values[f]) ? 0 : 1;
                }
            }

            for (var f = 0; f < featureCount; f++)
            {
                means[f] /= Math.Max(1, counts[f]);
            }

            foreach (var row in rows)
            {
                var values = features.Slice(checked(row * featureCount), featureCount);
                for (var f = 0; f < featureCount; f++)
                {
                    var difference = float.IsNaN(values[f]) ? 0 : values[f] - means[f];
                    squares[f] = Math.FusedMultiplyAdd(difference, difference, squares[f]);
                }
            }

            for (var f = 0; f < featureCount; f++)
            {
                destination[f] = (float)Math.Sqrt(squares[f] / Math.Max(1, counts[f] - 1));
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }
}
