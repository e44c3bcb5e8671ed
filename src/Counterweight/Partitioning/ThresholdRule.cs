using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Counterweight.Partitioning;

/// <summary>Bins up to a threshold go left. The missing bin goes where the split sends it.</summary>
internal readonly struct ThresholdRule(int threshold, int missingBin, bool missingGoesLeft) : ISplitRule
{
    // bin ≤ threshold, but for the missing bin, whose answer is turned round where it is not the one asked for.
    private readonly int turned = missingBin >= 0 && missingBin <= threshold != missingGoesLeft ? missingBin : -1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Left(int bin) => (bin <= threshold ? 1 : 0) ^ (bin == turned ? 1 : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<int> Left(Vector512<int> bins) =>
        Vector512.LessThanOrEqual(bins, Vector512.Create(threshold)) ^ Vector512.Equals(bins, Vector512.Create(turned));
}
