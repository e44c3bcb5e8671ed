using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Counterweight.Splits.Thresholds;

/// <summary>Thresholds of several features of few bins, end to end, so that one scan evaluates them together.</summary>
/// <remarks>A cell is what the left side of its threshold has more than that of the threshold before, so that running sums are left sides.</remarks>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct FeatureBatch
{
    private readonly long* left;
    private readonly int* features;
    private readonly int* bins;
    private readonly nint length;

    /// <summary>An empty batch.</summary>
    /// <param name="parts">Its memory.</param>
    /// <param name="cellLength">Numbers in a cell, even.</param>
    public FeatureBatch(in ThresholdScratch parts, nint cellLength)
    {
        Cells = parts.BatchCells;
        left = parts.BatchLeft;
        features = parts.BatchFeatures;
        bins = parts.BatchBins;
        length = cellLength;
        Clear();
    }

    /// <summary>The cells.</summary>
    public readonly long* Cells { get; }

    /// <summary>How many they are.</summary>
    public int Count { get; private set; }

    /// <summary>The feature of a threshold.</summary>
    public readonly int Feature(int threshold) => features[threshold];

    /// <summary>The last bin on its left side.</summary>
    public readonly int Bin(int threshold) => bins[threshold];

    public readonly bool HasRoom(int thresholds) => Count + thresholds <= SplitTuning.BatchThresholds;

    /// <summary>Begins again.</summary>
    public void Clear()
    {
        Count = 0;
        new Span<long>(left, (int)length).Clear();
    }

    /// <summary>Adds the thresholds after the first bins of a feature.</summary>
    public void Add(int feature, long* cells, int thresholds)
    {
        Debug.Assert(thresholds > 0 && HasRoom(thresholds), "The feature does not fit.");
        var to = Cells + (Count * length);
        for (nint i = 0; i < length; i += 2)
        {
            var first = Vector128.Load(cells + i);
            (first - Vector128.Load(left + i)).Store(to + i);
            for (var bin = 1; bin < thresholds; bin++)
            {
                var cell = Vector128.Load(cells + (bin * length) + i);
                cell.Store(to + (bin * length) + i);
                first += cell;
            }

            first.Store(left + i);
        }

        for (var bin = 0; bin < thresholds; bin++)
        {
            (features[Count], bins[Count]) = (feature, bin);
            Count++;
        }
    }
}
