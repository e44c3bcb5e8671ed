namespace Counterweight.Resampling.Under;

/// <summary>Edits with one neighbor, then the rows that stay with two, and so on up to k.</summary>
/// <remarks>
/// It also stops after a round that leaves a class without rows or, unless that is allowed, with fewer than the minority had at first. The method is known as all-kNN.
/// Source: I. Tomek, An Experiment with the Edited Nearest-Neighbor Rule, IEEE Transactions on Systems, Man, and Cybernetics 6, 1976.
/// </remarks>
public static class AllKNearestNeighbors
{
    /// <summary>Writes the rows that stay.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="destination">One element a row: the rows that stay in ascending order, then −1.</param>
    /// <param name="strategy">The classes that may lose rows; by default all but the minority, which is found once.</param>
    /// <param name="neighborCount">Neighbors that vote in the last round, at least 1.</param>
    /// <param name="vote">When they vote to keep a row.</param>
    /// <param name="mayFallBelow">Whether rounds go on when a class has fewer rows than the minority had at first.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included. Rents its memory.</param>
    /// <returns>How many rows stay.</returns>
    /// <exception cref="ArgumentException">The destination has another length, memory overlaps, or the strategy names no classes. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range, or a value is refused by the search of neighbors. Nothing has been written.</exception>
    public static int Select(
        LabeledRows data, Span<int> destination, SamplingStrategy strategy = default, int neighborCount = 3, NeighborVote vote = NeighborVote.All, bool mayFallBelow = false, int degreeOfParallelism = 1)
    {
        EditingRounds.Check(in data, destination, neighborCount, vote, degreeOfParallelism);
        return new EditingRounds(vote, mayFallBelow).Run(in data, destination, strategy, (1, neighborCount), neighborCount, degreeOfParallelism);
    }

    /// <summary>The rows that stay, in ascending order.</summary>
    /// <inheritdoc cref="Select(LabeledRows, Span{int}, SamplingStrategy, int, NeighborVote, bool, int)"/>
    /// <returns>The rows.</returns>
    public static int[] Select(
        LabeledRows data, SamplingStrategy strategy = default, int neighborCount = 3, NeighborVote vote = NeighborVote.All, bool mayFallBelow = false, int degreeOfParallelism = 1)
    {
        var rows = new int[data.RowCount];
        return rows[..Select(data, rows, strategy, neighborCount, vote, mayFallBelow, degreeOfParallelism)];
    }
}
