using System.Buffers;
using Counterweight.Neighbors;
using Counterweight.Randomness;

namespace Counterweight.Resampling.Over.Clusters;

/// <summary>
/// Clusters of rows by Lloyd's algorithm (1982), begun by k-means++ (Arthur, Vassilvitskii, SODA 2007). Sums are in double, in the order
/// of the rows.
/// </summary>
internal readonly ref struct KMeans
{
    private readonly LabeledRows rows;
    private readonly int clusterCount;
    private readonly int degreeOfParallelism;

    public KMeans(in LabeledRows rows, int clusterCount, int degreeOfParallelism)
    {
        this.rows = rows;
        this.clusterCount = Math.Min(clusterCount, rows.RowCount);
        this.degreeOfParallelism = degreeOfParallelism;
    }

    /// <summary>Writes the cluster of each row, the lowest number among equally near centers; returns how many clusters there are, which duplicates may make fewer than were asked for.</summary>
    public int Assign(RandomStream stream, int iterations, Span<int> clusters)
    {
        var rentedCenters = ArrayPool<float>.Shared.Rent(OverChecks.Size((long)clusterCount * rows.FeatureCount));
        var rentedDistances = ArrayPool<float>.Shared.Rent(rows.RowCount);
        var rentedOthers = ArrayPool<int>.Shared.Rent(rows.RowCount);
        try
        {
            var distances = rentedDistances.AsSpan(0, rows.RowCount);
            var others = rentedOthers.AsSpan(0, rows.RowCount);
            var count = Begin(stream, rentedCenters, distances, others);
            var centers = rentedCenters.AsSpan(0, checked(count * rows.FeatureCount));
            Nearest(centers, clusters, distances);
            for (var i = 0; i < iterations; i++)
            {
                Move(clusters, centers);
                Nearest(centers, others, distances);
                if (others.SequenceEqual(clusters))
                {
                    break;
                }

                others.CopyTo(clusters);
            }

            return count;
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rentedCenters);
            ArrayPool<float>.Shared.Return(rentedDistances);
            ArrayPool<int>.Shared.Return(rentedOthers);
        }
    }

    /// <summary>A row drawn alike, then rows drawn in proportion to their squared distance from the nearest center so far.</summary>
    private int Begin(RandomStream stream, Span<float> centers, Span<float> distances, Span<int> indices)
    {
        var rented = ArrayPool<float>.Shared.Rent(rows.RowCount);
        try
        {
            var least = rented.AsSpan(0, rows.RowCount);
            least.Fill(float.MaxValue);
            var row = (int)stream.Below(0, (uint)rows.RowCount);
            for (var count = 1; ; count++)
            {
                var center = centers.Slice(checked((count - 1) * rows.FeatureCount), rows.FeatureCount);
                rows.Features.Slice(checked(row * rows.FeatureCount), rows.FeatureCount).CopyTo(center);
                if (count == clusterCount)
                {
                    return count;
                }

                Nearest(center, indices, distances);
                var sum = 0.0;
                for (var i = 0; i < least.Length; i++)
                {
                    least[i] = Math.Min(least[i], distances[i]);
                    sum += least[i];
                }

                if (sum == 0)
                {
                    return count;
                }

                row = Drawn(least, stream.Uniform(count) * sum);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(rented);
        }
    }

    /// <summary>The row in whose part of the running sum a number falls.</summary>
    private static int Drawn(ReadOnlySpan<float> parts, double number)
    {
        var (last, sum) = (0, 0.0);
        for (var i = 0; i < parts.Length; i++)
        {
            sum += parts[i];
            last = parts[i] > 0 ? i : last;
            if (sum > number)
            {
                return last;
            }
        }

        return last;
    }

    private void Nearest(ReadOnlySpan<float> centers, Span<int> clusters, Span<float> distances) =>
        NearestNeighbors.Search(centers, rows.Features, rows.FeatureCount, 1, clusters, distances, rows.Metric, degreeOfParallelism);

    /// <summary>Each center becomes the mean of its rows; one without rows stays.</summary>
    private void Move(ReadOnlySpan<int> clusters, Span<float> centers)
    {
        var features = rows.FeatureCount;
        var count = centers.Length / features;
        var rented = ArrayPool<double>.Shared.Rent(OverChecks.Size(centers.Length + (long)count));
        try
        {
            var sums = rented.AsSpan(0, centers.Length);
            var sizes = rented.AsSpan(centers.Length, count);
            sums.Clear();
            sizes.Clear();
            for (var row = 0; row < clusters.Length; row++)
            {
                var values = rows.Features.Slice(checked(row * features), features);
                var sum = sums.Slice(checked(clusters[row] * features), features);
                sizes[clusters[row]]++;
                for (var f = 0; f < values.Length; f++)
                {
                    sum[f] += values[f];
                }
            }

            for (var i = 0; i < centers.Length; i++)
            {
                var size = sizes[i / features];
                centers[i] = size > 0 ? (float)(sums[i] / size) : centers[i];
            }
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
        }
    }
}
