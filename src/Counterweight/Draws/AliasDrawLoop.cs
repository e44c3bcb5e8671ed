using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Counterweight.Core.Checks;

namespace Counterweight.Draws;

/// <summary>The loop over random words that looks draws up, eight at a time. Columns are gathered where <see cref="Avx2"/> is supported.</summary>
internal static unsafe class AliasDrawLoop
{
    /// <summary>Draws of a step.</summary>
    public const int Step = 8;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Run(ulong* columns, int columnCount, ulong* words, int* destination, int count)
    {
        DebugChecks.Whole(count, Step);
        DebugChecks.Present(columns, columnCount);
        var layout = new AliasColumns(columnCount);
        var bits = layout.AliasBits;
        var (categories, mask) = (Vector256.Create((ulong)columnCount), Vector256.Create(layout.AliasMask));
        for (var i = 0; i < count; i += Step)
        {
            var low = Four(columns, Vector256.Load(words + i), categories, mask, bits);
            var high = Four(columns, Vector256.Load(words + i + 4), categories, mask, bits);
            Vector256.Narrow(low, high).AsInt32().Store(destination + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Four(ulong* columns, Vector256<ulong> random, Vector256<ulong> categories, Vector256<ulong> mask, int bits)
    {
        // The product of 64 and 31 bits: its high half is the column, its low half what the threshold is compared with.
        var half = Vector256.Create(0xFFFFFFFFUL);
        var low = Product(random & half, categories);
        var high = Product(random >>> 32, categories) + (low >>> 32);
        var place = high >>> 32;
        var rest = (high << 32) | (low & half);
        var column = Gather(columns, place);
        var accepted = Vector256.LessThan((rest >>> (bits + 1)).AsInt64(), (column >>> bits).AsInt64()).AsUInt64();
        return Vector256.ConditionalSelect(accepted, place, column & mask);
    }

    /// <summary>Products of numbers below 2³².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Product(Vector256<ulong> left, Vector256<ulong> right) =>
        Avx2.IsSupported ? Avx2.Multiply(left.AsUInt32(), right.AsUInt32()) : left * right;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Gather(ulong* columns, Vector256<ulong> places) => Avx2.IsSupported
        ? Avx2.GatherVector256(columns, places.AsInt64(), sizeof(ulong))
        : Vector256.Create(columns[places[0]], columns[places[1]], columns[places[2]], columns[places[3]]);
}
