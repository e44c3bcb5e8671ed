using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Counterweight.Histograms;

/// <summary>Whether bin numbers lie below a bound.</summary>
internal static unsafe class BinCheck
{
    /// <summary>Of consecutive bins. The bound fits the element type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AllBelow<TBin>(TBin* bins, nint count, int bound)
        where TBin : unmanaged => sizeof(TBin) == 1
        ? AllBelow((byte*)bins, count, Vector256.Create((byte)bound))
        : AllBelow((ushort*)bins, count, Vector256.Create((ushort)bound));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AllBelow<T>(T* bins, nint count, Vector256<T> bound)
        where T : unmanaged, IComparable<T>
    {
        if (count >= Vector256<T>.Count)
        {
            // The last load overlaps the one before.
            var last = bins + count - Vector256<T>.Count;
            var good = Vector256.LessThan(Vector256.Load(last), bound);
            for (; bins < last; bins += Vector256<T>.Count)
            {
                good &= Vector256.LessThan(Vector256.Load(bins), bound);
            }

            return good.Equals(Vector256<T>.AllBitsSet);
        }

        if (count >= Vector128<T>.Count)
        {
            var good = Vector128.LessThan(Vector128.Load(bins), bound.GetLower())
                & Vector128.LessThan(Vector128.Load(bins + count - Vector128<T>.Count), bound.GetLower());
            return good.Equals(Vector128<T>.AllBitsSet);
        }

        for (var end = bins + count; bins < end; bins++)
        {
            if (bins->CompareTo(bound.ToScalar()) >= 0)
            {
                return false;
            }
        }

        return true;
    }
}
