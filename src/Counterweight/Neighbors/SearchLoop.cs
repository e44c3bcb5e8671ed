using System.Buffers;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;

namespace Counterweight.Neighbors;

/// <summary>The nearest candidates of some queries; an item is a few queries, which pass over a tile of candidates together.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct SearchLoop<TBlock, TWeights, TMissing>(SearchOperands operands) : IWorkJob<SearchLoop<TBlock, TWeights, TMissing>>
    where TBlock : struct, ISimdBlock<TBlock, float>
    where TWeights : struct, IStaticFlag
    where TMissing : struct, IStaticFlag
{
    private readonly SearchOperands operands = operands;
    private readonly PointRows candidates = operands.Scratch.Candidates;
    private readonly PointRows queries = operands.Scratch.Queries;
    private readonly PairDistance<TBlock, TWeights, TMissing> distance = new(operands.Scratch.Layout);

    [SkipLocalsInit]
    public void Run(int item)
    {
        Debug.Assert(operands.K > 0 && operands.K <= candidates.Count, "There are fewer candidates than neighbors.");
        var (first, count) = WorkItems.Range(item, NeighborTuning.QueriesPerItem, queries.Count);
        if (operands.K <= NearestList.MostSorted)
        {
            var pairs = stackalloc ulong[NeighborTuning.QueriesPerItem * NearestList.MostSorted];
            Run(first, count, pairs);
            return;
        }

        var rented = ArrayPool<ulong>.Shared.Rent(checked(NeighborTuning.QueriesPerItem * operands.K));
        fixed (ulong* pairs = rented)
        {
            Run(first, count, pairs);
        }

        ArrayPool<ulong>.Shared.Return(rented);
    }

    private void Run(nint first, int count, ulong* pairs)
    {
        for (nint i = 0; i < count; i++)
        {
            new NearestList(pairs + (i * operands.K), operands.K).Clear();
        }

        for (nint from = 0; from < candidates.Count; from += NeighborTuning.CandidatesPerTile)
        {
            var to = Math.Min(from + NeighborTuning.CandidatesPerTile, candidates.Count);
            for (nint i = 0; i < count; i++)
            {
                RunTile(first + i, from, to, new(pairs + (i * operands.K), operands.K));
            }
        }

        for (nint i = 0; i < count; i++)
        {
            var place = (first + i) * operands.K;
            new NearestList(pairs + (i * operands.K), operands.K).Write(operands.Indices + place, operands.SquaredDistances + place);
            for (nint j = place; operands.Numbers != null && j < place + operands.K; j++)
            {
                operands.Indices[j] = operands.Numbers[operands.Indices[j]];
            }
        }
    }

    private void RunTile(nint query, nint from, nint to, NearestList list)
    {
        var self = operands.AreSame ? query : operands.Scratch.Selves == null ? -1 : operands.Scratch.Selves[query];
        for (var candidate = from; candidate < to; candidate++)
        {
            var squared = distance.Of(in queries, query, in candidates, candidate);
            if (squared <= list.Threshold && candidate != self)
            {
                list.Add(squared, (int)candidate);
            }
        }
    }
}
