using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Features;

namespace Counterweight.Histograms;

/// <summary>The bins that histogram loops read and the cells they add to. All pointers are pinned and all sizes checked by the caller.</summary>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct HistogramOperands<TBin>
    where TBin : unmanaged
{
    /// <summary>The bins of a matrix whose memory is pinned; the cells are the caller's to add.</summary>
    /// <param name="matrix">The bins.</param>
    /// <param name="bins">Where they are pinned.</param>
    /// <param name="count">Rows to add.</param>
    /// <param name="binCount">Bins of a feature.</param>
    public HistogramOperands(BinMatrix<TBin> matrix, TBin* bins, int count, int binCount)
    {
        Bins = bins;
        RowMajor = matrix.Layout == FeatureLayout.RowMajor;
        RowCount = matrix.RowCount;
        Count = count;
        Features = matrix.FeatureCount;
        BinCount = binCount;
    }

    public TBin* Bins;
    public bool RowMajor;

    /// <summary>Rows of the data.</summary>
    public int RowCount;

    /// <summary>Rows to add.</summary>
    public int Count;
    public int Features;
    public int BinCount;

    /// <summary>Bytes from a feature's cells to the next.</summary>
    public nint FeatureBytes;

    /// <summary>Numbers in the histogram.</summary>
    public nint Length;

    /// <summary>Where they go in the end.</summary>
    public long* Destination;

    /// <summary>The histogram to take the rows from, or null.</summary>
    public long* Parent;

    public readonly nint RowStride => RowMajor ? Features : 1;

    public readonly nint FeatureStride => RowMajor ? 1 : RowCount;

    /// <summary>Whether some numbers of the element type are no bins.</summary>
    public readonly bool BinsNeedChecks => BinCount < (sizeof(TBin) == 1 ? 256 : 65536);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint At(TBin* bin) => sizeof(TBin) == 1 ? *(byte*)bin : *(ushort*)bin;
}
