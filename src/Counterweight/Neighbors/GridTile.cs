namespace Counterweight.Neighbors;

/// <summary>Six queries, and as many candidates as they pass over together.</summary>
internal static class GridTile
{
    /// <summary>Queries.</summary>
    public const int Queries = 6;

    /// <summary>Integers of a candidate: half a greatest sum a query, and its place in a list.</summary>
    public const int IntsPerRow = (Queries / 2) + 1;

    /// <summary>The most candidates.</summary>
    private const int MostRows = 8192;

    /// <summary>Candidates, in whole granules.</summary>
    public static nint Rows(nint pairs) =>
        Math.Clamp(NeighborTuning.TileBytes / (pairs * sizeof(int)) / GridCandidates.Granule, 1, MostRows / GridCandidates.Granule) * GridCandidates.Granule;
}
