using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Counterweight.Core.Simd;

/// <summary>Operations on sixteen integers where <see cref="Avx512F"/> is supported.</summary>
internal static unsafe class SixteenIntegers
{
    /// <summary>Sixteen words, from offsets in units of <paramref name="scale"/> bytes: 1 or 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> Read(int* source, Vector512<int> offsets, [System.Diagnostics.CodeAnalysis.ConstantExpected] byte scale) => scale == 1
        ? Avx2.GatherVector256(source, offsets.GetLower(), 1).ToVector512Unsafe().WithUpper(Avx2.GatherVector256(source, offsets.GetUpper(), 1))
        : Avx2.GatherVector256(source, offsets.GetLower(), 4).ToVector512Unsafe().WithUpper(Avx2.GatherVector256(source, offsets.GetUpper(), 4));

    /// <summary>Each lane shifted by its own distance.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<int> ShiftRight(Vector512<int> value, Vector512<int> distance) =>
        Avx512F.ShiftRightLogicalVariable(value, distance.AsUInt32());
}
