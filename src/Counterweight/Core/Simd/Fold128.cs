using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Counterweight.Core.Simd;

/// <summary>The lower end of every horizontal fold: the last 128 bits, lane i with lane i + half.</summary>
internal static class Fold128
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum<T>(Vector128<T> value)
        where T : unmanaged, INumber<T>
    {
        if (Vector128<T>.Count == 4)
        {
            return (value[0] + value[2]) + (value[1] + value[3]);
        }

        return value[0] + value[1];
    }

    /// <summary>Without a branch: which lane is the greatest is what no processor guesses.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max<T>(Vector128<T> value)
        where T : unmanaged
    {
        if (Vector128<T>.Count == 4)
        {
            value = Max(value, Vector128.Shuffle(value.AsInt32(), Vector128.Create(2, 3, 2, 3)).As<int, T>());
            return Max(value, Vector128.Shuffle(value.AsInt32(), Vector128.Create(1, 1, 1, 1)).As<int, T>()).ToScalar();
        }

        return Max(value, Vector128.Shuffle(value.AsInt64(), Vector128.Create(1L, 1L)).As<long, T>()).ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Max<T>(Vector128<T> left, Vector128<T> right) =>
        Vector128.ConditionalSelect(Vector128.GreaterThan(left, right), left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Max<T>(Vector256<T> left, Vector256<T> right) =>
        Vector256.ConditionalSelect(Vector256.GreaterThan(left, right), left, right);
}
