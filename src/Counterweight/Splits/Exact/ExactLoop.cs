using System.Buffers;
using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;

namespace Counterweight.Splits.Exact;

/// <summary>Searches the features of a node; an item is a feature.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct ExactLoop<TCriterion, T, TBlock>(ExactOperands<T> data, TCriterion criterion) : IWorkJob<ExactLoop<TCriterion, T, TBlock>>
    where TCriterion : struct, ISplitCriterion
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TBlock : struct, ISimdBlock<TBlock, double>
{
    /// <summary>Numbers of scratch on the stack; more are rented.</summary>
    private const int StackLength = 768;

    [SkipLocalsInit]
    public void Run(int item)
    {
        var length = new ExactScratch(null, data.Classes).Length;
        if (length <= StackLength)
        {
            var scratch = stackalloc long[StackLength];
            Run(item, scratch);
        }
        else
        {
            var rented = ArrayPool<long>.Shared.Rent((int)length);
            fixed (long* scratch = rented)
            {
                Run(item, scratch);
            }

            ArrayPool<long>.Shared.Return(rented);
        }
    }

    private void Run(int feature, long* scratch)
    {
        ref var found = ref data.Found[feature];
        found = default;
        var rows = data.Orders + (feature * data.OrderStride);
        found.BadRow = LabelLoop.FirstRejected(new ReadOnlySpan<int>(rows, data.Count), data.RowCount, null);
        if (found.BadRow >= 0)
        {
            return;
        }

        var values = data.Values + (feature * data.FeatureStride);
        Debug.Assert(feature < data.Features, "There is no such feature.");
        var distinct = data.Distinct != null && data.Distinct[feature];
        var numbers = found.Numbers = distinct ? data.Count : Numbers(rows, values);
        var scan = new ExactScan<TCriterion, T, TBlock>(in data, criterion, scratch);
        scan.Run(rows, values, numbers, distinct, missingGoesLeft: false);
        scan.KeepBest(feature, false, ref found.Best);
        if (numbers < data.Count)
        {
            scan.Run(rows, values, numbers, distinct, missingGoesLeft: true);
            scan.KeepBest(feature, true, ref found.Best);
        }
    }

    /// <summary>Rows before the first without a value.</summary>
    private int Numbers(int* rows, T* values)
    {
        var (low, high) = (0, data.Count);
        while (low < high)
        {
            var middle = (int)(((uint)low + (uint)high) / 2);
            if (T.IsNaN(values[rows[middle] * data.RowStride]))
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return low;
    }
}
