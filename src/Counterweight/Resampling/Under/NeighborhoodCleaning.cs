using Counterweight.Core.Checks;

namespace Counterweight.Resampling.Under;

/// <summary>
/// Drops what <see cref="EditedNearestNeighbors"/> drops by the vote of the mode, and beside it the neighbors, of classes that are
/// not too small, of each row of the minority against which its neighbors vote.
/// </summary>
/// <remarks>
/// Neighbors are those of all rows, before any goes. imbalanced-learn 0.10 compares the size of a class with a share of all rows, where
/// the paper has a share of the minority, and takes its vote of all as whether all labels of neighbors differ from 0.
/// Source: J. Laurikkala, Improving Identification of Difficult Small Classes by Balancing Class Distribution, 2001, section 3.
/// </remarks>
public static class NeighborhoodCleaning
{
    /// <summary>Writes the rows that stay, of rows with their features.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="destination">One element a row: the rows that stay in ascending order, then −1.</param>
    /// <param name="strategy">The classes that may lose rows; by default all but the minority.</param>
    /// <param name="neighborCount">Neighbors that vote, at least 1.</param>
    /// <param name="vote">When the neighbors of a row of the minority are left alone.</param>
    /// <param name="leastShare">Neighbors go whose class has at least so many rows for each row of the minority; finite and at least 0, in the paper 0.5.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included. Rents its memory.</param>
    /// <returns>How many rows stay.</returns>
    /// <exception cref="ArgumentException">The destination has another length, memory overlaps, or the strategy names no classes. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range, or a value is refused by the search of neighbors. Nothing has been written.</exception>
    public static int Select(
        LabeledRows data, Span<int> destination, SamplingStrategy strategy = default, int neighborCount = 3, NeighborVote vote = NeighborVote.Mode, double leastShare = 0.5, int degreeOfParallelism = 1)
    {
        Guard.AtLeast(neighborCount, 1);
        Check(vote, leastShare);
        Guard.DegreeOfParallelism(degreeOfParallelism);
        UnderChecks.Destination(destination, in data);
        using var plan = ClassPlan.OfChosen(data.Labels, strategy);
        using var found = Neighborhood.OfAll(in data, neighborCount, degreeOfParallelism);
        return Clean(found.Rows, found.Count, data.Labels, in plan, vote, leastShare, destination);
    }

    /// <summary>The rows that stay, in ascending order.</summary>
    /// <inheritdoc cref="Select(LabeledRows, Span{int}, SamplingStrategy, int, NeighborVote, double, int)"/>
    /// <returns>The rows.</returns>
    public static int[] Select(LabeledRows data, SamplingStrategy strategy = default, int neighborCount = 3, NeighborVote vote = NeighborVote.Mode, double leastShare = 0.5, int degreeOfParallelism = 1)
    {
        var rows = new int[data.RowCount];
        return rows[..Select(data, rows, strategy, neighborCount, vote, leastShare, degreeOfParallelism)];
    }

    /// <summary>Writes the rows that stay, given the neighbors of each.</summary>
    /// <param name="neighbors">Row r's from r · (neighbors/rows) on, as many for each row, in [0, rows).</param>
    /// <param name="labels">One class a row, in [0, 2²⁰).</param>
    /// <param name="destination">One element a row: the rows that stay in ascending order, then −1.</param>
    /// <param name="strategy">The classes that may lose rows; by default all but the minority.</param>
    /// <param name="vote">When the neighbors of a row of the minority are left alone.</param>
    /// <param name="leastShare">Neighbors go whose class has at least so many rows for each row of the minority; finite and at least 0, in the paper 0.5.</param>
    /// <returns>How many rows stay.</returns>
    /// <exception cref="ArgumentException">A length is wrong, memory overlaps, or the strategy names no classes. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label, a neighbor or a parameter is outside its range. Nothing has been written.</exception>
    public static int FromNeighbors(
        ReadOnlySpan<int> neighbors, ReadOnlySpan<int> labels, Span<int> destination, SamplingStrategy strategy = default, NeighborVote vote = NeighborVote.Mode, double leastShare = 0.5)
    {
        Check(vote, leastShare);
        var count = UnderChecks.Neighbors(neighbors, labels, destination, nameof(neighbors));
        using var plan = ClassPlan.OfChosen(labels, strategy);
        return Clean(neighbors, count, labels, in plan, vote, leastShare, destination);
    }

    private static int Clean(ReadOnlySpan<int> neighbors, int count, ReadOnlySpan<int> labels, in ClassPlan plan, NeighborVote vote, double leastShare, Span<int> destination)
    {
        var minority = plan.Minority;
        VoteLoop.Mark(neighbors, count, labels, plan.Chosen, NeighborVote.Mode, destination);
        for (var c = 0; c < plan.Chosen.Length; c++)
        {
            plan.Chosen[c] &= c != minority && plan.Counts[c] >= leastShare * plan.Counts[minority];
        }

        VoteLoop.MarkNeighbors(neighbors, count, labels, plan.Chosen, minority, vote, destination);
        return VoteLoop.Compact(destination);
    }

    private static void Check(NeighborVote vote, double leastShare)
    {
        UnderChecks.Vote(vote);
        Guard.Parameter(double.IsFinite(leastShare) && leastShare >= 0, leastShare, nameof(leastShare), "be finite and at least 0");
    }
}
