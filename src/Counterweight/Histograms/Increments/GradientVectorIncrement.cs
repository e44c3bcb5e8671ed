using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Counterweight.Histograms.Increments;

/// <summary>Adds {1, weight, gradient, Hessian, gradient, Hessian …} of several outputs to neighbouring numbers.</summary>
internal unsafe struct GradientVectorIncrement<T>(GradientQuantizer<T> rows) : IRowIncrement<GradientVectorIncrement<T>, nint>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private GradientQuantizer<T> rows = rows;

    public readonly bool Fits => rows.Fits;

    public readonly nint CellBytes => KeptLength * sizeof(long);

    public readonly nint KeptLength => 2 + (2 * rows.Outputs);

    public readonly nint Packing => 1;

    public readonly nint Planes => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Prefetch(nint row) => rows.Prefetch(row);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Make<TRows>(TRows order, nint first, nint count, long* kept)
        where TRows : struct, IRowOrder => rows.Make(order, first, count, kept, KeptLength);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly nint Load(long* kept) => (nint)kept;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly nint OffsetOf(nint value) => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Add(byte* cell, nint value)
    {
        var increment = (byte*)value;
        var bytes = CellBytes;
        nint at = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            for (; at <= bytes - 64; at += 64)
            {
                (Vector512.Load((long*)(cell + at)) + Vector512.Load((long*)(increment + at))).Store((long*)(cell + at));
            }
        }

        for (; at <= bytes - 32; at += 32)
        {
            (Vector256.Load((long*)(cell + at)) + Vector256.Load((long*)(increment + at))).Store((long*)(cell + at));
        }

        if (at < bytes)
        {
            (Vector128.Load((long*)(cell + at)) + Vector128.Load((long*)(increment + at))).Store((long*)(cell + at));
        }
    }

    public readonly void Unpack(ReadOnlySpan<long> cells, Span<long> histogram, Span<long> parent) => HistogramSums.Copy(cells, histogram, parent);

    public void Merge(in GradientVectorIncrement<T> other) => rows.Merge(in other.rows);
}
