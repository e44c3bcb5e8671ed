using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Counterweight.Core.Checks;

namespace Counterweight.Traversal;

/// <summary>
/// Takes rows through a tree level by level, several at a time, or a row through several trees. A row's next node waits
/// for its last one, but not for those of other rows or trees.
/// </summary>
internal static unsafe class TraversalLoop<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Rows, or trees of a row, that fall together one after the other.</summary>
    private const int ScalarGroup = 16;

    /// <summary>Rows or trees that are too few to be worth a register.</summary>
    private const int Lone = 8;

    /// <summary>Most rows, or trees of a row, that fall together.</summary>
    public static int Group(in TraversalOperands<T> data) => IsGathered(in data) ? GatheredFalls.MaxCount : ScalarGroup;

    /// <summary>Leaves of some rows.</summary>
    public static void Run(in TraversalOperands<T> data, int root, nint first, int count, int* leaves)
    {
        Debug.Assert(root >= 0 && first >= 0 && first + count <= data.RowCount, "Rows are outside the data, or there is no such node.");
        DebugChecks.Present(leaves, count);
        new Span<int>(leaves, count).Fill(root);
        var row = data.Values + (first * data.RowStride);
        var group = Group(in data);
        for (var i = 0; i < count; i += group, row += group * data.RowStride)
        {
            FallTogether(in data, row, data.RowStride, Math.Min(group, count - i), leaves + i);
        }
    }

    /// <summary>Leaves of one row in at most <see cref="Group"/> trees.</summary>
    public static void RunTrees(in TraversalOperands<T> data, int* roots, int count, nint row, int* leaves)
    {
        Debug.Assert(row >= 0 && row < data.RowCount && count <= Group(in data), "The row is outside the data, or there are too many trees.");
        DebugChecks.Present(leaves, count);
        new Span<int>(roots, count).CopyTo(new Span<int>(leaves, count));
        FallTogether(in data, data.Values + (row * data.RowStride), 0, count, leaves);
    }

    private static bool IsGathered(in TraversalOperands<T> data) => Avx2.IsSupported && !data.HasCategories;

    private static void FallTogether(in TraversalOperands<T> data, T* row, nint rowStride, int count, int* at)
    {
        if (data.HasCategories)
        {
            FallMixed(in data, row, rowStride, count, at);
        }
        else if (IsGathered(in data) && count > Lone)
        {
            GatheredFalls.Run(data.Nodes, row, (int)rowStride, data.FeatureStride, at, count);
        }
        else
        {
            Fall(in data, row, rowStride, count, at);
        }
    }

    private static void Fall(in TraversalOperands<T> data, T* rows, nint stride, int count, int* at)
    {
        var nodes = data.Nodes;
        nint featureStride = data.FeatureStride;
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

    private static void FallMixed(in TraversalOperands<T> data, T* rows, nint stride, int count, int* at)
    {
        nint featureStride = data.FeatureStride;
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
