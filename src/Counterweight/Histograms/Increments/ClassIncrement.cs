using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Counterweight.Core.Memory;
using Counterweight.Core.Numerics;

namespace Counterweight.Histograms.Increments;

/// <summary>Adds {1, weight} to the cell of the row's class by one 128-bit add.</summary>
/// <remarks>Where weights are absent, the pointer is to a single 1, and a mask of 0 turns every index into 0.</remarks>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct ClassIncrement<T>(int* labels, T* classWeights, nint classMask, T* sampleWeights, nint sampleMask, int classCount, double factor, double weightLimit)
    : IRowIncrement<ClassIncrement<T>, ClassIncrement<T>.Value>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The largest product of weights.</summary>
    private double largest;

    public readonly nint CellBytes => (nint)classCount * sizeof(ClassCell);

    public readonly nint KeptLength => 4;

    public readonly nint Packing => 1;

    public readonly nint Planes => 1;

    public readonly bool Fits => largest < weightLimit;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Prefetch(nint row)
    {
        Cache.Prefetch(labels + row);
        Cache.Prefetch(sampleWeights + (row & sampleMask));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Make<TRows>(TRows order, nint first, nint count, long* kept)
        where TRows : struct, IRowOrder
    {
        var good = true;
        for (var position = first; position < first + count && good; position++, kept += KeptLength)
        {
            good = Make(order[position], kept);
        }

        return good;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly Value Load(long* kept) => new() { Increment = Vector128.Load(kept), Offset = (nint)kept[2] };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly nint OffsetOf(Value value) => value.Offset;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Add(byte* cell, Value value) => (Vector128.Load((long*)cell) + value.Increment).Store((long*)cell);

    public readonly void Unpack(ReadOnlySpan<long> cells, Span<long> histogram, Span<long> parent) => HistogramSums.Copy(cells, histogram, parent);

    public void Merge(in ClassIncrement<T> other) => largest = Math.Max(largest, other.largest);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Make(nint row, long* kept)
    {
        nint label = labels[row];
        if ((nuint)label >= (nuint)classCount)
        {
            return false;
        }

        var sample = Quantization.At(sampleWeights, row & sampleMask);
        var weight = Quantization.At(classWeights, label & classMask) * sample;
        largest = weight > largest ? weight : largest;
        var units = FixedPoint.ToUnits(weight, factor);
        kept[0] = units == 0 ? 0 : 1;
        kept[1] = units;
        kept[2] = label * sizeof(ClassCell);
        return sample >= 0 && sample <= double.MaxValue;
    }

    /// <summary>An increment and the class it goes to.</summary>
    internal struct Value
    {
        public Vector128<long> Increment;
        public nint Offset;
    }
}
