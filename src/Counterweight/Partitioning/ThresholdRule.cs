using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Counterweight.Partitioning;

/// <summary>Bins up to a threshold go left. The missing bin goes where the split sends it.</summary>
internal readonly struct ThresholdRule(int threshold, int missingBin, bool missingGoesLeft) : ISplitRule
{
    // A bin goes left if it is ≤ threshold. The answer is inverted for the missing bin where that would be the wrong side.
    private readonly int inverted = missingBin >= 0 && missingBin <= threshold != missingGoesLeft ? missingBin : -1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Left(int bin) => (bin <= threshold ? 1 : 0) ^ (bin == inverted ? 1 : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<int> Left(Vector512<int> bins) =>
        Vector512.LessThanOrEqual(bins, Vector512.Create(threshold)) ^ Vector512.Equals(bins, Vector512.Create(inverted));
}
