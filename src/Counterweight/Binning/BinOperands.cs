using System.Runtime.InteropServices;

namespace Counterweight.Binning;

/// <summary>Where values are read and bins written. All pointers are pinned and all sizes checked by the caller.</summary>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct BinOperands<T, TBin>
    where T : unmanaged
    where TBin : unmanaged
{
    public T* Values;
    public TBin* Bins;
    public nint ValueRowStride;
    public nint ValueFeatureStride;
    public nint BinRowStride;
    public nint BinFeatureStride;
    public int RowCount;
    public TBin Missing;
}
