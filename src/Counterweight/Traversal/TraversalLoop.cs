using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Counterweight.Core.Checks;

namespace Counterweight.Traversal;

/// <summary>
/// Takes rows through a tree level by level, several at a time. A row's next node waits for its last one, but not for
/// those of other rows.
/// </summary>
internal static unsafe class TraversalLoop<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows that fall together.</summary>
    public const int Group = SixteenRowTraversal.Rows;

    /// <summary>Leaves of some rows.</summary>
    public static void Run(in TraversalOperands<T> data, int root, nint first, int count, int* leaves)
    {
        Debug.Assert(root >= 0 && first >= 0 && first + count <= data.RowCount, "Rows are outside the data, or there is no such node.");
        DebugChecks.Present(leaves, count);
        var row = data.Values + (first * data.RowStride);
        for (var i = 0; i < count; i += Group, row += Group * data.RowStride)
        {
            var size = Math.Min(Group, count - i);
            if (size == Group && Avx2.IsSupported && !data.HasCategories)
            {
                SixteenRowTraversal.Run(data.Nodes, root, row, (int)data.RowStride, data.FeatureStride, leaves + i);
                continue;
            }

            new Span<int>(leaves + i, size).Fill(root);
            if (data.HasCategories)
            {
                FallMixed(in data, row, size, leaves + i);
            }
            else
            {
                Fall(in data, row, size, leaves + i);
            }
        }
    }

    private static void Fall(in TraversalOperands<T> data, T* rows, int count, int* at)
    {
        var nodes = data.Nodes;
        var (stride, featureStride) = (data.RowStride, (nint)data.FeatureStride);
        int moved;
        do
        {
            moved = 0;
            var row = rows;
            for (var i = 0; i < count; i++, row += stride)
            {
                var node = at[i];
                var next = Step(nodes + node, row, featureStride);
                at[i] = next;
                moved |= next ^ node;
            }
        }
        while (moved != 0);
    }

    private static void FallMixed(in TraversalOperands<T> data, T* rows, int count, int* at)
    {
        var (stride, featureStride) = (data.RowStride, (nint)data.FeatureStride);
        int moved;
        do
        {
            moved = 0;
            var row = rows;
            for (var i = 0; i < count; i++, row += stride)
            {
                var node = data.Nodes + at[i];
                var next = node->Left < 0 ? StepCategory(node, data.CategorySets, row, featureStride) : Step(node, row, featureStride);
                moved |= next ^ at[i];
                at[i] = next;
            }
        }
        while (moved != 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Step(PackedNode<T>* node, T* row, nint stride)
    {
        var feature = node->Feature;
        var value = row[(feature & int.MaxValue) * stride];
        var stays = value <= node->Threshold ? 1 : 0;
        var missing = (T.IsNaN(value) ? 1 : 0) & (int)((uint)feature >> 31);
        return node->Left + 1 - (stays | missing);
    }

    private static int StepCategory(PackedNode<T>* node, ulong* sets, T* row, nint stride)
    {
        var value = row[(node->Feature & int.MaxValue) * stride];
        bool left;
        if (T.IsNaN(value))
        {
            left = node->Feature < 0;
        }
        else
        {
            var set = sets + *(int*)&node->Threshold;
            var category = int.CreateSaturating(value);
            var hasBit = T.CreateTruncating(category) == value && (uint)category < (ulong)(uint)*set * 64;
            left = hasBit ? ((set[1 + (category >> 6)] >> category) & 1) != 0 : (*set & CategorySetList.OthersFlag) != 0;
        }

        return (node->Left & int.MaxValue) + (left ? 0 : 1);
    }
}
