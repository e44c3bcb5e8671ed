using System.Numerics;
using System.Runtime.CompilerServices;

namespace Counterweight.Draws;

/// <summary>
/// How the columns of n categories are laid out: the number of the other category in the low bits, the threshold above it, and the top bit clear.
/// </summary>
/// <param name="count">n, at least 1.</param>
internal readonly struct AliasColumns(int count)
{
    /// <summary>Bits of the number of a category.</summary>
    public int AliasBits { get; } = BitOperations.Log2((uint)count) + 1;

    /// <summary>The units that a column holds, a power of two; thresholds are below it.</summary>
    public ulong Capacity
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 1UL << (63 - AliasBits);
    }

    /// <summary>The units of all columns together, in [2⁶², 2⁶³).</summary>
    public ulong Total => (ulong)count * Capacity;

    /// <summary>The bits of the number of a category.</summary>
    public ulong AliasMask => (1UL << AliasBits) - 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Of(ulong threshold, int alias) => (threshold << AliasBits) | (uint)alias;
}
