using Counterweight.Core.Checks;

namespace Counterweight.Resampling.Under;

/// <summary>Drops rows of Tomek links: pairs of rows of two classes, each the other's nearest row.</summary>
/// <remarks>
/// A row that ties with another for nearest is so by the lower number, and a row is never its own neighbor, though it has duplicates:
/// a pair of equal rows of two classes is a link. Of a link the ends of the strategy's classes go: by default those that are not of the
/// minority; with <see cref="SamplingStrategy.All"/> both.
/// Source: I. Tomek, Two Modifications of CNN, IEEE Transactions on Systems, Man, and Cybernetics 6, 1976.
/// </remarks>
public static class TomekLinks
{
    /// <summary>Writes the rows that stay, of rows with their features.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="destination">One element a row: the rows that stay in ascending order, then −1.</param>
    /// <param name="strategy">The classes that may lose rows.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included. Rents its memory.</param>
    /// <returns>How many rows stay.</returns>
    /// <exception cref="ArgumentException">The destination has another length, memory overlaps, or the strategy names no classes. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A value is refused by the search of neighbors, or the degree of parallelism is below 1. Nothing has been written.</exception>
    public static int Select(LabeledRows data, Span<int> destination, SamplingStrategy strategy = default, int degreeOfParallelism = 1)
    {
        Guard.DegreeOfParallelism(degreeOfParallelism);
        UnderChecks.Destination(destination, in data);
        using var plan = ClassPlan.OfChosen(data.Labels, strategy);
        using var found = Neighborhood.OfAll(in data, 1, degreeOfParallelism);
        if (found.Count == 0)
        {
            destination.Clear();
        }
        else
        {
            VoteLoop.MarkLinks(found.Rows, data.Labels, plan.Chosen, destination);
        }

        return VoteLoop.Compact(destination);
    }

    /// <summary>The rows that stay, in ascending order.</summary>
    /// <inheritdoc cref="Select(LabeledRows, Span{int}, SamplingStrategy, int)"/>
    /// <returns>The rows.</returns>
    public static int[] Select(LabeledRows data, SamplingStrategy strategy = default, int degreeOfParallelism = 1)
    {
        var rows = new int[data.RowCount];
        return rows[..Select(data, rows, strategy, degreeOfParallelism)];
    }

    /// <summary>Writes the rows that stay, given the nearest other row of each.</summary>
    /// <param name="nearest">One row a row, in [0, rows).</param>
    /// <param name="labels">One class a row, in [0, 2²⁰).</param>
    /// <param name="destination">One element a row: the rows that stay in ascending order, then −1.</param>
    /// <param name="strategy">The classes that may lose rows.</param>
    /// <returns>How many rows stay.</returns>
    /// <exception cref="ArgumentException">A length is wrong, memory overlaps, or the strategy names no classes. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label or a neighbor is outside its range. Nothing has been written.</exception>
    public static int FromNeighbors(ReadOnlySpan<int> nearest, ReadOnlySpan<int> labels, Span<int> destination, SamplingStrategy strategy = default)
    {
        UnderChecks.Neighbors(nearest, labels, destination, nameof(nearest), 1);
        Guard.SameLength(nearest.Length, labels.Length, nameof(nearest), nameof(labels));
        using var plan = ClassPlan.OfChosen(labels, strategy);
        VoteLoop.MarkLinks(nearest, labels, plan.Chosen, destination);
        return VoteLoop.Compact(destination);
    }
}
