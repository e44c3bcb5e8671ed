using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Work;

namespace Counterweight.Binning;

/// <summary>
/// Finds the bins of values, some hundred rows at a time. Columns of row-major memory are copied to the stack first: the
/// search then reads consecutive values, and the features of a row stay in the cache.
/// </summary>
internal unsafe struct BinLoop<T, TBin>(BinOperands<T, TBin> data, FeatureBins[] features) : IWorkJob<BinLoop<T, TBin>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TBin : unmanaged, IBinaryInteger<TBin>
{
    public static int Items(int rows) => WorkItems.Count(rows, BinningTuning.ItemRows);

    public readonly void Run(int item)
    {
        var (first, count) = WorkItems.Range(item, BinningTuning.ItemRows, data.RowCount);
        for (var end = first + count; first < end; first += BinningTuning.BlockRows)
        {
            RunBlock(first, (int)Math.Min(BinningTuning.BlockRows, end - first));
        }
    }

    [SkipLocalsInit]
    private readonly void RunBlock(nint first, int count)
    {
        Debug.Assert(count is > 0 and <= BinningTuning.BlockRows, "A block has no rows, or more than a buffer holds.");
        var valueBuffer = stackalloc T[BinningTuning.BlockRows];
        var binBuffer = stackalloc TBin[BinningTuning.BlockRows];
        for (var feature = 0; feature < features.Length; feature++)
        {
            var values = data.Values + (first * data.ValueRowStride) + (feature * data.ValueFeatureStride);
            var bins = data.Bins + (first * data.BinRowStride) + (feature * data.BinFeatureStride);
            if (data.ValueRowStride != 1)
            {
                Gather(values, data.ValueRowStride, valueBuffer, count);
                values = valueBuffer;
            }

            var target = data.BinRowStride == 1 ? bins : binBuffer;
            EdgeSearch<T, TBin>.Run(features[feature], values, target, count, data.Missing);
            if (data.BinRowStride != 1)
            {
                Scatter(binBuffer, bins, data.BinRowStride, count);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Gather(T* from, nint stride, T* to, int count)
    {
        for (var i = 0; i < count; i++, from += stride)
        {
            to[i] = *from;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Scatter(TBin* from, TBin* to, nint stride, int count)
    {
        for (var i = 0; i < count; i++, to += stride)
        {
            *to = from[i];
        }
    }
}
