using Counterweight.Resampling.Under;
using Counterweight.Training.Data;

namespace Counterweight.Training.Resampling;

/// <summary>Drops rows against which their neighbors vote: see <see cref="EditedNearestNeighbors"/>.</summary>
public sealed record EditedNearestNeighborsResampler : UnderResampler
{
    /// <summary>Neighbors that vote, at least 1.</summary>
    public int NeighborCount { get; init; } = 3;

    /// <summary>When the neighbors of a row vote to keep it.</summary>
    public NeighborVote Vote { get; init; } = NeighborVote.All;

    private protected override int[] Rows(Dataset data, ulong seed, CancellationToken cancellation) =>
        EditedNearestNeighbors.Select(Points(data), Strategy, NeighborCount, Vote, DegreeOfParallelism);
}
