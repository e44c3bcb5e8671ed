using System.Buffers;
using Counterweight.Core.Checks;

namespace Counterweight.Resampling.Under;

/// <summary>Keeps, of each class, rows by their distances from the minority, as many as a strategy says.</summary>
/// <remarks>
/// Averages are of distances, not squared, summed in double; of equal ones the lower rows stay. Of fewer rows of the minority than neighbors
/// all are taken. Version three keeps fewer rows than the strategy says where fewer are near the minority.
/// Source: J. Zhang, I. Mani, kNN Approach to Unbalanced Data Distributions: A Case Study Involving Information Extraction, 2003.
/// </remarks>
public static class NearMiss
{
    /// <summary>Distances that are held at a time where all of the minority are needed.</summary>
    private const int DistancesAtOnce = 1 << 22;

    /// <summary>Writes the rows that stay.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="destination">One element a row: the rows that stay in ascending order, then −1.</param>
    /// <param name="version">Which rows are kept.</param>
    /// <param name="strategy">Rows of each class; by default all have those of the minority.</param>
    /// <param name="neighborCount">Rows of the minority whose distances are averaged, at least 1.</param>
    /// <param name="candidateCount">Version three: nearest rows of a class to a row of the minority that may stay, at least 1.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included. Rents its memory.</param>
    /// <returns>How many rows stay.</returns>
    /// <exception cref="ArgumentException">The destination has another length, memory overlaps, or the strategy does not fit the rows. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range, or a value is refused by the search of neighbors. Nothing has been written.</exception>
    public static int Select(
        LabeledPoints data, Span<int> destination, NearMissVersion version = NearMissVersion.One, SamplingStrategy strategy = default, int neighborCount = 3, int candidateCount = 3, int degreeOfParallelism = 1)
    {
        if (version is not (NearMissVersion.One or NearMissVersion.Two or NearMissVersion.Three))
        {
            throw new ArgumentOutOfRangeException(nameof(version), version, Guard.Text($"version is {version}; it must be One, Two or Three."));
        }

        Guard.AtLeast(neighborCount, 1);
        Guard.AtLeast(candidateCount, 1);
        Guard.DegreeOfParallelism(degreeOfParallelism);
        UnderChecks.DestinationAndPoints(destination, in data);
        using var plan = ClassPlan.OfTargets(data.Labels, strategy);
        using var rows = new RowsByClass(data.Labels, in plan);
        var rented = ArrayPool<double>.Shared.Rent(checked(2 * data.RowCount));
        var nears = ArrayPool<bool>.Shared.Rent(data.RowCount);
        try
        {
            var values = rented.AsSpan(0, data.RowCount);
            var isNear = nears.AsSpan(0, data.RowCount);
            isNear.Fill(version != NearMissVersion.Three);
            var minority = plan.Minority;
            using var candidates = PointSubset.Of(in data, minority < 0 ? [] : rows.Of(minority));
            for (var c = 0; c < plan.Chosen.Length; c++)
            {
                if (plan.Chosen[c])
                {
                    if (version == NearMissVersion.Three)
                    {
                        FindNear(in data, candidates.Points, rows.Of(c), candidateCount, isNear, degreeOfParallelism);
                    }

                    Average(in data, candidates.Points, rows.Of(c), version, neighborCount, values, degreeOfParallelism);
                }
            }

            // Nothing is written before all searches have read and accepted their rows.
            for (var row = 0; row < destination.Length; row++)
            {
                destination[row] = plan.Chosen[data.Labels[row]] && !isNear[row] ? VoteLoop.Dropped : 0;
            }

            for (var c = 0; c < plan.Chosen.Length; c++)
            {
                RankLoop.Mark(rows.Of(c), values, plan.Targets[c], destination, rented.AsSpan(data.RowCount));
            }

            return VoteLoop.Compact(destination);
        }
        finally
        {
            ArrayPool<double>.Shared.Return(rented);
            ArrayPool<bool>.Shared.Return(nears);
        }
    }

    /// <summary>The rows that stay, in ascending order.</summary>
    /// <inheritdoc cref="Select(LabeledPoints, Span{int}, NearMissVersion, SamplingStrategy, int, int, int)"/>
    /// <returns>The rows.</returns>
    public static int[] Select(
        LabeledPoints data, NearMissVersion version = NearMissVersion.One, SamplingStrategy strategy = default, int neighborCount = 3, int candidateCount = 3, int degreeOfParallelism = 1)
    {
        var rows = new int[data.RowCount];
        return rows[..Select(data, rows, version, strategy, neighborCount, candidateCount, degreeOfParallelism)];
    }

    private static void FindNear(in LabeledPoints data, ReadOnlySpan<float> minority, ReadOnlySpan<int> rows, int most, Span<bool> isNear, int degreeOfParallelism)
    {
        using var points = PointSubset.Of(in data, rows);
        using var found = Neighborhood.Of(points.Points, minority, most, in data, degreeOfParallelism);
        foreach (var place in found.Rows)
        {
            isNear[rows[place]] = true;
        }
    }

    /// <summary>Sums of distances, which are in the order of averages; version three's are negative, since it keeps the greatest.</summary>
    private static void Average(in LabeledPoints data, ReadOnlySpan<float> minority, ReadOnlySpan<int> rows, NearMissVersion version, int neighborCount, Span<double> values, int degreeOfParallelism)
    {
        var count = minority.Length / data.FeatureCount;
        var searched = version == NearMissVersion.Two ? count : Math.Min(neighborCount, count);
        var atOnce = Math.Max(1, DistancesAtOnce / Math.Max(1, searched));
        for (var start = 0; start < rows.Length; start += atOnce)
        {
            var here = rows.Slice(start, Math.Min(atOnce, rows.Length - start));
            using var queries = PointSubset.Of(in data, here);
            using var found = Neighborhood.Of(minority, queries.Points, searched, in data, degreeOfParallelism);
            for (var q = 0; q < here.Length; q++)
            {
                var sum = 0.0;
                var distances = found.SquaredDistances.Slice(q * found.Count, found.Count);
                foreach (var squared in distances[^Math.Min(neighborCount, distances.Length)..])
                {
                    sum += Math.Sqrt(squared);
                }

                values[here[q]] = version == NearMissVersion.Three ? -sum : sum;
            }
        }
    }
}
