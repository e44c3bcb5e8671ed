using System.Buffers;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Memory;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;

namespace Counterweight.Neighbors;

/// <summary>
/// The nearest candidates of some queries; an item is a few queries, which pass over a tile of candidates together. Queries on
/// the grid leave out candidates that are too far away on it, others take all.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct SearchLoop<TBlock, TLanes, TWeights, TMissing>(SearchOperands operands) : IWorkJob<SearchLoop<TBlock, TLanes, TWeights, TMissing>>
    where TBlock : struct, ISimdBlock<TBlock, float>
    where TLanes : struct, IGridLanes<TLanes>
    where TWeights : struct, IStaticFlag
    where TMissing : struct, IStaticFlag
{
    private readonly SearchOperands operands = operands;
    private readonly NeighborScratch scratch = operands.Scratch;
    private readonly PairDistance<TBlock, TWeights, TMissing> distance = new(operands.Scratch.Layout);

    [SkipLocalsInit]
    public void Run(int item)
    {
        Debug.Assert(operands.K > 0 && operands.K <= scratch.Candidates.Count, "There are fewer candidates than neighbors.");
        var (first, count) = WorkItems.Range(item, NeighborTuning.QueriesPerItem, scratch.Queries.Count);
        if (operands.K <= NearestList.MostSorted)
        {
            var pairs = stackalloc ulong[NeighborTuning.QueriesPerItem * NearestList.MostSorted];
            Run(first, count, pairs);
            return;
        }

        var rented = ArrayPool<ulong>.Shared.Rent(checked(count * operands.K));
        fixed (ulong* pairs = rented)
        {
            Run(first, count, pairs);
        }

        ArrayPool<ulong>.Shared.Return(rented);
    }

    [SkipLocalsInit]
    private void Run(nint first, int count, ulong* pairs)
    {
        var bounds = stackalloc int[NeighborTuning.QueriesPerItem];
        var isOnGrid = false;
        for (nint i = 0; i < count; i++)
        {
            List(pairs, i).Clear();
        }

        for (nint i = 0; i < NeighborTuning.QueriesPerItem; i++)
        {
            bounds[i] = i < count && IsOnGrid(first + i) ? PointGrid.NoBound : int.MaxValue;
            isOnGrid |= bounds[i] == PointGrid.NoBound;
        }

        for (nint i = 0; i < count; i++)
        {
            if (!IsOnGrid(first + i))
            {
                RunAll(first + i, List(pairs, i));
            }
        }

        if (isOnGrid)
        {
            RunGrid(first, count, pairs, bounds);
        }

        for (nint i = 0; i < count; i++)
        {
            Write((first + i) * operands.K, List(pairs, i));
        }
    }

    private NearestList List(ulong* pairs, nint i) => new(pairs + (i * operands.K), operands.K);

    private bool IsOnGrid(nint query) => scratch.GridQueries.Pairs > 0 && scratch.GridQueries.SquaredNorms[query] >= 0;

    private int Self(nint query) => operands.AreSame ? (int)query : scratch.Selves == null ? -1 : scratch.Selves[query];

    private void Write(nint place, NearestList list)
    {
        list.Write(operands.Indices + place, operands.SquaredDistances + place);
        for (var i = place; operands.Numbers != null && i < place + operands.K; i++)
        {
            operands.Indices[i] = operands.Numbers[operands.Indices[i]];
        }
    }

    private void RunAll(nint query, NearestList list)
    {
        var self = Self(query);
        for (nint candidate = 0; candidate < scratch.Candidates.Count; candidate++)
        {
            var squared = distance.Of(in scratch.Queries, query, in scratch.Candidates, candidate);
            if (squared <= list.Threshold && candidate != self)
            {
                list.Add(squared, (int)candidate);
            }
        }
    }

    [SkipLocalsInit]
    private void RunGrid(nint first, int count, ulong* pairs, int* bounds)
    {
        var sums = stackalloc int[GridTile.Queries * GridTile.Registers * GridCandidates.BlockRows];
        var near = stackalloc NearPair[GridTile.Queries * GridTile.Registers * GridCandidates.BlockRows];
        var grid = scratch.GridCandidates;
        var step = GridTile.Registers * TLanes.Count;
        var rows = Rounding.Up(scratch.Candidates.Count, GridCandidates.Granule);
        var tile = Math.Max(1, NeighborTuning.TileBytes / (grid.Pairs * sizeof(int)) / GridCandidates.Granule) * GridCandidates.Granule;
        for (nint i = 0; i < count && CanSeed; i += GridTile.Queries)
        {
            Seed(first + i, bounds + i, sums);
        }

        for (nint from = 0; from < rows; from += tile)
        {
            var to = Math.Min(from + tile, rows);
            for (nint i = 0; i < count; i += GridTile.Queries)
            {
                nint found = 0;
                for (var row = from; row < to; row += step)
                {
                    if (GridTileLoop<TLanes>.Run(grid.Row(row), grid.Row(row + TLanes.Count), grid.Starts + row, scratch.GridQueries.Row(first + i), grid.Pairs, bounds + i, sums))
                    {
                        Compute(near, found, first, pairs, bounds);
                        found = Collect(i, row, sums, bounds, near);
                    }
                }

                Compute(near, found, first, pairs, bounds);
            }
        }
    }

    /// <summary>Nominal features make rows further apart than their numbers say, and each of k other candidates must have a lane.</summary>
    private bool CanSeed => scratch.SeedRows > 0 && scratch.Layout.NominalCount == 0 && operands.K < GridTile.Registers * TLanes.Count;

    /// <summary>Bounds of four queries by what the grid says of the first candidates, before any distance is computed.</summary>
    [SkipLocalsInit]
    private void Seed(nint query, int* bounds, int* sums)
    {
        var step = GridTile.Registers * TLanes.Count;
        var most = stackalloc int[GridTile.Queries * GridTile.Registers * GridCandidates.BlockRows];
        new Span<int>(most, GridTile.Queries * step).Fill(int.MinValue);
        var none = stackalloc int[GridTile.Queries];
        new Span<int>(none, GridTile.Queries).Fill(PointGrid.NoBound);
        var grid = scratch.GridCandidates;
        for (nint row = 0; row < scratch.SeedRows; row += step)
        {
            GridTileLoop<TLanes>.Run(grid.Row(row), grid.Row(row + TLanes.Count), grid.Starts + row, scratch.GridQueries.Row(query), grid.Pairs, none, sums);
            for (nint i = 0; i < GridTile.Queries * step; i += TLanes.Count)
            {
                TLanes.Store(TLanes.Max(TLanes.Load(most + i), TLanes.Load(sums + i)), most + i);
            }
        }

        for (nint i = 0; i < GridTile.Queries; i++)
        {
            if (bounds[i] == PointGrid.NoBound)
            {
                // A lane each for k candidates, and one for the query itself.
                var lanes = new Span<int>(most + (i * step), step);
                lanes.Sort();
                bounds[i] = scratch.Grid.Bound(scratch.Grid.Farthest(lanes[step - 1 - operands.K], scratch.GridQueries.SquaredNorms[query + i]), scratch.GridQueries.SquaredNorms[query + i]);
            }
        }
    }

    /// <summary>Lists the pairs of a tile that are not seen to be too far apart, and asks for the candidates' numbers.</summary>
    private nint Collect(nint query, nint row, int* sums, int* bounds, NearPair* near)
    {
        nint found = 0;
        for (nint i = 0; i < GridTile.Queries * GridTile.Registers; i++)
        {
            var at = sums + (i * TLanes.Count);
            var own = query + (i / GridTile.Registers);
            for (var lanes = TLanes.AtLeast(TLanes.Load(at), bounds[own]); lanes != 0; lanes &= lanes - 1)
            {
                var lane = BitOperations.TrailingZeroCount(lanes);
                var candidate = row + (i % GridTile.Registers * TLanes.Count) + lane;
                Cache.PrefetchRun(scratch.Candidates.Numbers + (candidate * scratch.Layout.Stride), scratch.Layout.Stride);
                near[found++] = new((int)own, (int)candidate, at[lane]);
            }
        }

        return found;
    }

    /// <summary>Computes the distances of the pairs listed, unless nearer ones have been found since.</summary>
    private void Compute(NearPair* near, nint found, nint first, ulong* pairs, int* bounds)
    {
        for (nint i = 0; i < found; i++)
        {
            var (query, candidate, list) = (first + near[i].Query, near[i].Candidate, List(pairs, near[i].Query));
            if (near[i].Sum >= bounds[near[i].Query] && candidate != Self(query)
                && list.Add(distance.Of(in scratch.Queries, query, in scratch.Candidates, candidate), candidate))
            {
                bounds[near[i].Query] = Math.Max(bounds[near[i].Query], scratch.Grid.Bound(list.Threshold, scratch.GridQueries.SquaredNorms[query]));
            }
        }
    }
}
