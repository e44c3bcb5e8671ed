using Counterweight.Resampling.Under;
using Counterweight.Training.Data;

namespace Counterweight.Training.Resampling;

/// <summary>Drops such rows with one neighbor more in every round: see <see cref="AllKNearestNeighbors"/>.</summary>
public sealed record AllKNearestNeighborsResampler : UnderResampler
{
    /// <summary>Neighbors that vote, at least 1.</summary>
    public int NeighborCount { get; init; } = 3;

    /// <summary>When the neighbors of a row vote to keep it.</summary>
    public NeighborVote Vote { get; init; } = NeighborVote.All;

    /// <summary>Whether a class may come to have fewer rows than the minority.</summary>
    public bool MayFallBelow { get; init; }

    private protected override int[] Rows(Dataset data, ulong seed, CancellationToken cancellation) =>
        AllKNearestNeighbors.Select(Points(data), Strategy, NeighborCount, Vote, MayFallBelow, DegreeOfParallelism);
}
