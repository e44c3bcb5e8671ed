using System.Runtime.InteropServices;
using Counterweight.Core.Memory;

namespace Counterweight.Neighbors;

/// <summary>The temporary memory of a search: what a distance reads, and both sides' rows laid out for it.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct NeighborScratch
{
    public readonly PointLayout Layout;

    public readonly PointRows Candidates;

    /// <summary>The candidates themselves where these are searched among themselves.</summary>
    public readonly PointRows Queries;

    /// <summary>The candidate that each query is, or −1; null where all are their own, or none is one.</summary>
    public readonly int* Selves;

    /// <summary>The grid, of no pair where there is none.</summary>
    public readonly PointGrid Grid;

    public readonly GridCandidates GridCandidates;

    public readonly GridQueries GridQueries;

    private readonly bool* isFirstTileOnGrid;

    /// <summary>Whether all candidates of the first tile are on the grid.</summary>
    public bool IsFirstTileOnGrid => *isFirstTileOnGrid;

    /// <summary>Cuts a buffer; of none only <see cref="Length"/> holds.</summary>
    public NeighborScratch(long* buffer, RowSource candidates, RowSource queries, in SearchOperands operands, in NeighborOptions options)
    {
        var cursor = new ScratchCursor(buffer);
        Layout = PointLayout.Of(ref cursor, operands.FeatureCount, in options);
        Candidates = new(ref cursor, in Layout, candidates.Count);
        Queries = operands.AreSame ? Candidates : new(ref cursor, in Layout, queries.Count);
        Selves = queries.Rows == null ? null : cursor.Take<int>(queries.Count);
        var pairs = candidates.Count < NeighborTuning.LeastGridCandidates ? 0 : GridRow.Pairs(in Layout);
        Grid = new(ref cursor, in Layout);
        GridCandidates = new(ref cursor, pairs, candidates.Count);
        GridQueries = new(ref cursor, pairs, Queries.Count);
        isFirstTileOnGrid = cursor.Take<bool>(1);
        Length = cursor.Length;
    }

    /// <summary>Numbers that a buffer has.</summary>
    public long Length { get; }

    public void Fill(RowSource candidates, RowSource queries, in NeighborOptions options)
    {
        Layout.Fill(in options);
        Candidates.Fill(in Layout, candidates);
        if (queries.Count > 0)
        {
            Queries.Fill(in Layout, queries);
        }

        if (GridQueries.Pairs > 0)
        {
            Grid.Fit(in Layout, in Candidates);
            GridCandidates.Fill(in Grid, in Layout, in Candidates);
            GridQueries.Fill(in Grid, in Layout, in Queries);
            *isFirstTileOnGrid = GridCandidates.AreOnGrid((int)Math.Min(GridTile.Rows(GridCandidates.Pairs), Candidates.Count));
        }

        for (nint query = 0, candidate = 0; Selves != null && query < queries.Count; query++)
        {
            // Both ascend.
            while (candidate < candidates.Count && candidates.Rows[candidate] < queries.Rows[query])
            {
                candidate++;
            }

            Selves[query] = candidate < candidates.Count && candidates.Rows[candidate] == queries.Rows[query] ? (int)candidate : -1;
        }
    }
}
