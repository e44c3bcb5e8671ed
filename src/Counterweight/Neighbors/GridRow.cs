using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Counterweight.Neighbors;

/// <summary>Places a row on a grid: two coordinates an integer, the integers some steps apart.</summary>
internal static unsafe class GridRow
{
    /// <summary>Integers of a row.</summary>
    public static nint Pairs(in PointLayout layout) => (layout.NumberCount + (nint)1) / 2;

    /// <summary>The squared norm of the point, or −1 where it is off the grid, and the coordinates are of no use.</summary>
    [SkipLocalsInit]
    public static int Place(in PointGrid grid, in PointLayout layout, float* row, int* to, nint step)
    {
        var pairs = Pairs(in layout);
        var squares = Vector512<double>.Zero;
        var coordinates = stackalloc short[PointLayout.BlockLength];
        for (nint pair = 0; pair < pairs; pair += PointLayout.BlockLength / 2)
        {
            grid.Place(row + (2 * pair), 2 * pair, coordinates, ref squares);
            for (nint i = 0; i < Math.Min(PointLayout.BlockLength / 2, pairs - pair); i++)
            {
                to[(pair + i) * step] = ((int*)coordinates)[i];
            }
        }

        // Integers, and so exact in any order. A coordinate beyond 16 bits is in no norm below the limit, nor is NaN.
        var squaredNorm = Vector512.Sum(squares);
        return squaredNorm < PointGrid.SquaredNormLimit ? (int)squaredNorm : -1;
    }

    public static void Clear(in PointLayout layout, int* to, nint step)
    {
        for (nint pair = 0; pair < Pairs(in layout); pair++)
        {
            to[pair * step] = 0;
        }
    }
}
