using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Counterweight.Core.Simd;

/// <content>Folds across lanes and widening sums.</content>
internal partial struct VectorBlock<T>
{
    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static T Sum(VectorBlock<T> value)
    {
        Vector128<T> rest;
        if (Vector<byte>.Count == 64)
        {
            var register = value.a.AsVector512();
            var half = register.GetLower() + register.GetUpper();
            rest = half.GetLower() + half.GetUpper();
        }
        else if (Vector<byte>.Count == 32)
        {
            var half = (value.a + value.b).AsVector256();
            rest = half.GetLower() + half.GetUpper();
        }
        else
        {
            rest = ((value.a + value.c) + (value.b + value.d)).AsVector128();
        }

        return Fold128.Sum(rest);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static T MaxAcross(VectorBlock<T> value)
    {
        Vector128<T> rest;
        if (Vector<byte>.Count == 64)
        {
            var register = value.a.AsVector512();
            var half = Fold128.Max(register.GetLower(), register.GetUpper());
            rest = Fold128.Max(half.GetLower(), half.GetUpper());
        }
        else if (Vector<byte>.Count == 32)
        {
            var half = Fold128.Max(value.a.AsVector256(), value.b.AsVector256());
            rest = Fold128.Max(half.GetLower(), half.GetUpper());
        }
        else
        {
            rest = Fold128.Max(Fold128.Max(value.a.AsVector128(), value.c.AsVector128()), Fold128.Max(value.b.AsVector128(), value.d.AsVector128()));
        }

        return Fold128.Max(rest);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void AddTo(VectorBlock<T> value, ref double lanes)
    {
        AddTo(value.a, ref lanes, 0);
        if (Vector<byte>.Count <= 32)
        {
            AddTo(value.b, ref lanes, 1);
        }

        if (Vector<byte>.Count == 16)
        {
            AddTo(value.c, ref lanes, 2);
            AddTo(value.d, ref lanes, 3);
        }
    }

    /// <inheritdoc/>
    public static void AddTo(ref readonly T blocks, nint count, ref double lanes, ref double lost)
    {
        var registers = (nint)(64 / Vector<byte>.Count);
        for (nint register = 0; register < registers; register++)
        {
            var (even, odd) = (Vector<double>.Zero, Vector<double>.Zero);
            var (evenUpper, oddUpper) = (Vector<double>.Zero, Vector<double>.Zero);
            var end = count * Count;
            for (var i = register * Vector<T>.Count; i < end; i += 2 * Count)
            {
                var first = Vector.LoadUnsafe(in blocks, (nuint)i);
                var second = i + Count < end ? Vector.LoadUnsafe(in blocks, (nuint)(i + Count)) : Vector<T>.Zero;
                if (typeof(T) == typeof(float))
                {
                    even += Vector.WidenLower(first.As<T, float>());
                    evenUpper += Vector.WidenUpper(first.As<T, float>());
                    odd += Vector.WidenLower(second.As<T, float>());
                    oddUpper += Vector.WidenUpper(second.As<T, float>());
                }
                else
                {
                    even += first.As<T, double>();
                    odd += second.As<T, double>();
                }
            }

            var lane = register * Vector<T>.Count;
            Add(even + odd, ref Unsafe.Add(ref lanes, lane), ref Unsafe.Add(ref lost, lane));
            if (typeof(T) == typeof(float))
            {
                lane += Vector<double>.Count;
                Add(evenUpper + oddUpper, ref Unsafe.Add(ref lanes, lane), ref Unsafe.Add(ref lost, lane));
            }
        }
    }

    /// <summary>Knuth's exact sum of two numbers of any order.</summary>
    [MethodImpl(Inline)]
    private static void Add(Vector<double> value, ref double lanes, ref double lost)
    {
        var old = Vector.LoadUnsafe(ref lanes);
        var sum = old + value;
        var added = sum - old;
        (Vector.LoadUnsafe(ref lost) + ((old - (sum - added)) + (value - added))).StoreUnsafe(ref lost);
        sum.StoreUnsafe(ref lanes);
    }

    [MethodImpl(Inline)]
    private static void AddTo(Vector<T> value, ref double lanes, int register)
    {
        ref var start = ref Unsafe.Add(ref lanes, register * Vector<T>.Count);
        if (typeof(T) == typeof(float))
        {
            ref var upper = ref Unsafe.Add(ref start, Vector<double>.Count);
            (Vector.LoadUnsafe(ref start) + Vector.WidenLower(value.As<T, float>())).StoreUnsafe(ref start);
            (Vector.LoadUnsafe(ref upper) + Vector.WidenUpper(value.As<T, float>())).StoreUnsafe(ref upper);
        }
        else
        {
            (Vector.LoadUnsafe(ref start) + value.As<T, double>()).StoreUnsafe(ref start);
        }
    }
}
