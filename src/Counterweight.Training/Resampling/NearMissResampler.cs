using Counterweight.Resampling.Under;
using Counterweight.Training.Data;

namespace Counterweight.Training.Resampling;

/// <summary>Keeps rows that are near the minority: see <see cref="NearMiss"/>.</summary>
public sealed record NearMissResampler : UnderResampler
{
    /// <summary>Which of the three rules.</summary>
    public NearMissVersion Version { get; init; } = NearMissVersion.One;

    /// <summary>Rows of the minority whose distances count, at least 1.</summary>
    public int NeighborCount { get; init; } = 3;

    /// <summary>Of the third rule: rows kept near each row of the minority, at least 1.</summary>
    public int CandidateCount { get; init; } = 3;

    private protected override int[] Rows(Dataset data, ulong seed, CancellationToken cancellation) =>
        NearMiss.Select(Points(data), Version, Strategy, NeighborCount, CandidateCount, DegreeOfParallelism);
}
