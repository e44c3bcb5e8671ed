using System.Numerics;
using System.Runtime.InteropServices;

namespace Counterweight.Traversal;

/// <summary>What rows fall through. All pointers are pinned and all sizes checked by the caller.</summary>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct TraversalOperands<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public PackedNode<T>* Nodes;
    public ulong* CategorySets;
    public bool HasCategories;
    public T* Values;
    public nint RowStride;
    public int FeatureStride;
    public int RowCount;
}
