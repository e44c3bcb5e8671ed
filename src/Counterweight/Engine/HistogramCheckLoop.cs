using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Counterweight.Engine;

/// <summary>Finds whether any row would read or add outside the histogram's operands, and the largest sample weight.</summary>
internal unsafe struct HistogramCheckLoop<T, TRows>(HistogramOperands<T> data, TRows rows) : IWorkJob<HistogramCheckLoop<T, TRows>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TRows : struct, IRowOrder
{
    private const int Ahead = 16;

    /// <summary>A row, label, bin or weight is bad.</summary>
    public bool Failed;

    public double LargestSampleWeight;

    public void Run(int item)
    {
        var first = (nint)item * HistogramLoop<T, TRows>.ItemRows;
        var end = Math.Min(first + HistogramLoop<T, TRows>.ItemRows, data.Count);
        Failed |= typeof(TRows) == typeof(AllRows) ? !CheckRun((int)first, (int)(end - first)) : !CheckChosen(first, end);
    }

    public void Merge(in HistogramCheckLoop<T, TRows> other)
    {
        Failed |= other.Failed;
        LargestSampleWeight = Math.Max(LargestSampleWeight, other.LargestSampleWeight);
    }

    private bool CheckRun(int first, int count)
    {
        if (LabelLoop.FirstRejected(new(data.Labels + first, count), data.Classes, null) >= 0)
        {
            return false;
        }

        if (data.SampleMask != 0)
        {
            var largest = WeightLoop.MaxOrNaN(new ReadOnlySpan<T>(data.SampleWeights + first, count));
            LargestSampleWeight = Math.Max(LargestSampleWeight, largest);
            if (double.IsNaN(largest))
            {
                return false;
            }
        }

        return data.BinCount == 256 || BinsBelow(data.Bins + ((nint)first * data.Features), (nint)count * data.Features, (byte)data.BinCount);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool CheckChosen(nint first, nint end)
    {
        var operands = data;
        var order = rows;
        var largest = LargestSampleWeight;
        nint features = operands.Features;
        nint last = operands.Count - 1;
        for (var position = first; position < end; position++)
        {
            var row = order[position];
            if ((nuint)row >= (nuint)operands.RowCount || (uint)operands.Labels[row] >= (uint)operands.Classes)
            {
                return false;
            }

            var weight = HistogramOperands<T>.At(operands.SampleWeights, row & operands.SampleMask);
            if (!(weight >= 0 && weight <= double.MaxValue))
            {
                return false;
            }

            largest = weight > largest ? weight : largest;
            if (Sse.IsSupported)
            {
                // An address only: where the row is out of range, nothing is read.
                Sse.Prefetch0(operands.Bins + (order[Math.Min(position + Ahead, last)] * features));
            }

            if (operands.BinCount < 256 && !BinsBelow(operands.Bins + (row * features), features, (byte)operands.BinCount))
            {
                return false;
            }
        }

        LargestSampleWeight = largest;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool BinsBelow(byte* bins, nint count, byte limit)
    {
        nint i = 0;
        if (count >= Vector256<byte>.Count)
        {
            var bad = Vector256<byte>.Zero;
            var bound = Vector256.Create(limit);
            for (; i <= count - Vector256<byte>.Count; i += Vector256<byte>.Count)
            {
                bad |= Vector256.GreaterThanOrEqual(Vector256.Load(bins + i), bound);
            }

            bad |= Vector256.GreaterThanOrEqual(Vector256.Load(bins + count - Vector256<byte>.Count), bound);
            return bad == Vector256<byte>.Zero;
        }

        if (count >= Vector128<byte>.Count)
        {
            var bound = Vector128.Create(limit);
            var bad = Vector128.GreaterThanOrEqual(Vector128.Load(bins), bound)
                | Vector128.GreaterThanOrEqual(Vector128.Load(bins + count - Vector128<byte>.Count), bound);
            return bad == Vector128<byte>.Zero;
        }

        for (; i < count; i++)
        {
            if (bins[i] >= limit)
            {
                return false;
            }
        }

        return true;
    }
}
