using Counterweight.Resampling.Under;
using Counterweight.Training.Data;

namespace Counterweight.Training.Resampling;

/// <summary>Cleans the neighborhood of the minority: see <see cref="NeighborhoodCleaning"/>.</summary>
public sealed record NeighborhoodCleaningResampler : UnderResampler
{
    /// <summary>Neighbors that vote, at least 1.</summary>
    public int NeighborCount { get; init; } = 3;

    /// <summary>When the neighbors of a row vote to keep it.</summary>
    public NeighborVote Vote { get; init; } = NeighborVote.Mode;

    /// <summary>The least size of a class that is cleaned, as a share of the minority, at least 0.</summary>
    public double LeastShare { get; init; } = 0.5;

    private protected override int[] Rows(Dataset data, ulong seed, CancellationToken cancellation) =>
        NeighborhoodCleaning.Select(Points(data), Strategy, NeighborCount, Vote, LeastShare, DegreeOfParallelism);
}
