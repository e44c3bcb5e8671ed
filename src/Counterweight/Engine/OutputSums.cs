using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Counterweight.Blocks;

namespace Counterweight.Engine;

/// <summary>One side of eight neighbouring thresholds of a histogram with one output.</summary>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct OutputSums<TBlock>
    where TBlock : struct, IBlock<TBlock, double>
{
    public TBlock Rows;
    public TBlock Weight;
    public TBlock Gradient;
    public TBlock Hessian;

    /// <summary>
    /// Both sides of eight cells {rows, weight, G, H}, each sum rounded to double once. A cell is added in one step, and
    /// where eight sums fill a register they go there straight from the cells.
    /// </summary>
    /// <param name="cells">Eight cells.</param>
    /// <param name="running">Sums of the cells before, and then of these.</param>
    /// <param name="total">The node's sums.</param>
    /// <param name="sides">Room for the sides of two pairs.</param>
    /// <param name="left">Sums up to each cell.</param>
    /// <param name="right">Sums beyond.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Of(long* cells, long* running, long* total, double* sides, out OutputSums<TBlock> left, out OutputSums<TBlock> right)
    {
        if (typeof(TBlock) != typeof(Vector512Block<double>) || !Avx512DQ.IsSupported)
        {
            SplitSides.Fill(cells, 4, running, total, sides);
            SplitSides.Fill(cells + 2, 4, running + 2, total + 2, sides + SplitSides.Length);
            left = Load(sides);
            right = Load(sides + (SplitSides.Length / 2));
            return;
        }

        // Pairwise, so that but one addition in eight cells waits for the eight before.
        var c0 = Vector256.Load(cells);
        var c1 = c0 + Vector256.Load(cells + 4);
        var c2 = Vector256.Load(cells + 8);
        var c3 = c1 + (c2 + Vector256.Load(cells + 12));
        var c4 = Vector256.Load(cells + 16);
        var c5 = c4 + Vector256.Load(cells + 20);
        var c6 = Vector256.Load(cells + 24);
        var before = Vector256.Load(running);
        var h = before + (c3 + (c5 + (c6 + Vector256.Load(cells + 28))));
        h.Store(running);
        var (a, b, d) = (before + c0, before + c1, before + c3);
        var (c, e, f) = (b + c2, d + c4, d + c5);
        var g = f + c6;

        // Not Vector512.Create, which would wait for what its register held before.
        var (ae, bf) = (a.ToVector512Unsafe().WithUpper(e), b.ToVector512Unsafe().WithUpper(f));
        var (cg, dh) = (c.ToVector512Unsafe().WithUpper(g), d.ToVector512Unsafe().WithUpper(h));
        var (first, second) = (Vector512.Create(0L, 1, 8, 9, 4, 5, 12, 13), Vector512.Create(2L, 3, 10, 11, 6, 7, 14, 15));
        var (low, high) = (Avx512F.UnpackLow(ae, bf), Avx512F.UnpackLow(cg, dh));
        Split(Avx512F.PermuteVar8x64x2(low, first, high), total[0], out left.Rows, out right.Rows);
        Split(Avx512F.PermuteVar8x64x2(low, second, high), total[2], out left.Gradient, out right.Gradient);
        (low, high) = (Avx512F.UnpackHigh(ae, bf), Avx512F.UnpackHigh(cg, dh));
        Split(Avx512F.PermuteVar8x64x2(low, first, high), total[1], out left.Weight, out right.Weight);
        Split(Avx512F.PermuteVar8x64x2(low, second, high), total[3], out left.Hessian, out right.Hessian);
    }

    private static OutputSums<TBlock> Load(double* side) => new()
    {
        Rows = TBlock.Load(ref *side),
        Weight = TBlock.Load(ref side[8]),
        Gradient = TBlock.Load(ref side[SplitSides.Length]),
        Hessian = TBlock.Load(ref side[SplitSides.Length + 8]),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Split(Vector512<long> sums, long total, out TBlock left, out TBlock right)
    {
        left = Block(sums);
        right = Block(Vector512.Create(total) - sums);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock Block(Vector512<long> value) => Unsafe.BitCast<Vector512<double>, TBlock>(Vector512.ConvertToDouble(value));
}
