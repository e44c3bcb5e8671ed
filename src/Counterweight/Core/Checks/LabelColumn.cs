using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Counterweight.Core.Checks;

/// <summary>Where the labels of rows lie: ints or longs that have been checked to be labels, of which the low half says all.</summary>
/// <remarks>The numbers are little-endian, as on every processor that has vectors of .NET: the low half comes first.</remarks>
internal readonly unsafe struct LabelColumn
{
    private readonly byte* first;
    private readonly byte shift;

    private LabelColumn(void* first, byte shift)
    {
        this.first = (byte*)first;
        this.shift = shift;
    }

    public int this[nint row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => *(int*)(first + (row << shift));
    }

    /// <summary>Labels that are pinned: one of the two is null, or there are none.</summary>
    public static LabelColumn Of(int* ints, long* longs)
    {
        Debug.Assert(BitConverter.IsLittleEndian && (ints == null || longs == null), "Labels are of two types, or the high half comes first.");
        return longs == null ? new(ints, 2) : new(longs, 3);
    }

    public static LabelColumn operator +(LabelColumn column, nint rows) => new(column.first + (rows << column.shift), column.shift);

    /// <summary>The labels themselves from a row on where they are ints, null where they are longs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int* Packed(nint row) => shift == 2 ? (int*)first + row : null;

    /// <summary>The first labels as ints: where they lie, or in a buffer that is padded with 0.</summary>
    public int* Ints(int count, int* buffer, int size)
    {
        if (shift == 3)
        {
            Pad(count, buffer, size, 0);
        }

        return shift == 3 ? buffer : (int*)first;
    }

    /// <summary>The labels of rows as checked entries have them.</summary>
    public ClassLabels Span(nint rows) => shift == 2 ? new ReadOnlySpan<int>(first, (int)rows) : new ReadOnlySpan<long>(first, (int)rows);

    /// <summary>Copies labels from the first on, and pads them to a block.</summary>
    public void Pad(int count, int* to, int size, int padding)
    {
        Debug.Assert(count <= size, "There is more than a block holds.");
        var row = 0;
        for (; shift == 3 && row + Vector128<int>.Count <= count; row += Vector128<int>.Count)
        {
            var wide = (long*)first + row;
            Vector128.Store(Vector128.Narrow(Vector128.Load(wide), Vector128.Load(wide + Vector128<long>.Count)), to + row);
        }

        for (; row < size; row++)
        {
            to[row] = row < count ? this[row] : padding;
        }
    }
}
