using System.Runtime.InteropServices;

namespace Counterweight.Histograms.Compact;

/// <summary>What a compact histogram is made of and where it goes. All pointers are pinned and all sizes checked by the caller.</summary>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct CompactHistogramOperands
{
    /// <summary>Row r's bin of feature f at r · <see cref="RowStride"/> + f · <see cref="FeatureStride"/>.</summary>
    public byte* Bins;
    public nint RowStride;
    public nint FeatureStride;

    /// <summary>Rows of the data.</summary>
    public int RowCount;

    /// <summary>Bins of a feature, the missing one included.</summary>
    public int BinCount;

    /// <summary>The bin of missing values, or −1.</summary>
    public int MissingBin;
    public int ClassCount;

    /// <summary>The features to sum.</summary>
    public int* Features;
    public int FeatureCount;

    /// <summary>A random number for each of them, 0 for none; or null.</summary>
    public ulong* Draws;

    /// <summary>The rows to sum.</summary>
    public int* Rows;
    public int Count;

    /// <summary>What each row of the data adds.</summary>
    public ClassRow* RowWeights;

    /// <summary>The cells, the bins of their places, and the number of places of each feature.</summary>
    public long* Destination;
    public byte* CellBins;
    public int* CellCounts;

    /// <summary>Numbers in a cell.</summary>
    public readonly nint CellLength => 2 * (nint)ClassCount;
}
