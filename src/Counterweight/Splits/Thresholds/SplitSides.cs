using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Counterweight.Splits.Thresholds;

/// <summary>The integer part of a split scan: one component's exact sums on both sides of eight neighbouring thresholds.</summary>
internal static unsafe class SplitSides
{
    /// <summary>Numbers that <see cref="Fill"/> writes.</summary>
    public const int Length = 32;

    /// <summary>
    /// Writes the left sides' eight first sums, their second sums, then both of the right sides, each rounded to double
    /// once, and leaves the last left sums in <paramref name="running"/>.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fill(long* column, nint stride, long* running, long* total, double* sides)
    {
        var a = Vector128.Load(running) + Vector128.Load(column);
        var b = a + Vector128.Load(column + stride);
        var c = b + Vector128.Load(column + (2 * stride));
        var d = c + Vector128.Load(column + (3 * stride));
        column += 4 * stride;
        var e = d + Vector128.Load(column);
        var f = e + Vector128.Load(column + stride);
        var g = f + Vector128.Load(column + (2 * stride));
        var h = g + Vector128.Load(column + (3 * stride));
        h.Store(running);

        // Joined in registers: a wide load of narrow stores would wait for them to leave the store queue.
        if (Avx512DQ.IsSupported && Vector512.IsHardwareAccelerated)
        {
            // Not Vector512.Create, which would wait for what its register held before.
            var even = Vector256.Create(a, c).ToVector512Unsafe().WithUpper(Vector256.Create(e, g));
            var odd = Vector256.Create(b, d).ToVector512Unsafe().WithUpper(Vector256.Create(f, h));
            Both(Avx512F.UnpackLow(even, odd), total[0], sides);
            Both(Avx512F.UnpackHigh(even, odd), total[1], sides + 8);
        }
        else if (Avx2.IsSupported)
        {
            var (even, odd) = (Vector256.Create(a, c), Vector256.Create(b, d));
            Both(Avx2.UnpackLow(even, odd), total[0], sides);
            Both(Avx2.UnpackHigh(even, odd), total[1], sides + 8);
            (even, odd) = (Vector256.Create(e, g), Vector256.Create(f, h));
            Both(Avx2.UnpackLow(even, odd), total[0], sides + 4);
            Both(Avx2.UnpackHigh(even, odd), total[1], sides + 12);
        }
        else
        {
            Two(a, b, total, sides);
            Two(c, d, total, sides + 2);
            Two(e, f, total, sides + 4);
            Two(g, h, total, sides + 6);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Both(Vector512<long> left, long total, double* sides)
    {
        Vector512.ConvertToDouble(left).Store(sides);
        Vector512.ConvertToDouble(Vector512.Create(total) - left).Store(sides + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Both(Vector256<long> left, long total, double* sides)
    {
        Vector256.ConvertToDouble(left).Store(sides);
        Vector256.ConvertToDouble(Vector256.Create(total) - left).Store(sides + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Two(Vector128<long> a, Vector128<long> b, long* total, double* sides)
    {
        var first = Vector128.Create(a.GetLower(), b.GetLower());
        var second = Vector128.Create(a.GetUpper(), b.GetUpper());
        Vector128.ConvertToDouble(first).Store(sides);
        Vector128.ConvertToDouble(second).Store(sides + 8);
        Vector128.ConvertToDouble(Vector128.Create(total[0]) - first).Store(sides + 16);
        Vector128.ConvertToDouble(Vector128.Create(total[1]) - second).Store(sides + 24);
    }
}
