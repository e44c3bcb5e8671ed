using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Counterweight.Core.Simd;

namespace Counterweight.Splits.Thresholds;

/// <summary>The integer part of a split scan with one output: sums on both sides of eight neighbouring thresholds, from whole cells, in 512-bit registers.</summary>
internal static unsafe class OutputSums
{
    /// <summary>Whether blocks of this type fill such a register.</summary>
    public static bool Fit<TBlock>() => BlockDispatch.IsVector512<TBlock, double>() && Avx512DQ.IsSupported;

    /// <summary>
    /// Adds eight cells {rows, weight, G, H} to the <paramref name="running"/> sum of those before, and returns each
    /// field's eight sums.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(long* cells, ref Vector256<long> running, out Vector512<long> rows, out Vector512<long> weight, out Vector512<long> gradient, out Vector512<long> hessian)
    {
        var a = running + Vector256.Load(cells);
        var b = a + Vector256.Load(cells + 4);
        var c = b + Vector256.Load(cells + 8);
        var d = c + Vector256.Load(cells + 12);
        var e = d + Vector256.Load(cells + 16);
        var f = e + Vector256.Load(cells + 20);
        var g = f + Vector256.Load(cells + 24);
        var h = g + Vector256.Load(cells + 28);
        running = h;

        // Not Vector512.Create, which would wait for what its register held before.
        var (ae, bf) = (a.ToVector512Unsafe().WithUpper(e), b.ToVector512Unsafe().WithUpper(f));
        var (cg, dh) = (c.ToVector512Unsafe().WithUpper(g), d.ToVector512Unsafe().WithUpper(h));
        var (first, second) = (Vector512.Create(0L, 1, 8, 9, 4, 5, 12, 13), Vector512.Create(2L, 3, 10, 11, 6, 7, 14, 15));
        var (low, high) = (Avx512F.UnpackLow(ae, bf), Avx512F.UnpackLow(cg, dh));
        rows = Avx512F.PermuteVar8x64x2(low, first, high);
        gradient = Avx512F.PermuteVar8x64x2(low, second, high);
        (low, high) = (Avx512F.UnpackHigh(ae, bf), Avx512F.UnpackHigh(cg, dh));
        weight = Avx512F.PermuteVar8x64x2(low, first, high);
        hessian = Avx512F.PermuteVar8x64x2(low, second, high);
    }

    /// <summary>Rounded to double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBlock Round<TBlock>(Vector512<long> sums)
        where TBlock : struct, ISimdBlock<TBlock, double> => Unsafe.BitCast<Vector512<double>, TBlock>(Vector512.ConvertToDouble(sums));
}
