using System.Numerics;
using System.Runtime.InteropServices;
using Counterweight.Core.Work;

namespace Counterweight.Traversal;

/// <summary>Leaves of rows, cut into items.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct LeafJob<T>(TraversalOperands<T> data, int root, int* leaves) : IWorkJob<LeafJob<T>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public const int ItemRows = 4096;

    public static int Items(int rows) => (int)(((long)rows + ItemRows - 1) / ItemRows);

    public void Run(int item)
    {
        var first = (nint)item * ItemRows;
        TraversalLoop<T>.Run(in data, root, first, (int)Math.Min(ItemRows, data.RowCount - first), leaves + first);
    }

    public void Merge(in LeafJob<T> other)
    {
        // Leaves are all there is.
    }
}
