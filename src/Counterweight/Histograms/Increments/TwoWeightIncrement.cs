using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Counterweight.Histograms.Increments;

/// <summary>
/// Adds {gradient · 2²⁰ + 1, 2 · Hessian + p} of one output by one 128-bit add to plane p of the cells, where fewer than 2²⁰ rows
/// have one of two weights, as class weights of two classes give them. p is 0 for one weight and 1 for the other.
/// </summary>
/// <remarks>
/// A plane has half the memory of the cells of <see cref="GradientIncrement{T}"/>, and of imbalanced classes nearly all rows go to one of
/// the planes. The sums are the very same, as those of a plane are multiplied by its weight as they are unpacked. See
/// <see cref="PackedGradientIncrement{T}"/> for what the first sum holds; the second one is within 2⁴⁴.
/// </remarks>
/// <param name="rows">The rows.</param>
/// <param name="weights">Their weights, of which the second need not be known.</param>
/// <param name="planeBytes">Bytes from the first plane to the second.</param>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct TwoWeightIncrement<T>(GradientQuantizer<T> rows, WeightPair weights, nint planeBytes) : IRowIncrement<TwoWeightIncrement<T>, Vector128<long>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int CountBits = PackedGradientIncrement<T>.CountBits;

    private WeightPair weights = weights;

    public readonly nint CellBytes => 16;

    public readonly nint KeptLength => 2;

    public readonly nint Packing => 2;

    public readonly nint Planes => 2;

    public readonly bool Fits => weights.Fits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Prefetch(nint row) => rows.Prefetch(row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Make<TRows>(TRows order, nint first, nint count, long* kept)
        where TRows : struct, IRowOrder => rows.MakePacked(order, first, count, kept, CountBits, ref weights);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector128<long> Load(long* kept) => Vector128.Load(kept);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly nint OffsetOf(Vector128<long> value) => -((nint)value[1] & 1) & planeBytes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Add(byte* cell, Vector128<long> value) => (Vector128.Load((long*)cell) + value).Store((long*)cell);

    public readonly void Unpack(ReadOnlySpan<long> cells, Span<long> histogram, Span<long> parent)
    {
        Debug.Assert(histogram.Length == cells.Length && (parent.IsEmpty || parent.Length == histogram.Length), "A histogram has as many numbers as both planes.");
        ref var first = ref MemoryMarshal.GetReference(cells);
        ref var second = ref MemoryMarshal.GetReference(cells[(cells.Length / 2)..]);
        ref var destination = ref MemoryMarshal.GetReference(histogram);
        ref var minuend = ref MemoryMarshal.GetReference(parent);
        var firstFactors = Vector256.Create(weights.First).WithElement(0, 1);
        var secondFactors = Vector256.Create(weights.Second).WithElement(0, 1);
        var divides = !parent.IsEmpty;
        for (nuint at = 0; at < (nuint)histogram.Length; at += 4)
        {
            var sums = Sums(Vector128.LoadUnsafe(ref first, at / 2), Vector128<long>.Zero) * firstFactors;
            var other = Vector128.LoadUnsafe(ref second, at / 2);
            if (other != Vector128<long>.Zero)
            {
                sums += Sums(other, Vector128.Create(0, -1L)) * secondFactors;
            }

            sums.StoreUnsafe(ref destination, at);
            if (divides)
            {
                (Vector256.LoadUnsafe(ref minuend, at) - sums).StoreUnsafe(ref minuend, at);
            }
        }
    }

    public void Merge(in TwoWeightIncrement<T> other) => weights.Merge(in other.weights);

    /// <summary>{count, count, gradients, Hessians} of a cell.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="plane">A mask of the second sum in the second plane, where each row has added 1 to it; else 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> Sums(Vector128<long> cell, Vector128<long> plane)
    {
        var count = Vector128.Create(cell.ToScalar()) & Vector128.Create((1L << CountBits) - 1);
        cell -= count & plane;
        return Vector256.Create(count, Vector128.ConditionalSelect(Vector128.Create(-1L, 0), cell >> CountBits, cell >> 1));
    }
}
