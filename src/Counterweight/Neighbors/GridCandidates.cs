using System.Runtime.InteropServices;
using Counterweight.Core.Memory;

namespace Counterweight.Neighbors;

/// <summary>Candidates on a grid, sixteen a block: pair by pair of coordinates, the sixteen rows side by side.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct GridCandidates
{
    /// <summary>Rows of a block.</summary>
    public const int BlockRows = 16;

    /// <summary>Rows are filled up to whole blocks of blocks, which any tile divides.</summary>
    public const int Granule = 32;

    /// <summary>Where a row's sums begin: −⌊½‖B‖²⌋ on the grid, more than any bound off it, less than any bound where there is no row.</summary>
    public readonly int* Starts;

    private readonly int* values;

    public GridCandidates(ref ScratchCursor cursor, nint pairs, int count)
    {
        (Pairs, Count) = (pairs, count);
        var rows = pairs == 0 ? 0 : Rounding.Up(count, Granule);
        values = cursor.Take<int>(checked(rows * pairs));
        Starts = cursor.Take<int>(rows);
    }

    /// <summary>Pairs of coordinates of a row.</summary>
    public nint Pairs { get; }

    /// <summary>Rows, without what fills them up.</summary>
    public int Count { get; }

    /// <summary>The first pair of a row, the others <see cref="BlockRows"/> apart.</summary>
    public int* Row(nint row) => values + ((nint)((nuint)row / BlockRows) * Pairs * BlockRows) + (nint)((nuint)row % BlockRows);

    /// <summary>Whether the first rows all are.</summary>
    public bool AreOnGrid(int rows) => !new ReadOnlySpan<int>(Starts, rows).Contains(PointGrid.SquaredNormLimit);

    public void Fill(in PointGrid grid, in PointLayout layout, in PointRows rows)
    {
        for (nint row = 0; row < Rounding.Up(Count, Granule); row++)
        {
            var squaredNorm = row < Count ? GridRow.Place(in grid, in layout, rows.Numbers + (row * layout.Stride), Row(row), BlockRows) : 0;
            if (squaredNorm < 0 || row >= Count)
            {
                GridRow.Clear(in layout, Row(row), BlockRows);
            }

            Starts[row] = row >= Count ? int.MinValue : squaredNorm < 0 ? PointGrid.SquaredNormLimit : -(squaredNorm / 2);
        }
    }
}
