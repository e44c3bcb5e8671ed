using System.Buffers;
using Counterweight.Core.Checks;
using Counterweight.Randomness;

namespace Counterweight.Resampling.Under;

/// <summary>Keeps a set of rows by which every other row is recognized: the nearest row of the set is of its class.</summary>
/// <remarks>
/// The set begins with the rows of the classes that lose none, in ascending order, and with the seeds. Rows of the other classes are looked at
/// in ascending order; one that is not recognized by the set so far joins it. This is repeated until a pass adds none, or for a number of
/// passes. Of rows of the set that are as far away the one counts that joined first; so a row that equals one of another class may
/// stay unrecognized. imbalanced-learn 0.10 makes one pass, a class at a time beside the minority.
/// Source: P. E. Hart, The Condensed Nearest Neighbor Rule, IEEE Transactions on Information Theory 14, 1968.
/// </remarks>
public static class CondensedNearestNeighbor
{
    /// <summary>Writes the rows of the set, which begins with a row drawn of each class that may lose rows.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="destination">One element a row: the rows that stay in ascending order, then −1.</param>
    /// <param name="stream">The draws: of class c the row at place <see cref="RandomStream.Below"/>(c, rows of c) among its rows.</param>
    /// <param name="strategy">The classes that may lose rows; by default all but the minority.</param>
    /// <param name="maxPasses">Passes at most, at least 1.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included. Rents its memory.</param>
    /// <returns>How many rows stay.</returns>
    /// <exception cref="ArgumentException">The destination has another length, memory overlaps, or the strategy names no classes. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range, or a value is refused by the search of neighbors. Nothing has been written.</exception>
    public static int Select(LabeledPoints data, Span<int> destination, RandomStream stream, SamplingStrategy strategy = default, int maxPasses = int.MaxValue, int degreeOfParallelism = 1)
    {
        Check(in data, destination, maxPasses, degreeOfParallelism);
        using var plan = ClassPlan.OfChosen(data.Labels, strategy);
        using var rows = new RowsByClass(data.Labels, in plan);
        var seeds = Seeds.Rent(in plan);
        try
        {
            return Condense(in data, in plan, seeds.AsSpan(0, Seeds.Draw(in plan, in rows, stream, seeds)), destination, maxPasses, degreeOfParallelism);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(seeds);
        }
    }

    /// <summary>The rows of the set, in ascending order.</summary>
    /// <inheritdoc cref="Select(LabeledPoints, Span{int}, RandomStream, SamplingStrategy, int, int)"/>
    /// <returns>The rows.</returns>
    public static int[] Select(LabeledPoints data, RandomStream stream, SamplingStrategy strategy = default, int maxPasses = int.MaxValue, int degreeOfParallelism = 1)
    {
        var rows = new int[data.RowCount];
        return rows[..Select(data, rows, stream, strategy, maxPasses, degreeOfParallelism)];
    }

    /// <summary>Writes the rows of the set, which begins with given rows.</summary>
    /// <param name="data">The rows.</param>
    /// <param name="seeds">Rows of classes that may lose rows; there need be none.</param>
    /// <param name="destination">One element a row: the rows that stay in ascending order, then −1.</param>
    /// <param name="strategy">The classes that may lose rows; by default all but the minority.</param>
    /// <param name="maxPasses">Passes at most, at least 1.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included. Rents its memory.</param>
    /// <returns>How many rows stay.</returns>
    /// <exception cref="ArgumentException">A seed is of a class that loses none, the destination has another length, memory overlaps, or the strategy names no classes. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range, or a value is refused by the search of neighbors. Nothing has been written.</exception>
    public static int FromSeeds(LabeledPoints data, ReadOnlySpan<int> seeds, Span<int> destination, SamplingStrategy strategy = default, int maxPasses = int.MaxValue, int degreeOfParallelism = 1)
    {
        Check(in data, destination, maxPasses, degreeOfParallelism);
        Guard.Disjoint<int, int>(destination, seeds, nameof(destination), nameof(seeds));
        using var plan = ClassPlan.OfChosen(data.Labels, strategy);
        Seeds.Check(seeds, data.Labels, in plan);
        return Condense(in data, in plan, seeds, destination, maxPasses, degreeOfParallelism);
    }

    private static void Check(in LabeledPoints data, Span<int> destination, int maxPasses, int degreeOfParallelism)
    {
        Guard.AtLeast(maxPasses, 1);
        Guard.DegreeOfParallelism(degreeOfParallelism);
        UnderChecks.DestinationAndPoints(destination, in data);
    }

    private static int Condense(in LabeledPoints data, in ClassPlan plan, ReadOnlySpan<int> seeds, Span<int> destination, int maxPasses, int degreeOfParallelism)
    {
        using var set = new CondensedSet(data, plan.Chosen, seeds, degreeOfParallelism);
        for (var pass = 0; pass < maxPasses && set.Pass() > 0; pass++)
        {
        }

        set.Marks.CopyTo(destination);
        return VoteLoop.Compact(destination);
    }
}
