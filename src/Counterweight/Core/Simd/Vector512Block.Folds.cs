using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Counterweight.Core.Simd;

/// <content>Folds across lanes and widening sums.</content>
internal partial struct Vector512Block<T>
{
    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static T Sum(Vector512Block<T> value) => Fold128.Sum(Fold(value.v.GetLower() + value.v.GetUpper()));

    [MethodImpl(Inline)]
    private static Vector128<T> Fold(Vector256<T> half) => half.GetLower() + half.GetUpper();

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static T MaxAcross(Vector512Block<T> value)
    {
        var half = Fold128.Max(value.v.GetLower(), value.v.GetUpper());
        return Fold128.Max(Fold128.Max(half.GetLower(), half.GetUpper()));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void AddTo(Vector512Block<T> value, ref double lanes)
    {
        if (typeof(T) == typeof(float))
        {
            ref var upper = ref Unsafe.Add(ref lanes, Vector512<double>.Count);
            (Vector512.LoadUnsafe(ref lanes) + Vector512.WidenLower(value.v.AsSingle())).StoreUnsafe(ref lanes);
            (Vector512.LoadUnsafe(ref upper) + Vector512.WidenUpper(value.v.AsSingle())).StoreUnsafe(ref upper);
        }
        else
        {
            (Vector512.LoadUnsafe(ref lanes) + value.v.AsDouble()).StoreUnsafe(ref lanes);
        }
    }

    /// <inheritdoc/>
    public static void AddTo(ref readonly T groups, nint count, ref double lanes, ref double lost)
    {
        var (even, odd) = (Vector512<double>.Zero, Vector512<double>.Zero);
        var (evenUpper, oddUpper) = (Vector512<double>.Zero, Vector512<double>.Zero);
        for (nint i = 0; i < count * Count; i += 2 * Count)
        {
            var first = Vector512.LoadUnsafe(in groups, (nuint)i);
            var second = i + Count < count * Count ? Vector512.LoadUnsafe(in groups, (nuint)(i + Count)) : Vector512<T>.Zero;
            if (typeof(T) == typeof(float))
            {
                even += Vector512.WidenLower(first.AsSingle());
                evenUpper += Vector512.WidenUpper(first.AsSingle());
                odd += Vector512.WidenLower(second.AsSingle());
                oddUpper += Vector512.WidenUpper(second.AsSingle());
            }
            else
            {
                even += first.AsDouble();
                odd += second.AsDouble();
            }
        }

        Add(even + odd, ref lanes, ref lost);
        if (typeof(T) == typeof(float))
        {
            Add(evenUpper + oddUpper, ref Unsafe.Add(ref lanes, Vector512<double>.Count), ref Unsafe.Add(ref lost, Vector512<double>.Count));
        }
    }

    /// <summary>Knuth's exact sum of two numbers of any order.</summary>
    [MethodImpl(Inline)]
    private static void Add(Vector512<double> value, ref double lanes, ref double lost)
    {
        var old = Vector512.LoadUnsafe(ref lanes);
        var sum = old + value;
        var added = sum - old;
        (Vector512.LoadUnsafe(ref lost) + ((old - (sum - added)) + (value - added))).StoreUnsafe(ref lost);
        sum.StoreUnsafe(ref lanes);
    }
}
