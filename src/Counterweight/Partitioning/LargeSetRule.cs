using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Counterweight.Core.Simd;

namespace Counterweight.Partitioning;

/// <summary>Bins that are in a set of any size go left.</summary>
/// <param name="words">The set, 32 bins a word, pinned; at least one word.</param>
/// <param name="count">Words; bins beyond are not in the set.</param>
internal readonly unsafe struct LargeSetRule(int* words, int count) : ISplitRule
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Left(int bin)
    {
        var word = bin >> 5;
        return (words[Math.Min(word, count - 1)] >> (bin & 31)) & (word < count ? 1 : 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<int> Left(Vector512<int> bins)
    {
        var word = bins >>> 5;
        var read = SixteenIntegers.Read(words, Vector512.Min(word, Vector512.Create(count - 1)), 4);
        return SixteenIntegers.ShiftRight(read, bins & Vector512.Create(31)) & Vector512.LessThan(word, Vector512.Create(count));
    }
}
