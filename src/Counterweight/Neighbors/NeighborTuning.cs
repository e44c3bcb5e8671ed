namespace Counterweight.Neighbors;

/// <summary>Numbers of the searches of neighbors that were chosen for speed. None changes a bit.</summary>
internal static class NeighborTuning
{
    /// <summary>Queries of a work item: a multiple of the queries of a tile.</summary>
    /// <remarks>Chosen, not measured. Benchmark: nearest-neighbors.</remarks>
    public const int QueriesPerItem = 64;

    /// <summary>Bytes of grid points that the queries of an item pass over before the next ones: they stay in the first cache.</summary>
    /// <remarks>Chosen, not measured. Benchmark: nearest-neighbors.</remarks>
    public const int TileBytes = 224 * 1024;

    /// <summary>Candidates below which no grid is made.</summary>
    /// <remarks>Chosen, not measured. Benchmark: nearest-neighbors.</remarks>
    public const int LeastGridCandidates = 64;
}
