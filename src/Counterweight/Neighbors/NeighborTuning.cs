namespace Counterweight.Neighbors;

/// <summary>Numbers of the searches of neighbors that were chosen for speed. None changes a bit.</summary>
internal static class NeighborTuning
{
    /// <summary>Queries of a work item: a multiple of the queries of a tile.</summary>
    /// <remarks>Chosen, not measured. Benchmark: nearest-neighbors.</remarks>
    public const int QueriesPerItem = 64;

    /// <summary>Bytes of grid points that the queries of an item pass over before the next ones: they stay in the first cache.</summary>
    /// <remarks>Chosen, not measured. Benchmark: nearest-neighbors.</remarks>
    public const int TileBytes = 32 * 1024;

    /// <summary>Candidates that queries without a grid pass over before the next ones.</summary>
    /// <remarks>Chosen, not measured. Benchmark: nearest-neighbors.</remarks>
    public const int CandidatesPerTile = 256;

    /// <summary>Candidates for each of which one is looked at first, to begin with a bound.</summary>
    /// <remarks>Chosen, not measured. Benchmark: nearest-neighbors.</remarks>
    public const int CandidatesPerSeed = 16;

    /// <summary>Candidates below which no grid is made.</summary>
    /// <remarks>Chosen, not measured. Benchmark: nearest-neighbors.</remarks>
    public const int LeastGridCandidates = 64;
}
