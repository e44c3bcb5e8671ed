using System.Buffers;
using Counterweight.Core.Checks;

namespace Counterweight.Resampling.Under;

/// <summary>Rounds of editing, each on the rows that the one before has left.</summary>
/// <param name="vote">When neighbors vote to keep a row.</param>
/// <param name="mayFallBelow">Whether to go on where a class has fewer rows than the minority had at first.</param>
internal readonly struct EditingRounds(NeighborVote vote, bool mayFallBelow)
{
    /// <summary>What both methods check before they read a row.</summary>
    public static void Check(in LabeledRows data, Span<int> destination, int neighborCount, NeighborVote vote, int degreeOfParallelism)
    {
        Guard.AtLeast(neighborCount, 1);
        UnderChecks.Vote(vote);
        Guard.DegreeOfParallelism(degreeOfParallelism);
        UnderChecks.Destination(destination, in data);
    }

    /// <summary>Runs rounds with ever more neighbors, from the first number to the last by one.</summary>
    public int Run(in LabeledRows data, Span<int> destination, SamplingStrategy strategy, (int First, int Last) neighborCounts, int maxRounds, int degreeOfParallelism)
    {
        using var plan = ClassPlan.OfChosen(data.Labels, strategy);
        var (first, last) = (Math.Min(neighborCounts.First, data.RowCount - 1), Math.Min(neighborCounts.Last, data.RowCount - 1));
        if (last < 1)
        {
            destination.Clear();
            return VoteLoop.Compact(destination);
        }

        using var neighborhood = new ShrinkingNeighborhood(data, last, degreeOfParallelism);
        var nearest = ArrayPool<int>.Shared.Rent(checked(data.RowCount * last));
        var left = plan.Others;
        plan.Counts.CopyTo(left);
        destination.Clear();
        for (var (round, count) = (0, first); round < maxRounds && MayGoOn(in plan, left); round++, count = Math.Min(count + 1, last))
        {
            var found = neighborhood.Find(destination, count, nearest);
            var gone = found < 1 ? 0 : VoteLoop.MarkMore(nearest, found, data.Labels, plan.Chosen, vote, left, destination);
            if (gone == 0 && count == last)
            {
                break;
            }
        }

        ArrayPool<int>.Shared.Return(nearest);
        return VoteLoop.Compact(destination);
    }

    private bool MayGoOn(in ClassPlan plan, ReadOnlySpan<long> left)
    {
        var minority = plan.Minority;
        for (var c = 0; c < left.Length; c++)
        {
            if (plan.Counts[c] > 0 && (left[c] == 0 || (!mayFallBelow && c != minority && left[c] < plan.Counts[minority])))
            {
                return false;
            }
        }

        return true;
    }
}
