using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Counterweight.Histograms.Increments;

/// <summary>Adds {1, weight, gradient, Hessian} of one output by one 256-bit add.</summary>
internal unsafe struct GradientIncrement<T>(GradientQuantizer<T> rows) : IRowIncrement<GradientIncrement<T>, Vector256<long>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private GradientQuantizer<T> rows = rows;

    public readonly nint CellBytes => 32;

    public readonly nint KeptLength => 4;

    public readonly nint Packing => 1;

    public readonly nint Planes => 1;

    public readonly bool Fits => rows.Fits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Prefetch(nint row) => rows.Prefetch(row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Make<TRows>(TRows order, nint first, nint count, long* kept)
        where TRows : struct, IRowOrder => rows.Make(order, first, count, kept, 4);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Vector256<long> Load(long* kept) => Vector256.Load(kept);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly nint OffsetOf(Vector256<long> value) => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Add(byte* cell, Vector256<long> value) => (Vector256.Load((long*)cell) + value).Store((long*)cell);

    public readonly void Unpack(ReadOnlySpan<long> cells, Span<long> histogram, Span<long> parent) => HistogramSums.Copy(cells, histogram, parent);

    public void Merge(in GradientIncrement<T> other) => rows.Merge(in other.rows);
}
