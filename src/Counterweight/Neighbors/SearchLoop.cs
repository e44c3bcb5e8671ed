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
    /// <summary>Lanes that candidates share where a bound is looked for before any distance is computed: whole registers of any width.</summary>
    private const int SeedLanes = 32;

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
            bounds[i] = IsOnGrid(first + i) ? PointGrid.NoBound : int.MaxValue;
            isOnGrid |= bounds[i] == PointGrid.NoBound;
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

    private void RunGrid(nint first, int count, ulong* pairs, int* bounds)
    {
        var rows = Rounding.Up(scratch.Candidates.Count, GridCandidates.Granule);
        var tile = Math.Min(rows, GridTile.Rows(scratch.GridCandidates.Pairs));
        var rented = ArrayPool<int>.Shared.Rent(checked((int)((tile * GridTile.IntsPerRow) + (Scratch.Alignment / sizeof(int)))));
        fixed (int* buffer = rented)
        {
            var maxima = Scratch.Align(buffer);
            for (nint from = 0; from < rows; from += tile)
            {
                RunTile(first, count, pairs, bounds, (from, Math.Min(from + tile, rows)), maxima);
            }
        }

        ArrayPool<int>.Shared.Return(rented);
    }

    private void RunTile(nint first, int count, ulong* pairs, int* bounds, (nint From, nint To) tile, int* maxima)
    {
        var length = (tile.To - tile.From) / 2;
        var near = maxima + (GridTile.Queries * length);
        for (nint i = 0; i < count; i += GridTile.Queries)
        {
            GridTileLoop<TLanes>.Run(in scratch.GridCandidates, tile.From, tile.To, scratch.GridQueries.Row(first + i), maxima);
            for (var own = i; own < Math.Min(i + GridTile.Queries, count); own++)
            {
                var those = maxima + ((own - i) * length);
                if (bounds[own] == PointGrid.NoBound && CanSeed(tile.From, length))
                {
                    bounds[own] = Seed(those, length, scratch.GridQueries.SquaredNorms[first + own]);
                }

                var found = Collect(those, length, tile.From, bounds[own], near);
                if (Compute(near, found, first + own, List(pairs, own)))
                {
                    bounds[own] = Math.Max(bounds[own], scratch.Grid.Bound(List(pairs, own).Threshold, scratch.GridQueries.SquaredNorms[first + own]));
                }
            }
        }
    }

    /// <summary>Nominal features make rows further apart than their numbers say.</summary>
    private bool CanSeed(nint from, nint length) =>
        from == 0 && scratch.IsFirstTileOnGrid && scratch.Layout.NominalCount == 0 && SeedLanes <= length;

    /// <summary>A bound by what the grid says of the first candidates, before any distance is computed.</summary>
    [SkipLocalsInit]
    private int Seed(int* maxima, nint length, int squaredNorm)
    {
        var lanes = stackalloc int[SeedLanes];
        for (nint lane = 0; lane < SeedLanes; lane += TLanes.Count)
        {
            var most = TLanes.Load(maxima + lane);
            for (var i = lane + SeedLanes; i < length; i += SeedLanes)
            {
                most = TLanes.Max(most, TLanes.Load(maxima + i));
            }

            TLanes.Store(most, lanes + lane);
        }

        // A lane each for k candidates, and one for the query itself: the greatest number that more than k lanes reach. Where there
        // are fewer lanes it bounds nothing.
        var sum = int.MinValue;
        for (nint lane = 0; lane < SeedLanes; lane++)
        {
            var reached = 0;
            for (nint i = 0; i < SeedLanes; i += TLanes.Count)
            {
                reached += BitOperations.PopCount(TLanes.AtLeast(TLanes.Load(lanes + i), lanes[lane]));
            }

            sum = Math.Max(sum, reached > operands.K ? lanes[lane] : int.MinValue);
        }

        return scratch.Grid.Bound(scratch.Grid.Farthest(sum, squaredNorm), squaredNorm);
    }

    /// <summary>Lists the candidates of a tile that are not seen to be too far away, and asks for their numbers.</summary>
    private nint Collect(int* maxima, nint length, nint from, int bound, int* near)
    {
        nint found = 0;
        for (nint first = 0; first < length; first += 4 * TLanes.Count)
        {
            var last = Math.Min(first + (4 * TLanes.Count), length);
            if (last - first == 4 * TLanes.Count && TLanes.AtLeast(Greatest(maxima + first), bound) == 0)
            {
                continue;
            }

            for (var i = first; i < last; i += TLanes.Count)
            {
                for (var lanes = TLanes.AtLeast(TLanes.Load(maxima + i), bound); lanes != 0; lanes &= lanes - 1)
                {
                    // Which of two it is, the maximum does not say.
                    var candidate = from + (2 * i) + BitOperations.TrailingZeroCount(lanes);
                    near[found++] = (int)candidate;
                    near[found++] = (int)candidate + TLanes.Count;
                    Cache.PrefetchRun(scratch.Candidates.Numbers + (candidate * scratch.Layout.Stride), scratch.Layout.Stride);
                    Cache.PrefetchRun(scratch.Candidates.Numbers + ((candidate + TLanes.Count) * scratch.Layout.Stride), scratch.Layout.Stride);
                }
            }
        }

        return found;
    }

    /// <summary>Of four registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLanes Greatest(int* maxima) => TLanes.Max(
        TLanes.Max(TLanes.Load(maxima), TLanes.Load(maxima + TLanes.Count)),
        TLanes.Max(TLanes.Load(maxima + (2 * TLanes.Count)), TLanes.Load(maxima + (3 * TLanes.Count))));

    /// <summary>Computes the distances of the candidates listed; whether any is among the nearest.</summary>
    private bool Compute(int* near, nint found, nint query, NearestList list)
    {
        var self = Self(query);
        var isNearer = false;
        for (nint i = 0; i < found; i++)
        {
            if (near[i] != self && near[i] < scratch.Candidates.Count)
            {
                isNearer |= list.Add(distance.Of(in scratch.Queries, query, in scratch.Candidates, near[i]), near[i]);
            }
        }

        return isNearer;
    }
}
