namespace Counterweight.Neighbors;

/// <summary>Numbers of the searches of neighbors that were chosen for speed. None changes a bit.</summary>
internal static class NeighborTuning
{
    /// <summary>Queries of a work item: a multiple of the queries of a tile.</summary>
    /// <remarks>Chosen, not measured. Benchmark: nearest-neighbors.</remarks>
    public const int QueriesPerItem = 60;

    /// <summary>Bytes of grid points that the queries of an item pass over before the next ones: they stay in the second cache.</summary>
    /// <remarks>
    /// On Zen 5, 512 bits, 10,000 points of 28 features among themselves, 448 KiB took 0.85 of the time of 120 KiB and 0.95 of
    /// that of 224 KiB, when four queries made a tile: of more candidates at a time fewer pass. Benchmark: nearest-neighbors.
    /// </remarks>
    public const int TileBytes = 448 * 1024;

    /// <summary>Candidates below which no grid is made.</summary>
    /// <remarks>Chosen, not measured. Benchmark: nearest-neighbors.</remarks>
    public const int LeastGridCandidates = 64;
}
