using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Simd;

namespace Counterweight.Losses.Rows;

/// <summary>
/// Moves as many short rows as a block has lanes between row-major memory and one block a column on the stack. Fewer rows
/// than lanes, and rows of one to three columns with gaps between them, move one by one.
/// </summary>
/// <remarks>Rows of four columns and more move four columns at a time. The last four overlap those before them, so that nothing beyond a row is read or written.</remarks>
internal static unsafe class TransposedRows<TBlock, T>
    where TBlock : struct, ISimdBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Columns that move together.</summary>
    public const int GroupWidth = 4;

    /// <summary>First column of the group after the one that starts at <paramref name="first"/>; <paramref name="width"/> after the last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint NextGroup(nint first, nint width) =>
        first + GroupWidth >= width ? width : nint.Min(first + GroupWidth, width - GroupWidth);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Load(T* from, nint stride, nint width, int rows, T* columns)
    {
        var size = TBlock.Count;
        if (rows < size || (width < GroupWidth && stride != width))
        {
            LoadFew(from, stride, width, rows, columns);
            return;
        }

        switch (width)
        {
            case 1:
                TBlock.Store(TBlock.Load(in *from), ref *columns);
                break;
            case 2:
                TBlock.LoadInterleaved(in *from, out var even, out var odd);
                TBlock.Store(even, ref *columns);
                TBlock.Store(odd, ref columns[size]);
                break;
            case 3:
                TBlock.LoadInterleaved(in *from, out var first, out var second, out var third);
                TBlock.Store(first, ref *columns);
                TBlock.Store(second, ref columns[size]);
                TBlock.Store(third, ref columns[2 * size]);
                break;
            default:
                for (nint j = 0; j < width; j = NextGroup(j, width))
                {
                    TBlock.LoadColumns(in from[j], stride, out var c0, out var c1, out var c2, out var c3);
                    var to = columns + (j * size);
                    TBlock.Store(c0, ref *to);
                    TBlock.Store(c1, ref to[size]);
                    TBlock.Store(c2, ref to[2 * size]);
                    TBlock.Store(c3, ref to[3 * size]);
                }

                break;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Store(T* columns, nint width, int rows, T* to, nint stride)
    {
        if (width < GroupWidth || rows < TBlock.Count)
        {
            StoreGroup(columns, width, rows, to, stride);
            return;
        }

        for (nint first = 0; first < width; first = NextGroup(first, width))
        {
            StoreGroup(columns + (first * TBlock.Count), GroupWidth, rows, to + first, stride);
        }
    }

    /// <summary>Writes neighbouring columns: four, fewer if a row has no more, or any number if rows are fewer than lanes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreGroup(T* group, nint groupWidth, int rows, T* to, nint stride)
    {
        var size = TBlock.Count;
        if (rows < size || (groupWidth < GroupWidth && stride != groupWidth))
        {
            StoreFew(group, groupWidth, rows, to, stride);
            return;
        }

        switch (groupWidth)
        {
            case 1:
                TBlock.Store(TBlock.Load(in *group), ref *to);
                break;
            case 2:
                TBlock.StoreInterleaved(ref *to, TBlock.Load(in *group), TBlock.Load(in group[size]));
                break;
            case 3:
                TBlock.StoreInterleaved(ref *to, TBlock.Load(in *group), TBlock.Load(in group[size]), TBlock.Load(in group[2 * size]));
                break;
            default:
                TBlock.StoreColumns(ref *to, stride, TBlock.Load(in *group), TBlock.Load(in group[size]), TBlock.Load(in group[2 * size]), TBlock.Load(in group[3 * size]));
                break;
        }
    }

    private static void LoadFew(T* from, nint stride, nint width, int rows, T* columns)
    {
        for (nint j = 0; j < width; j++)
        {
            TBlock.Store(TBlock.Zero, ref columns[j * TBlock.Count]);
            for (nint row = 0; row < rows; row++)
            {
                columns[(j * TBlock.Count) + row] = from[(row * stride) + j];
            }
        }
    }

    private static void StoreFew(T* group, nint groupWidth, int rows, T* to, nint stride)
    {
        for (nint j = 0; j < groupWidth; j++)
        {
            for (nint row = 0; row < rows; row++)
            {
                to[(row * stride) + j] = group[(j * TBlock.Count) + row];
            }
        }
    }
}
