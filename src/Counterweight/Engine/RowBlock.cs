using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Blocks;

namespace Counterweight.Engine;

/// <summary>As many short rows as a block has lanes, between row-major memory and one block a column.</summary>
internal static unsafe class RowBlock<TBlock, T>
    where TBlock : struct, IBlock<TBlock, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Load(T* rows, nint width, T* columns)
    {
        var size = TBlock.Count;
        switch (width)
        {
            case 1:
                TBlock.Store(TBlock.Load(in *rows), ref *columns);
                break;
            case 2:
                TBlock.LoadInterleaved(in *rows, out var even, out var odd);
                TBlock.Store(even, ref *columns);
                TBlock.Store(odd, ref columns[size]);
                break;
            case 3:
                TBlock.LoadInterleaved(in *rows, out var first, out var second, out var third);
                TBlock.Store(first, ref *columns);
                TBlock.Store(second, ref columns[size]);
                TBlock.Store(third, ref columns[2 * size]);
                break;
            default:
                for (nint j = 0; j < width; j += 4)
                {
                    // The last four columns overlap those before them: nothing is read beyond the row.
                    j = nint.Min(j, width - 4);
                    TBlock.LoadColumns(in rows[j], width, out var c0, out var c1, out var c2, out var c3);
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
    public static void Store(T* columns, nint width, T* rows)
    {
        var size = TBlock.Count;
        switch (width)
        {
            case 1:
                TBlock.Store(TBlock.Load(in *columns), ref *rows);
                break;
            case 2:
                TBlock.StoreInterleaved(ref *rows, TBlock.Load(in *columns), TBlock.Load(in columns[size]));
                break;
            case 3:
                TBlock.StoreInterleaved(ref *rows, TBlock.Load(in *columns), TBlock.Load(in columns[size]), TBlock.Load(in columns[2 * size]));
                break;
            default:
                for (nint j = 0; j < width; j += 4)
                {
                    j = nint.Min(j, width - 4);
                    var from = columns + (j * size);
                    TBlock.StoreColumns(ref rows[j], width, TBlock.Load(in *from), TBlock.Load(in from[size]), TBlock.Load(in from[2 * size]), TBlock.Load(in from[3 * size]));
                }

                break;
        }
    }
}
