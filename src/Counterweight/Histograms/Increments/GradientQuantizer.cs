using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Counterweight.Core.Memory;

namespace Counterweight.Histograms.Increments;

/// <summary>Checks weights, gradients and Hessians and rounds them to integers, four rows at a time.</summary>
/// <remarks>Where weights are absent, the pointer is to a single 1, and a mask of 0 turns every index into 0.</remarks>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct GradientQuantizer<T>(T* weights, nint weightMask, T* gradients, T* hessians, nint outputs, double weightFactor, double gradientFactor, double hessianFactor)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Bits of a sum of weights in units.</summary>
    public const int WeightBits = 39;

    /// <summary>Bits of a gradient or Hessian in units.</summary>
    public const int GradientBits = 23;

    /// <summary>The greatest sum of weights whose products cannot overflow: 2³⁹, and what rounding to 24 bits and then to units adds to 2³¹ rows.</summary>
    public const long WeightSumLimit = (1L << WeightBits) + (1L << 31);

    private const double WeightLimit = 1L << WeightBits;
    private const double GradientLimit = 1L << GradientBits;

    private long weightUnits;

    public readonly nint Outputs => outputs;

    /// <summary>Whether no product with the sum of weights exceeds 63 bits.</summary>
    public readonly bool Fits => weightUnits <= WeightSumLimit;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Prefetch(nint row)
    {
        Cache.Prefetch(gradients + (row * outputs));
        Cache.Prefetch(hessians + (row * outputs));
        Cache.Prefetch(weights + (row & weightMask));
    }

    /// <summary>Makes count, weight, gradient, Hessian … of rows, <paramref name="stride"/> numbers each; false where a row is bad. The buffer is for a multiple of four rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Make<TRows>(TRows order, nint first, nint count, long* kept, nint stride)
        where TRows : struct, IRowOrder
    {
        var own = this;
        var good = Vector256<double>.AllBitsSet;
        var sum = Vector256<long>.Zero;
        for (nint i = 0; i < count; i += 4)
        {
            var weight = own.Weights(order, first + i, count - i, ref good);
            sum += weight;
            Quantization.StoreColumns(kept, stride, Vector256.AndNot(Vector256<long>.One, Vector256.Equals(weight, Vector256<long>.Zero)), weight);
            for (nint k = 0; k < stride - 2; k += 2)
            {
                own.Units(order, first + i, count - i, k / 2, Vector256.Equals(weight, Vector256<long>.Zero).AsDouble(), ref good, out var gradient, out var hessian);
                Quantization.StoreColumns(kept + 2 + k, stride, gradient * weight, hessian * weight);
            }

            kept += 4 * stride;
        }

        weightUnits += Vector256.Sum(sum);
        return good.AsInt64().Equals(Vector256<long>.AllBitsSet);
    }

    /// <summary>Makes {gradient · 2^<paramref name="countBits"/> + 1, Hessian} of rows, not weighted; false where a row is bad. The buffer is for a multiple of four rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool MakePacked<TRows>(TRows order, nint first, nint count, long* kept, int countBits)
        where TRows : struct, IRowOrder
    {
        var own = this;
        var good = Vector256<double>.AllBitsSet;
        for (nint i = 0; i < count; i += 4, kept += 8)
        {
            own.Units(order, first + i, count - i, 0, Vector256<double>.Zero, ref good, out var gradient, out var hessian);
            Quantization.StoreColumns(kept, 2, (gradient << countBits) + Vector256<long>.One, hessian);
        }

        return good.AsInt64().Equals(Vector256<long>.AllBitsSet);
    }

    /// <summary>Makes {gradient · 2^<paramref name="countBits"/> + 1, 2 · Hessian + p} of rows that have one of two weights, the first (p = 0) or the second (p = 1); false where a row is bad or has neither. The buffer is for a multiple of four rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool MakePacked<TRows>(TRows order, nint first, nint count, long* kept, int countBits, ref WeightPair weights)
        where TRows : struct, IRowOrder
    {
        var own = this;
        var pair = weights;
        var good = Vector256<double>.AllBitsSet;
        for (nint i = 0; i < count; i += 4, kept += 8)
        {
            var weight = own.Weights(order, first + i, count - i, ref good);
            var areSecond = pair.AreSecond(weight, count - i, ref good);
            own.Units(order, first + i, count - i, 0, Vector256<double>.Zero, ref good, out var gradient, out var hessian);
            Quantization.StoreColumns(kept, 2, (gradient << countBits) + Vector256<long>.One, hessian + hessian - areSecond);
        }

        weights = pair;
        return good.AsInt64().Equals(Vector256<long>.AllBitsSet);
    }

    /// <summary>The weight of a row, which lies within the data, in units; 0 where it is bad.</summary>
    public readonly long Weight(int row)
    {
        var good = Vector256<double>.AllBitsSet;
        var weight = Weights(new ListedRows(&row), 0, 1, ref good);
        return (weight & good.AsInt64()).ToScalar();
    }

    /// <summary>Clamped, so that no number of merges overflows.</summary>
    public void Merge(in GradientQuantizer<T> other) =>
        weightUnits = Math.Min(weightUnits, 1L << 61) + Math.Min(other.weightUnits, 1L << 61);

    /// <summary>Weights of four rows, of which only the first few count, in units; adds to <paramref name="good"/> where they are valid.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly Vector256<long> Weights<TRows>(TRows order, nint position, nint count, ref Vector256<double> good)
        where TRows : struct, IRowOrder
    {
        var weight = weightMask == 0 ? Vector256.Create(Quantization.At(weights, 0)) : Numbers(weights, order, position, count, 1);
        if (count < 4)
        {
            weight = Vector256.ConditionalSelect(Vector256.LessThan(Vector256.Create(0.0, 1, 2, 3), Vector256.Create((double)count)), weight, Vector256<double>.Zero);
        }

        var units = weight * Vector256.Create(weightFactor);
        good &= Vector256.GreaterThanOrEqual(units, Vector256<double>.Zero) & Vector256.LessThanOrEqual(units, Vector256.Create(WeightLimit));
        return Quantization.Round(Quantization.RoundToSingle(units));
    }

    /// <summary>Gradients and Hessians of one output of four rows, in units and not weighted. Those of rows to ignore are not checked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Units<TRows>(TRows order, nint position, nint count, nint output, Vector256<double> ignored, ref Vector256<double> good, out Vector256<long> gradient, out Vector256<long> hessian)
        where TRows : struct, IRowOrder
    {
        var g = Numbers(gradients + output, order, position, count, outputs) * Vector256.Create(gradientFactor);
        var h = Numbers(hessians + output, order, position, count, outputs) * Vector256.Create(hessianFactor);
        good &= ignored
            | (Vector256.LessThanOrEqual(Vector256.Abs(g), Vector256.Create(GradientLimit)) & Vector256.LessThanOrEqual(Vector256.Abs(h), Vector256.Create(GradientLimit)));
        gradient = Quantization.Round(g);
        hessian = Quantization.Round(h);
    }

    /// <summary>One number of each of four rows; where fewer count, the last one again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Numbers<TRows>(T* numbers, TRows order, nint position, nint count, nint stride)
        where TRows : struct, IRowOrder
    {
        if (typeof(TRows) == typeof(AllRows) && stride == 1 && count >= 4)
        {
            return typeof(T) == typeof(float)
                ? Vector256.WidenLower(Vector128.Load((float*)(numbers + position)).ToVector256Unsafe())
                : Vector256.Load((double*)(numbers + position));
        }

        var last = position + Math.Min(count, 4) - 1;
        var row0 = order[position] * stride;
        var row1 = order[Math.Min(position + 1, last)] * stride;
        var row2 = order[Math.Min(position + 2, last)] * stride;
        var row3 = order[last] * stride;
        return typeof(T) == typeof(float)
            ? Vector256.WidenLower(Vector128.Create(((float*)numbers)[row0], ((float*)numbers)[row1], ((float*)numbers)[row2], ((float*)numbers)[row3]).ToVector256Unsafe())
            : Vector256.Create(((double*)numbers)[row0], ((double*)numbers)[row1], ((double*)numbers)[row2], ((double*)numbers)[row3]);
    }
}
