using System.Buffers;
using Counterweight.Neighbors;

namespace Counterweight.Resampling.Over;

/// <summary>
/// How many of the k nearest rows, of all classes, of each row of one class are of another, and which is the nearest of these.
/// Rented arrays, given back by <see cref="Dispose"/>.
/// </summary>
internal readonly ref struct OtherClassCounts
{
    private readonly int count;
    private readonly long[] counts;
    private readonly int[] nearest;

    private OtherClassCounts(int count, int neighborCount)
    {
        this.count = count;
        NeighborCount = neighborCount;
        counts = ArrayPool<long>.Shared.Rent(count);
        nearest = ArrayPool<int>.Shared.Rent(count);
    }

    /// <summary>k.</summary>
    public int NeighborCount { get; }

    /// <summary>Neighbors of another class, one number a row of the class.</summary>
    public ReadOnlySpan<long> Counts => counts.AsSpan(0, count);

    /// <summary>The nearest neighbor of another class, −1 where there is none.</summary>
    public ReadOnlySpan<int> Nearest => nearest.AsSpan(0, count);

    public static OtherClassCounts Of(in ClassTask task, int neighborCount)
    {
        var found = new OtherClassCounts(task.Rows.Length, neighborCount);
        try
        {
            found.Find(in task);
        }
        catch
        {
            found.Dispose();
            throw;
        }

        return found;
    }

    public void Dispose()
    {
        ArrayPool<long>.Shared.Return(counts);
        ArrayPool<int>.Shared.Return(nearest);
    }

    private void Find(in ClassTask task)
    {
        var rowCount = task.Original.RowCount;
        var length = OverChecks.Size((long)count * NeighborCount);
        var all = ArrayPool<int>.Shared.Rent(rowCount);
        var neighbors = ArrayPool<int>.Shared.Rent(length);
        var distances = ArrayPool<float>.Shared.Rent(length);
        try
        {
            for (var row = 0; row < rowCount; row++)
            {
                all[row] = row;
            }

            NearestNeighbors.SearchRows(
                task.Original.Features,
                task.FeatureCount,
                all.AsSpan(0, rowCount),
                task.Rows,
                NeighborCount,
                neighbors.AsSpan(0, length),
                distances.AsSpan(0, length),
                task.Original.Metric,
                task.DegreeOfParallelism);
            for (var i = 0; i < count; i++)
            {
                Count(i, neighbors.AsSpan(checked(i * NeighborCount), NeighborCount), in task);
            }
        }
        finally
        {
            ArrayPool<int>.Shared.Return(all);
            ArrayPool<int>.Shared.Return(neighbors);
            ArrayPool<float>.Shared.Return(distances);
        }
    }

    private void Count(int i, ReadOnlySpan<int> neighbors, in ClassTask task)
    {
        (counts[i], nearest[i]) = (0, -1);
        foreach (var neighbor in neighbors)
        {
            if (task.Original.Labels[neighbor] != task.Label)
            {
                nearest[i] = counts[i] == 0 ? neighbor : nearest[i];
                counts[i]++;
            }
        }
    }
}
