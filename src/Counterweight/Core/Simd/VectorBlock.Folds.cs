using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Counterweight.Core.Simd;

/// <content>Folds across lanes and widening sums.</content>
internal unsafe partial struct VectorBlock<T, TRegisters>
{
    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static T Sum(VectorBlock<T, TRegisters> value)
    {
        if (sizeof(TRegisters) == 4)
        {
            value.a += value.c;
            value.b += value.d;
        }

        if (sizeof(TRegisters) >= 2)
        {
            value.a += value.b;
        }

        Vector128<T> rest;
        if (Vector<byte>.Count == 64)
        {
            var half = value.a.AsVector512().GetLower() + value.a.AsVector512().GetUpper();
            rest = half.GetLower() + half.GetUpper();
        }
        else if (Vector<byte>.Count == 32)
        {
            rest = value.a.AsVector256().GetLower() + value.a.AsVector256().GetUpper();
        }
        else
        {
            rest = value.a.AsVector128();
        }

        return Fold128.Sum(rest);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static T MaxAcross(VectorBlock<T, TRegisters> value)
    {
        if (sizeof(TRegisters) == 4)
        {
            value.a = Max(value.a, value.c);
            value.b = Max(value.b, value.d);
        }

        if (sizeof(TRegisters) >= 2)
        {
            value.a = Max(value.a, value.b);
        }

        Vector128<T> rest;
        if (Vector<byte>.Count == 64)
        {
            var half = Fold128.Max(value.a.AsVector512().GetLower(), value.a.AsVector512().GetUpper());
            rest = Fold128.Max(half.GetLower(), half.GetUpper());
        }
        else if (Vector<byte>.Count == 32)
        {
            rest = Fold128.Max(value.a.AsVector256().GetLower(), value.a.AsVector256().GetUpper());
        }
        else
        {
            rest = value.a.AsVector128();
        }

        return Fold128.Max(rest);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void AddTo(VectorBlock<T, TRegisters> value, ref double lanes)
    {
        AddTo(value.a, ref lanes, 0);
        if (sizeof(TRegisters) >= 2)
        {
            AddTo(value.b, ref lanes, 1);
        }

        if (sizeof(TRegisters) == 4)
        {
            AddTo(value.c, ref lanes, 2);
            AddTo(value.d, ref lanes, 3);
        }
    }

    /// <inheritdoc/>
    public static void AddTo(ref readonly T groups, nint count, ref double lanes, ref double lost)
    {
        var lanes64 = (nint)(64 / sizeof(T));
        var end = count * lanes64;
        for (nint lane = 0; lane < lanes64; lane += Vector<T>.Count)
        {
            var (even, odd) = (Vector<double>.Zero, Vector<double>.Zero);
            var (evenUpper, oddUpper) = (Vector<double>.Zero, Vector<double>.Zero);
            for (var i = lane; i < end; i += 2 * lanes64)
            {
                var first = Vector.LoadUnsafe(in groups, (nuint)i);
                var second = i + lanes64 < end ? Vector.LoadUnsafe(in groups, (nuint)(i + lanes64)) : Vector<T>.Zero;
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

            Add(even + odd, ref Unsafe.Add(ref lanes, lane), ref Unsafe.Add(ref lost, lane));
            if (typeof(T) == typeof(float))
            {
                var upper = lane + Vector<double>.Count;
                Add(evenUpper + oddUpper, ref Unsafe.Add(ref lanes, upper), ref Unsafe.Add(ref lost, upper));
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
