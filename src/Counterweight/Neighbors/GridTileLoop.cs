using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Counterweight.Neighbors;

/// <summary>Sums of the products of four queries with two registers of candidates.</summary>
internal static unsafe class GridTileLoop<TLanes>
    where TLanes : struct, IGridLanes<TLanes>
{
    /// <summary>
    /// Sums starts and products. Where any sum is at least its query's bound all are stored, query by query, and the result is
    /// true. Not inlined: nothing else must want the registers.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool Run(int* first, int* second, int* starts, int* queries, nint pairs, int* bounds, int* sums)
    {
        Debug.Assert(pairs > 0, "There is no coordinate.");
        var (a0, a1) = (TLanes.Load(starts), TLanes.Load(starts + TLanes.Count));
        var (b0, b1, c0, c1, d0, d1) = (a0, a1, a0, a1, a0, a1);
        var q1 = queries + pairs;
        var q2 = q1 + pairs;
        var q3 = q2 + pairs;
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
        }

        if (!TLanes.AnyAtLeast(TLanes.Max(a0, a1), bounds[0], TLanes.Max(b0, b1), bounds[1], TLanes.Max(c0, c1), bounds[2], TLanes.Max(d0, d1), bounds[3]))
        {
            return false;
        }

        TLanes.Store(a0, sums);
        TLanes.Store(a1, sums + TLanes.Count);
        TLanes.Store(b0, sums + (2 * TLanes.Count));
        TLanes.Store(b1, sums + (3 * TLanes.Count));
        TLanes.Store(c0, sums + (4 * TLanes.Count));
        TLanes.Store(c1, sums + (5 * TLanes.Count));
        TLanes.Store(d0, sums + (6 * TLanes.Count));
        TLanes.Store(d1, sums + (7 * TLanes.Count));
        return true;
    }
}
