using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Work;

namespace Counterweight.Traversal;

/// <summary>
/// Sums the values of the leaves that rows fall into. A block of rows goes through all trees before the next block does,
/// so that its features and sums stay in the cache. The last rows, too few to fall together, go one by one through
/// several trees at a time.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct LeafValueJob<T>(TraversalOperands<T> data, int* roots, int trees, double* values, int width, int outputs, double* sums) : IWorkJob<LeafValueJob<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows that leave most of the time of a step unused if they fall together.</summary>
    private const int Few = 16;

    public static int Items(int rows) => WorkItems.Count(rows, TraversalTuning.ValueItemRows);

    [SkipLocalsInit]
    public void Run(int item)
    {
        var leaves = stackalloc int[TraversalTuning.ValueItemRows];
        var (first, count) = WorkItems.Range(item, TraversalTuning.ValueItemRows, data.RowCount);
        var last = count % TraversalLoop<T>.Group(in data);
        last = last < Few && last < trees ? last : 0;
        AddRows(first, count - last, leaves);
        for (var row = first + count - last; row < first + count; row++)
        {
            AddTrees(row, leaves);
        }
    }

    private void AddRows(nint first, int count, int* leaves)
    {
        var own = sums + (first * outputs);
        for (var tree = 0; tree < trees && count > 0; tree++)
        {
            TraversalLoop<T>.Run(in data, roots[tree], first, count, leaves);
            if (width == 1)
            {
                AddOne(leaves, count, own + (tree % outputs));
            }
            else
            {
                AddAll(leaves, count, outputs, own);
            }
        }
    }

    private void AddTrees(nint row, int* leaves)
    {
        var own = sums + (row * outputs);
        var output = 0;
        var group = TraversalLoop<T>.Group(in data);
        for (var tree = 0; tree < trees; tree += group)
        {
            var count = Math.Min(group, trees - tree);
            TraversalLoop<T>.RunTrees(in data, roots + tree, count, row, leaves);
            if (width > 1)
            {
                AddAll(leaves, count, 0, own);
                continue;
            }

            for (var i = 0; i < count; i++)
            {
                own[output] += values[leaves[i]];
                output = output == outputs - 1 ? 0 : output + 1;
            }
        }
    }

    private void AddOne(int* leaves, int count, double* own)
    {
        for (var i = 0; i < count; i++, own += outputs)
        {
            *own += values[leaves[i]];
        }
    }

    private void AddAll(int* leaves, int count, int rowStride, double* own)
    {
        for (var i = 0; i < count; i++, own += rowStride)
        {
            var value = values + ((nint)leaves[i] * outputs);
            for (var k = 0; k < outputs; k++)
            {
                own[k] += value[k];
            }
        }
    }
}
