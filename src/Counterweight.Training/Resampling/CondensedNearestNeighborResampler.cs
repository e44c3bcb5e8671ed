using Counterweight.Resampling.Under;
using Counterweight.Training.Data;

namespace Counterweight.Training.Resampling;

/// <summary>Keeps rows by which the others are told: see <see cref="CondensedNearestNeighbor"/>.</summary>
public sealed record CondensedNearestNeighborResampler : UnderResampler
{
    /// <summary>Most passes over the rows, at least 1.</summary>
    public int MaxPasses { get; init; } = int.MaxValue;

    private protected override int[] Rows(Dataset data, ulong seed, CancellationToken cancellation) =>
        CondensedNearestNeighbor.Select(Points(data), Stream(seed), Strategy, MaxPasses, DegreeOfParallelism);
}
