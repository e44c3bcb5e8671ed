namespace Counterweight.Neighbors;

/// <summary>Four queries, and as many candidates as they pass over together.</summary>
internal static class GridTile
{
    /// <summary>Queries.</summary>
    public const int Queries = 4;

    /// <summary>The most candidates.</summary>
    public const int MostRows = 4096;

    /// <summary>Candidates, in whole granules.</summary>
    public static nint Rows(nint pairs) =>
        Math.Clamp(NeighborTuning.TileBytes / (pairs * sizeof(int)) / GridCandidates.Granule, 1, MostRows / GridCandidates.Granule) * GridCandidates.Granule;
}
