using System.Runtime.InteropServices;

namespace Counterweight.Features.Bundles;

/// <summary>What columns are made of. All pointers are pinned and all sizes checked by the caller.</summary>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct BundleOperands
{
    public byte* Bins;
    public int RowCount;

    /// <summary>From a row's bin of a feature to the next row's.</summary>
    public nint RowStride;
    public nint FeatureStride;

    /// <summary>Where the columns go; null: rows are checked, and nothing is written.</summary>
    public byte* Columns;
    public nint ColumnRowStride;
    public nint ColumnStride;
}
