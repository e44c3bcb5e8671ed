using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Counterweight.Histograms.Increments;

/// <summary>
/// Adds {gradient · 2²⁰ + 1, Hessian} of one output by one 128-bit add, where rows have no weights and are fewer than 2²⁰: half
/// the memory of <see cref="GradientIncrement{T}"/>, and the very same sums.
/// </summary>
/// <remarks>
/// Gradients are −2²³ … 2²³, and so the first sum is within ±2⁶³: its low 20 bits are the number of rows, the others the sum of
/// gradients. All rows have the weight 2^a, by which sums are shifted as they are unpacked.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct PackedGradientIncrement<T>(GradientQuantizer<T> rows, int weightExponent) : IRowIncrement<PackedGradientIncrement<T>, Vector128<long>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Low bits of the first sum, which count rows.</summary>
    public const int CountBits = 20;

    public readonly nint CellBytes => 16;

    public readonly nint KeptLength => 2;

    public readonly nint Packing => 2;

    public readonly nint Planes => 1;

    public readonly bool Fits => true;

    /// <summary>Whether packed cells count so many rows.</summary>
    public static bool Counts(int rows) => rows < 1 << CountBits;

    /// <summary>Whether sums of so many rows without weights are exact in packed cells, and cannot overflow.</summary>
    public static bool Holds(int count, int weightExponent) => Counts(count)
        && weightExponent is >= 0 and <= GradientQuantizer<T>.WeightBits
        && (long)count << weightExponent <= 1L << GradientQuantizer<T>.WeightBits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Prefetch(nint row) => rows.Prefetch(row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool Make<TRows>(TRows order, nint first, nint count, long* kept)
        where TRows : struct, IRowOrder => rows.MakePacked(order, first, count, kept, CountBits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector128<long> Load(long* kept) => Vector128.Load(kept);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly nint OffsetOf(Vector128<long> value) => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Add(byte* cell, Vector128<long> value) => (Vector128.Load((long*)cell) + value).Store((long*)cell);

    public readonly void Unpack(ReadOnlySpan<long> cells, Span<long> histogram, Span<long> parent)
    {
        Debug.Assert(histogram.Length == (long)cells.Length * 2 && (parent.IsEmpty || parent.Length == histogram.Length), "A histogram has two numbers for each of packed cells.");
        ref var source = ref MemoryMarshal.GetReference(cells);
        ref var destination = ref MemoryMarshal.GetReference(histogram);
        ref var minuend = ref MemoryMarshal.GetReference(parent);
        var isFirst = Vector128.Create(-1L, 0);
        var exponent = weightExponent;
        var divides = !parent.IsEmpty;
        for (nuint at = 0; at < (nuint)cells.Length; at += 2)
        {
            var packed = Vector128.LoadUnsafe(ref source, at);
            var count = Vector128.Create(packed.ToScalar()) & Vector128.Create((1L << CountBits) - 1);
            count = Vector128.ConditionalSelect(isFirst, count, count << exponent);
            var sums = Vector128.ConditionalSelect(isFirst, packed >> CountBits, packed) << exponent;
            count.StoreUnsafe(ref destination, 2 * at);
            sums.StoreUnsafe(ref destination, (2 * at) + 2);
            if (divides)
            {
                (Vector128.LoadUnsafe(ref minuend, 2 * at) - count).StoreUnsafe(ref minuend, 2 * at);
                (Vector128.LoadUnsafe(ref minuend, (2 * at) + 2) - sums).StoreUnsafe(ref minuend, (2 * at) + 2);
            }
        }
    }

    public readonly void Merge(in PackedGradientIncrement<T> other)
    {
    }
}
