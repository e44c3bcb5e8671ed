using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Counterweight.Neighbors;

/// <summary>Sums of the products of six queries with candidates, two registers of these at a time.</summary>
internal static unsafe class GridTileLoop<TLanes>
    where TLanes : struct, IGridLanes<TLanes>
{
    /// <summary>
    /// Writes for each query, and each lane of two registers, the greater sum of a start and products. Not inlined: nothing else
    /// must want the registers.
    /// </summary>
    /// <param name="candidates">On the grid.</param>
    /// <param name="from">The first candidate, at whole steps.</param>
    /// <param name="to">The one behind the last, at whole steps.</param>
    /// <param name="queries">Rows of six queries.</param>
    /// <param name="maxima">Half as many as candidates for each query.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Run(in GridCandidates candidates, nint from, nint to, int* queries, int* maxima)
    {
        Debug.Assert(candidates.Pairs > 0 && from < to && from % GridCandidates.Granule == 0 && to % GridCandidates.Granule == 0, "There is no coordinate, or a step is cut.");
        var pairs = candidates.Pairs;
        var length = (to - from) / 2;
        var q1 = queries + pairs;
        var q2 = q1 + pairs;
        var q3 = q2 + pairs;
        var q4 = q3 + pairs;
        var q5 = q4 + pairs;
        for (var row = from; row < to; row += 2 * TLanes.Count, maxima += TLanes.Count)
        {
            var first = candidates.Row(row);
            var second = candidates.Row(row + TLanes.Count);
            var (a0, a1) = (TLanes.Load(candidates.Starts + row), TLanes.Load(candidates.Starts + row + TLanes.Count));
            var (b0, b1, c0, c1, d0, d1) = (a0, a1, a0, a1, a0, a1);
            var (e0, e1, f0, f1) = (a0, a1, a0, a1);
            for (nint pair = 0; pair < pairs; pair++)
            {
                var x0 = TLanes.Load(first + (pair * GridCandidates.BlockRows));
                var x1 = TLanes.Load(second + (pair * GridCandidates.BlockRows));
                var y = TLanes.Create(queries[pair]);
                (a0, a1) = (TLanes.AddProducts(a0, x0, y), TLanes.AddProducts(a1, x1, y));
                y = TLanes.Create(q1[pair]);
                (b0, b1) = (TLanes.AddProducts(b0, x0, y), TLanes.AddProducts(b1, x1, y));
                y = TLanes.Create(q2[pair]);
                (c0, c1) = (TLanes.AddProducts(c0, x0, y), TLanes.AddProducts(c1, x1, y));
                y = TLanes.Create(q3[pair]);
                (d0, d1) = (TLanes.AddProducts(d0, x0, y), TLanes.AddProducts(d1, x1, y));
                y = TLanes.Create(q4[pair]);
                (e0, e1) = (TLanes.AddProducts(e0, x0, y), TLanes.AddProducts(e1, x1, y));
                y = TLanes.Create(q5[pair]);
                (f0, f1) = (TLanes.AddProducts(f0, x0, y), TLanes.AddProducts(f1, x1, y));
            }

            TLanes.Store(TLanes.Max(a0, a1), maxima);
            TLanes.Store(TLanes.Max(b0, b1), maxima + length);
            TLanes.Store(TLanes.Max(c0, c1), maxima + (2 * length));
            TLanes.Store(TLanes.Max(d0, d1), maxima + (3 * length));
            TLanes.Store(TLanes.Max(e0, e1), maxima + (4 * length));
            TLanes.Store(TLanes.Max(f0, f1), maxima + (5 * length));
        }
    }
}
