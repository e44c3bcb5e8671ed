using System.Numerics;
using System.Runtime.CompilerServices;

namespace Counterweight.Core.Numerics;

/// <summary>Floating point numbers as integers of the same order: neighbours differ by 1.</summary>
internal static class OrderedBits
{
    /// <summary>The integer of a number that is not NaN.</summary>
    public static ulong Of<T>(T value)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            var bits = Unsafe.BitCast<T, uint>(value);
            return bits ^ ((uint)((int)bits >> 31) | 0x80000000);
        }

        var wide = Unsafe.BitCast<T, ulong>(value);
        return wide ^ ((ulong)((long)wide >> 63) | 0x8000000000000000);
    }

    /// <summary>The number of an integer.</summary>
    public static T ToNumber<T>(ulong key)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            var bits = (uint)key;
            return Unsafe.BitCast<uint, T>((bits & 0x80000000) != 0 ? bits ^ 0x80000000 : ~bits);
        }

        return Unsafe.BitCast<ulong, T>((key & 0x8000000000000000) != 0 ? key ^ 0x8000000000000000 : ~key);
    }
}
