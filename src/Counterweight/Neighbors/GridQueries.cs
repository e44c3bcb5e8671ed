using System.Runtime.InteropServices;
using Counterweight.Core.Memory;

namespace Counterweight.Neighbors;

/// <summary>Queries on a grid, row by row.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct GridQueries
{
    /// <summary>‖A‖², or −1 off the grid.</summary>
    public readonly int* SquaredNorms;

    private readonly int* values;
    private readonly int count;

    public GridQueries(ref ScratchCursor cursor, nint pairs, int count)
    {
        (Pairs, this.count) = (pairs, count);
        var rows = pairs == 0 ? 0 : Rounding.Up(count, GridTile.Queries);
        values = cursor.Take<int>(checked(rows * pairs));
        SquaredNorms = cursor.Take<int>(rows);
    }

    /// <summary>Pairs of coordinates of a row.</summary>
    public nint Pairs { get; }

    /// <summary>A row's pairs.</summary>
    public int* Row(nint row) => values + (row * Pairs);

    public void Fill(in PointGrid grid, in PointLayout layout, in PointRows rows)
    {
        for (nint row = 0; row < Rounding.Up(count, GridTile.Queries); row++)
        {
            SquaredNorms[row] = row < count ? GridRow.Place(in grid, in layout, rows.Numbers + (row * layout.Stride), Row(row), 1) : -1;
            if (SquaredNorms[row] < 0)
            {
                GridRow.Clear(in layout, Row(row), 1);
            }
        }
    }
}
