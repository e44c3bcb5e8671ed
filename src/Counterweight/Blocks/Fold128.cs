using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Counterweight.Blocks;

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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Max<T>(Vector128<T> value)
        where T : unmanaged, INumber<T>
    {
        if (Vector128<T>.Count == 4)
        {
            return Greater(Greater(value[0], value[2]), Greater(value[1], value[3]));
        }

        return Greater(value[0], value[1]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Max<T>(Vector128<T> left, Vector128<T> right) =>
        Vector128.ConditionalSelect(Vector128.GreaterThan(left, right), left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Max<T>(Vector256<T> left, Vector256<T> right) =>
        Vector256.ConditionalSelect(Vector256.GreaterThan(left, right), left, right);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Greater<T>(T left, T right)
        where T : unmanaged, INumber<T> => left > right ? left : right;
}
