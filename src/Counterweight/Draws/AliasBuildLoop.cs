using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Numerics;

namespace Counterweight.Draws;

/// <summary>
/// The loops that build a table: weights become units, which fill the columns. A column that is filled forgets
/// the units of its category, and the sweep must know whether they were more than a column holds: the top bit says so until the end.
/// </summary>
internal static class AliasBuildLoop
{
    private const ulong Heavy = 1UL << 63;

    public static void Build<T>(ReadOnlySpan<T> weights, double largest, Span<ulong> columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        DebugChecks.Same(weights.Length, columns.Length);
        var layout = new AliasColumns(columns.Length);
        var scaling = new WeightScaling(largest);
        Apportion(weights, scaling, layout.Total / WeightTotalLoop.Sum(weights, scaling), T.CreateTruncating(largest), layout, columns);
        Sweep(columns, layout);
        foreach (ref var column in columns)
        {
            column &= ~Heavy;
        }
    }

    /// <summary>Units of each category, the fraction of a unit carried to the next: they sum to all there are, since the first category of the largest weight has the rest.</summary>
    private static void Apportion<T>(ReadOnlySpan<T> weights, WeightScaling scaling, double units, T largest, AliasColumns layout, Span<ulong> columns)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (carry, others, rest, capacity) = (0.0, 0UL, -1, layout.Capacity);
        for (var i = 0; i < weights.Length; i++)
        {
            if (rest < 0 && weights[i] == largest)
            {
                rest = i;
                continue;
            }

            // No weight has no fraction to add: the carry is below 1.
            var wanted = (scaling.Of(weights[i]) * units) + carry;
            var whole = (ulong)wanted;
            carry = wanted - whole;
            others += whole;
            columns[i] = whole < capacity ? whole : whole | Heavy;
        }

        var left = layout.Total - others;
        Debug.Assert(rest >= 0 && left <= layout.Total, "The category of the largest weight has no units left.");
        columns[rest] = left < capacity ? left : left | Heavy;
    }

    /// <summary>Fills the columns of light categories, in their order, from the heavy category that is due; what that has left becomes light in its turn.</summary>
    private static void Sweep(Span<ulong> columns, AliasColumns layout)
    {
        ref var first = ref MemoryMarshal.GetReference(columns);
        var (count, capacity) = (columns.Length, layout.Capacity);
        var light = 0;
        var heavy = NextHeavy(ref first, 0, count);
        Debug.Assert(heavy < count, "No category is heavy, although the mean fills a column.");
        var left = Unsafe.Add(ref first, heavy) & ~Heavy;
        while (true)
        {
            if (left >= capacity)
            {
                while (light < count && Unsafe.Add(ref first, light) >= Heavy)
                {
                    light++;
                }

                if (light == count)
                {
                    break;
                }

                ref var column = ref Unsafe.Add(ref first, light++);
                left -= capacity - column;
                column = layout.Of(column, heavy);
            }
            else
            {
                var next = NextHeavy(ref first, heavy + 1, count);
                Debug.Assert(next < count, "Units are missing.");
                Unsafe.Add(ref first, heavy) = layout.Of(left, next) | Heavy;
                left = (Unsafe.Add(ref first, next) & ~Heavy) - (capacity - left);
                heavy = next;
            }
        }

        // Those that are left fill a column each.
        for (; heavy < count; heavy = NextHeavy(ref first, heavy + 1, count))
        {
            Unsafe.Add(ref first, heavy) = layout.Of(0, heavy);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int NextHeavy(ref ulong first, int from, int count)
    {
        while (from < count && Unsafe.Add(ref first, from) < Heavy)
        {
            from++;
        }

        return from;
    }
}
