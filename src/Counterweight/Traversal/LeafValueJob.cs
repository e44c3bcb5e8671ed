using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Work;

namespace Counterweight.Traversal;

/// <summary>
/// Sums the values of the leaves that rows fall into. A block of rows goes through all trees before the next block does,
/// so that its features and sums stay in the cache.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct LeafValueJob<T>(TraversalOperands<T> data, int* roots, int trees, double* values, int width, int outputs, double* sums) : IWorkJob<LeafValueJob<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Items(int rows) => WorkItems.Count(rows, TraversalTuning.ValueItemRows);

    [SkipLocalsInit]
    public void Run(int item)
    {
        var leaves = stackalloc int[TraversalTuning.ValueItemRows];
        var (first, count) = WorkItems.Range(item, TraversalTuning.ValueItemRows, data.RowCount);
        var own = sums + (first * outputs);
        for (var tree = 0; tree < trees; tree++)
        {
            TraversalLoop<T>.Run(in data, roots[tree], first, count, leaves);
            if (width == 1)
            {
                AddOne(leaves, count, own + (tree % outputs));
            }
            else
            {
                AddAll(leaves, count, own);
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

    private void AddAll(int* leaves, int count, double* own)
    {
        for (var i = 0; i < count; i++, own += outputs)
        {
            var value = values + ((nint)leaves[i] * outputs);
            for (var k = 0; k < outputs; k++)
            {
                own[k] += value[k];
            }
        }
    }
}
