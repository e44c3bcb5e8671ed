using System.Runtime.InteropServices;

namespace Counterweight.Partitioning;

/// <summary>The bins of one feature, pinned by the caller.</summary>
/// <param name="bins">Row r's bin at r · <paramref name="stride"/>.</param>
/// <param name="stride">Bins from a row to the next.</param>
/// <param name="length">Bins from the first row's to the last row's, those of other features between them counted.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct BinColumn<TBin>(TBin* bins, nint stride, int length)
    where TBin : unmanaged
{
    public readonly TBin* Bins = bins;
    public readonly nint Stride = stride;
    public readonly int Length = length;
}
