namespace Counterweight.Neighbors;

/// <summary>Numbers of the searches of neighbors that were chosen for speed. None changes a bit.</summary>
internal static class NeighborTuning
{
    /// <summary>Queries of a work item.</summary>
    /// <remarks>Chosen, not measured. Benchmark: nearest-neighbors.</remarks>
    public const int QueriesPerItem = 32;

    /// <summary>Candidates that the queries of an item pass over before the next ones: these rows stay in the second cache.</summary>
    /// <remarks>Chosen, not measured. Benchmark: nearest-neighbors.</remarks>
    public const int CandidatesPerTile = 512;
}
