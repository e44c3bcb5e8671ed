using System.Numerics;
using System.Runtime.InteropServices;
using Counterweight.Core.Work;

namespace Counterweight.Traversal;

/// <summary>Leaves of rows, cut into items.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct LeafJob<T>(TraversalOperands<T> data, int root, int* leaves) : IWorkJob<LeafJob<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Items(int rows) => WorkItems.Count(rows, TraversalTuning.LeafItemRows);

    public void Run(int item)
    {
        var (first, count) = WorkItems.Range(item, TraversalTuning.LeafItemRows, data.RowCount);
        TraversalLoop<T>.Run(in data, root, first, count, leaves + first);
    }
}
