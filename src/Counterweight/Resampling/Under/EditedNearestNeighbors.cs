using Counterweight.Core.Checks;

namespace Counterweight.Resampling.Under;

/// <summary>Drops rows against which their nearest neighbors vote.</summary>
/// <remarks>
/// A row is never its own neighbor, though it has duplicates, which are. Of fewer rows than neighbors and one, all others are neighbors; a
/// single row stays. Rows of equal distance are ordered by number.
/// Source: D. L. Wilson, Asymptotic Properties of Nearest Neighbor Rules Using Edited Data, IEEE Transactions on Systems, Man, and
/// Cybernetics 2, 1972; the vote of all is imbalanced-learn's.
/// </remarks>
public static class EditedNearestNeighbors
{
    /// <summary>Writes the rows that stay, of rows with their features.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="destination">One element a row: the rows that stay in ascending order, then −1.</param>
    /// <param name="strategy">The classes that may lose rows; by default all but the minority.</param>
    /// <param name="neighborCount">Neighbors that vote, at least 1.</param>
    /// <param name="vote">When they vote to keep a row.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included. Rents its memory.</param>
    /// <returns>How many rows stay.</returns>
    /// <exception cref="ArgumentException">The destination has another length, memory overlaps, or the strategy names no classes. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range, or a value is refused by the search of neighbors. Nothing has been written.</exception>
    public static int Select(LabeledRows data, Span<int> destination, SamplingStrategy strategy = default, int neighborCount = 3, NeighborVote vote = NeighborVote.All, int degreeOfParallelism = 1)
    {
        Guard.AtLeast(neighborCount, 1);
        UnderChecks.Vote(vote);
        Guard.DegreeOfParallelism(degreeOfParallelism);
        UnderChecks.Destination(destination, in data);
        using var plan = ClassPlan.OfChosen(data.Labels, strategy);
        using var found = Neighborhood.OfAll(in data, neighborCount, degreeOfParallelism);
        VoteLoop.Mark(found.Rows, found.Count, data.Labels, plan.Chosen, vote, destination);
        return VoteLoop.Compact(destination);
    }

    /// <summary>The rows that stay, in ascending order.</summary>
    /// <inheritdoc cref="Select(LabeledRows, Span{int}, SamplingStrategy, int, NeighborVote, int)"/>
    /// <returns>The rows.</returns>
    public static int[] Select(LabeledRows data, SamplingStrategy strategy = default, int neighborCount = 3, NeighborVote vote = NeighborVote.All, int degreeOfParallelism = 1)
    {
        var rows = new int[data.RowCount];
        return rows[..Select(data, rows, strategy, neighborCount, vote, degreeOfParallelism)];
    }

    /// <summary>Writes the rows that stay, given the neighbors of each.</summary>
    /// <param name="neighbors">Row r's from r · (neighbors/rows) on, as many for each row, in [0, rows).</param>
    /// <param name="labels">One class a row, in [0, 2²⁰).</param>
    /// <param name="destination">One element a row: the rows that stay in ascending order, then −1.</param>
    /// <param name="strategy">The classes that may lose rows; by default all but the minority.</param>
    /// <param name="vote">When neighbors vote to keep a row.</param>
    /// <returns>How many rows stay.</returns>
    /// <exception cref="ArgumentException">A length is wrong, memory overlaps, or the strategy names no classes. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label, a neighbor or the vote is outside its range. Nothing has been written.</exception>
    public static int FromNeighbors(ReadOnlySpan<int> neighbors, ReadOnlySpan<int> labels, Span<int> destination, SamplingStrategy strategy = default, NeighborVote vote = NeighborVote.All)
    {
        UnderChecks.Vote(vote);
        var count = UnderChecks.Neighbors(neighbors, labels, destination, nameof(neighbors));
        using var plan = ClassPlan.OfChosen(labels, strategy);
        VoteLoop.Mark(neighbors, count, labels, plan.Chosen, vote, destination);
        return VoteLoop.Compact(destination);
    }
}
