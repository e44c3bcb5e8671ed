using System.Buffers;
using Counterweight.Core.Checks;
using Counterweight.Randomness;

namespace Counterweight.Resampling.Under;

/// <summary>Drops rows that the minority and a seed of their class suffice to recognize, then those of Tomek links among the rest.</summary>
/// <remarks>
/// Of each class that may lose rows, but the minority, a row stays if its nearest row among the minority and the seeds of its class is of the
/// minority; the minority counts before the seeds where they are as far away. Seeds stay. Links are then those among all rows that are left.
/// Source: M. Kubat, S. Matwin, Addressing the Curse of Imbalanced Training Sets: One-Sided Selection, 1997; of several
/// classes each beside the minority, as imbalanced-learn does.
/// </remarks>
public static class OneSidedSelection
{
    /// <summary>Writes the rows that stay, with a seed drawn of each class that may lose rows.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="destination">One element a row: the rows that stay in ascending order, then −1.</param>
    /// <param name="stream">The draws: of class c the row at place <see cref="RandomStream.Below"/>(c, rows of c) among its rows.</param>
    /// <param name="strategy">The classes that may lose rows; by default all but the minority.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included. Rents its memory.</param>
    /// <returns>How many rows stay.</returns>
    /// <exception cref="ArgumentException">The destination has another length, memory overlaps, or the strategy names no classes. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is refused by the search of neighbors, or the degree of parallelism is below 1. Nothing has been written.</exception>
    public static int Select(LabeledPoints data, Span<int> destination, RandomStream stream, SamplingStrategy strategy = default, int degreeOfParallelism = 1)
    {
        Guard.DegreeOfParallelism(degreeOfParallelism);
        UnderChecks.DestinationAndPoints(destination, in data);
        using var plan = ClassPlan.OfChosen(data.Labels, strategy);
        using var rows = new RowsByClass(data.Labels, in plan);
        var seeds = Seeds.Rent(in plan);
        try
        {
            return Run(in data, in plan, in rows, seeds.AsSpan(0, Seeds.Draw(in plan, in rows, stream, seeds)), destination, degreeOfParallelism);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(seeds);
        }
    }

    /// <summary>The rows that stay, in ascending order.</summary>
    /// <inheritdoc cref="Select(LabeledPoints, Span{int}, RandomStream, SamplingStrategy, int)"/>
    /// <returns>The rows.</returns>
    public static int[] Select(LabeledPoints data, RandomStream stream, SamplingStrategy strategy = default, int degreeOfParallelism = 1)
    {
        var rows = new int[data.RowCount];
        return rows[..Select(data, rows, stream, strategy, degreeOfParallelism)];
    }

    /// <summary>Writes the rows that stay, with given seeds.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="seeds">Rows of classes that may lose rows; a class without a seed loses none but by links.</param>
    /// <param name="destination">One element a row: the rows that stay in ascending order, then −1.</param>
    /// <param name="strategy">The classes that may lose rows; by default all but the minority.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included. Rents its memory.</param>
    /// <returns>How many rows stay.</returns>
    /// <exception cref="ArgumentException">A seed is of a class that loses none, the destination has another length, memory overlaps, or the strategy names no classes. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range, or a value is refused by the search of neighbors. Nothing has been written.</exception>
    public static int FromSeeds(LabeledPoints data, ReadOnlySpan<int> seeds, Span<int> destination, SamplingStrategy strategy = default, int degreeOfParallelism = 1)
    {
        Guard.DegreeOfParallelism(degreeOfParallelism);
        UnderChecks.DestinationAndPoints(destination, in data);
        Guard.Disjoint<int, int>(destination, seeds, nameof(destination), nameof(seeds));
        using var plan = ClassPlan.OfChosen(data.Labels, strategy);
        Seeds.Check(seeds, data.Labels, in plan);
        using var rows = new RowsByClass(data.Labels, in plan);
        return Run(in data, in plan, in rows, seeds, destination, degreeOfParallelism);
    }

    private static int Run(in LabeledPoints data, in ClassPlan plan, in RowsByClass rows, ReadOnlySpan<int> seeds, Span<int> destination, int degreeOfParallelism)
    {
        if (data.RowCount == 0)
        {
            return 0;
        }

        var rented = ArrayPool<int>.Shared.Rent(checked(3 * data.RowCount));
        try
        {
            var marks = rented.AsSpan(0, data.RowCount);
            marks.Clear();
            for (var c = 0; c < plan.Chosen.Length; c++)
            {
                if (plan.Chosen[c] && c != plan.Minority)
                {
                    Condense(in data, rows.Of(plan.Minority), rows.Of(c), seeds, marks, degreeOfParallelism);
                }
            }

            var left = marks[..VoteLoop.Compact(marks)];
            return Unlink(in data, in plan, left, rented.AsSpan(data.RowCount, left.Length), rented.AsSpan(data.RowCount + left.Length, left.Length), destination, degreeOfParallelism);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    /// <summary>Marks the rows of a class that are nearest to one of its seeds, and no seed.</summary>
    private static void Condense(in LabeledPoints data, ReadOnlySpan<int> minority, ReadOnlySpan<int> rows, ReadOnlySpan<int> seeds, Span<int> marks, int degreeOfParallelism)
    {
        using var candidates = new PointSubset(in data, checked(minority.Length + seeds.Length));
        foreach (var row in minority)
        {
            candidates.Add(in data, row);
        }

        foreach (var seed in seeds)
        {
            if (data.Labels[seed] == data.Labels[rows[0]])
            {
                candidates.Add(in data, seed);
            }
        }

        using var queries = PointSubset.Of(in data, rows);
        using var found = Neighborhood.Of(candidates.Points, queries.Points, 1, in data, degreeOfParallelism);
        for (var i = 0; i < rows.Length; i++)
        {
            marks[rows[i]] = found.Rows[i] < minority.Length ? 0 : VoteLoop.Dropped;
        }

        foreach (var seed in seeds)
        {
            marks[seed] = 0;
        }
    }

    private static int Unlink(in LabeledPoints data, in ClassPlan plan, ReadOnlySpan<int> left, Span<int> labels, Span<int> links, Span<int> destination, int degreeOfParallelism)
    {
        for (var i = 0; i < left.Length; i++)
        {
            labels[i] = data.Labels[left[i]];
        }

        using var points = PointSubset.Of(in data, left);
        using var found = Neighborhood.OfAll(new LabeledPoints(points.Points, data.FeatureCount, labels) { Metric = data.Metric }, 1, degreeOfParallelism);
        links.Clear();
        if (found.Count > 0)
        {
            VoteLoop.MarkLinks(found.Rows, labels, plan.Chosen, links);
        }

        destination.Fill(VoteLoop.Dropped);
        for (var i = 0; i < left.Length; i++)
        {
            destination[left[i]] = links[i];
        }

        return VoteLoop.Compact(destination);
    }
}
