using System.Runtime.InteropServices;

namespace Counterweight.Engine;

/// <summary>What a split scan reads. All pointers are pinned and all sizes checked by the caller.</summary>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct SplitScanOperands
{
    /// <summary>Classes for which the running sums lie on the stack.</summary>
    public const int StackClasses = 240;

    public ClassCell* Histogram;

    /// <summary>The node's sum of each class.</summary>
    public ClassCell* Totals;
    public int Features;
    public int BinCount;
    public int FeatureStride;
    public int Classes;
    public bool LastBinIsMissing;

    /// <summary>Power of two that brings the node's weight into [1, 2).</summary>
    public double Unit;
    public double MinRowCount;

    /// <summary>In the scan's unit.</summary>
    public double MinWeight;

    /// <summary>A gain must exceed this, as a part of the node's weight.</summary>
    public double Floor;
}
