using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Counterweight.Core.Simd;

namespace Counterweight.Partitioning;

/// <summary>Bins of a byte that are in a set of 256 bits go left.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct ByteSetRule : ISplitRule
{
    private readonly Vector256<int> bits;

    /// <param name="words">The set, 64 bins a word; bins beyond are not in it.</param>
    public ByteSetRule(ReadOnlySpan<ulong> words)
    {
        var set = Vector256<ulong>.Zero;
        for (var i = 0; i < Math.Min(words.Length, Vector256<ulong>.Count); i++)
        {
            set = set.WithElement(i, words[i]);
        }

        bits = set.AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Left(int bin)
    {
        fixed (Vector256<int>* set = &bits)
        {
            return (((int*)set)[bin >> 5] >> (bin & 31)) & 1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector512<int> Left(Vector512<int> bins) => SixteenIntegers.ShiftRight(
        Avx512F.PermuteVar16x32(Vector512.Create(bits, bits), bins >>> 5), bins & Vector512.Create(31));
}
