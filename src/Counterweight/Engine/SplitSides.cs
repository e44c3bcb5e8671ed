using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Counterweight.Engine;

/// <summary>The integer part of a split scan: one class's exact sums on both sides of eight neighbouring thresholds.</summary>
internal static unsafe class SplitSides
{
    /// <summary>
    /// Writes eight pairs {rows, weight} of the left sides, then eight of the right, each rounded to double once, and
    /// leaves the last left sum in <paramref name="running"/>. Past <paramref name="count"/> the last bin's are
    /// repeated, which no strict comparison prefers.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fill(ClassCell* column, nint stride, int count, ClassCell* running, ClassCell* total, double* sides)
    {
        if (count < 8)
        {
            Pad(column, stride, count, (ClassCell*)sides);
            column = (ClassCell*)sides;
            stride = 1;
        }

        var a = At(running) + At(column);
        var b = a + At(column + stride);
        var c = b + At(column + (2 * stride));
        var d = c + At(column + (3 * stride));
        column += 4 * stride;
        var e = d + At(column);
        var f = e + At(column + stride);
        var g = f + At(column + (2 * stride));
        var h = g + At(column + (3 * stride));
        h.Store((long*)running);

        var all = At(total);

        // Joined in registers: a wide load of narrow stores would wait for them to leave the store queue.
        if (Vector512.IsHardwareAccelerated)
        {
            var left = Four(a, b, c, d);
            var more = Four(e, f, g, h);
            var four = Four(all, all, all, all);
            Vector512.ConvertToDouble(left).Store(sides);
            Vector512.ConvertToDouble(more).Store(sides + 8);
            Vector512.ConvertToDouble(four - left).Store(sides + 16);
            Vector512.ConvertToDouble(four - more).Store(sides + 24);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            var both = Vector256.Create(all, all);
            Pairs(Vector256.Create(a, b), both, sides);
            Pairs(Vector256.Create(c, d), both, sides + 4);
            Pairs(Vector256.Create(e, f), both, sides + 8);
            Pairs(Vector256.Create(g, h), both, sides + 12);
        }
        else
        {
            One(a, all, sides);
            One(b, all, sides + 2);
            One(c, all, sides + 4);
            One(d, all, sides + 6);
            One(e, all, sides + 8);
            One(f, all, sides + 10);
            One(g, all, sides + 12);
            One(h, all, sides + 14);
        }
    }

    /// <summary>Copies the cells that exist, followed by zeros, to <paramref name="room"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Pad(ClassCell* column, nint stride, int count, ClassCell* room)
    {
        for (var j = 0; j < 8; j++)
        {
            room[j] = j < count ? column[j * stride] : default;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<long> At(ClassCell* cell) => Vector128.Load((long*)cell);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<long> Four(Vector128<long> a, Vector128<long> b, Vector128<long> c, Vector128<long> d) =>
        a.ToVector256Unsafe().WithUpper(b).ToVector512Unsafe().WithUpper(c.ToVector256Unsafe().WithUpper(d));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Pairs(Vector256<long> left, Vector256<long> all, double* sides)
    {
        Vector256.ConvertToDouble(left).Store(sides);
        Vector256.ConvertToDouble(all - left).Store(sides + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void One(Vector128<long> left, Vector128<long> all, double* sides)
    {
        Vector128.ConvertToDouble(left).Store(sides);
        Vector128.ConvertToDouble(all - left).Store(sides + 16);
    }
}
