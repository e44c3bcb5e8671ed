using System.Runtime.InteropServices;
using Counterweight.Core.Memory;

namespace Counterweight.Histograms;

/// <summary>How a histogram is summed: how many rows make a block, how many features are added to at a time, and the workspace.</summary>
/// <remarks>
/// Row-major bins are added to as many features as have cells in the second-level cache. The places of their cells are
/// first made for some rows together: that loop waits for the bins, which lie apart, and the one that adds does not. Then strips
/// of some of these features are added to, row by row: where features have some hundred bins, their cells nearly fit in the
/// first-level cache. A strip has no fewer than four features: with skewed bins each addition would wait for the store of the one before. Where fewer than four
/// features have cells in the second-level cache, and so places of 16 bits, each is added by itself. Feature-major bins are
/// added four columns at a time.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly struct HistogramPlan
{
    /// <param name="isRowMajor">Whether the bins of a row are neighbours.</param>
    /// <param name="features">Features.</param>
    /// <param name="featureBytes">Bytes from a feature's cells to the next.</param>
    /// <param name="rowLength">Numbers kept of a row.</param>
    /// <param name="cellsLength">Numbers in the histogram, 0 where they are summed in the destination.</param>
    public HistogramPlan(bool isRowMajor, int features, nint featureBytes, nint rowLength, nint cellsLength)
    {
        Panel = isRowMajor ? (int)Math.Min(Math.Min(features, HistogramTuning.PlacesLength), HistogramTuning.PanelBytes / featureBytes) : 4;
        var strips = Rounding.Steps(Panel * featureBytes, HistogramTuning.StripBytes);
        Strip = (int)Rounding.Up(Rounding.Steps(Panel, Math.Max(strips, 1)), 4);
        BlockRows = (int)Math.Clamp(HistogramTuning.BlockBytes / (sizeof(long) * rowLength), 1, HistogramTuning.ItemRows);
        PlacesOffset = Rounding.Up(Rounding.Up(BlockRows, 4) * rowLength, Scratch.Alignment / sizeof(long));
        PlacesRows = HistogramTuning.PlacesLength / Math.Max(Panel, 1);
        CellsOffset = PlacesOffset + (isRowMajor ? HistogramTuning.PlacesLength * sizeof(ushort) / sizeof(long) : 0);
        WorkspaceLength = CellsOffset + cellsLength + (Scratch.Alignment / sizeof(long));
    }

    /// <summary>Features whose cells are added to at a time.</summary>
    public int Panel { get; }

    /// <summary>Features that are added to at a time once their places are made; up to three more where so few are left over.</summary>
    public int Strip { get; }

    /// <summary>Rows whose increments are made at a time.</summary>
    public int BlockRows { get; }

    /// <summary>Rows whose places are made at a time.</summary>
    public int PlacesRows { get; }

    /// <summary>Numbers from the increments of a block to the places of row-major bins.</summary>
    public nint PlacesOffset { get; }

    /// <summary>Numbers from the increments of a block to the cells, both of which begin a cache line.</summary>
    public nint CellsOffset { get; }

    /// <summary>Numbers of the loop's own memory.</summary>
    public nint WorkspaceLength { get; }
}

/// <summary>What a run over the rows of a histogram does.</summary>
internal enum HistogramPass
{
    /// <summary>Checks and adds, into memory of its own.</summary>
    Whole,

    /// <summary>Checks only.</summary>
    Check,

    /// <summary>Adds to the destination rows that are checked.</summary>
    Add,
}
