using System.Runtime.InteropServices;
using Counterweight.Core.Memory;

namespace Counterweight.Splits.Categories;

/// <summary>The scratch of a scan of categories: their order, and their cells in that order.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct SortedCategories
{
    /// <summary>The cells.</summary>
    public readonly long* Cells;

    /// <summary>The bins.</summary>
    public readonly int* Order;

    /// <summary>Cuts a buffer; of none only <see cref="Length"/> holds.</summary>
    public SortedCategories(long* buffer, int bins, nint cellLength)
    {
        var cursor = new ScratchCursor(buffer);
        Cells = cursor.Take<long>(bins * (long)cellLength);
        Order = cursor.Take<int>(bins);
        Length = cursor.Length;
    }

    /// <summary>Numbers that a buffer has.</summary>
    public long Length { get; }
}
