using Counterweight.Resampling.Under;
using Counterweight.Training.Data;

namespace Counterweight.Training.Resampling;

/// <summary>Drops such rows until none is left: see <see cref="RepeatedEditedNearestNeighbors"/>.</summary>
public sealed record RepeatedEditedNearestNeighborsResampler : UnderResampler
{
    /// <summary>Neighbors that vote, at least 1.</summary>
    public int NeighborCount { get; init; } = 3;

    /// <summary>When the neighbors of a row vote to keep it.</summary>
    public NeighborVote Vote { get; init; } = NeighborVote.All;

    /// <summary>Most rounds, at least 1.</summary>
    public int MaxRounds { get; init; } = 100;

    private protected override int[] Rows(Dataset data, ulong seed, CancellationToken cancellation) =>
        RepeatedEditedNearestNeighbors.Select(Points(data), Strategy, NeighborCount, Vote, MaxRounds, DegreeOfParallelism);
}
