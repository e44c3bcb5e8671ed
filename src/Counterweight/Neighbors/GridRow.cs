namespace Counterweight.Neighbors;

/// <summary>Places a row on a grid: two coordinates an integer, the integers some steps apart.</summary>
internal static unsafe class GridRow
{
    /// <summary>Integers of a row.</summary>
    public static nint Pairs(in PointLayout layout) => (layout.NumberCount + (nint)1) / 2;

    /// <summary>The squared norm of the point, or −1 where it is off the grid, and the coordinates are of no use.</summary>
    public static int Place(in PointGrid grid, in PointLayout layout, float* row, int* to, nint step)
    {
        var squaredNorm = 0L;
        for (nint feature = 0; feature < layout.NumberCount; feature += 2)
        {
            var upper = 0;
            if (!grid.TryPlace(row[feature], feature, out var lower) || (feature + 1 < layout.NumberCount && !grid.TryPlace(row[feature + 1], feature + 1, out upper)))
            {
                return -1;
            }

            squaredNorm += ((long)lower * lower) + ((long)upper * upper);
            *to = (int)(((long)upper << 16) | (lower & (long)ushort.MaxValue));
            to += step;
        }

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
