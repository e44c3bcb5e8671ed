using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Counterweight.Histograms.Increments;

/// <summary>Rounds numbers of rows to integers and stores them row by row.</summary>
internal static unsafe class Quantization
{
    // 1.5·2⁵²: adding it rounds to an integer, held in the low bits.
    private const double Magic = 6755399441055744.0;

    /// <remarks>The scalar conversion would keep the register's upper half, and so wait for the row before.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double At<T>(T* numbers, nint index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float)
        ? Vector128.WidenLower(Vector128.CreateScalar(((float*)numbers)[index])).ToScalar()
        : ((double*)numbers)[index];

    /// <summary>The nearest integers, of ties the even ones; of at most 2⁵¹.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<long> Round(Vector256<double> numbers) =>
        (numbers + Vector256.Create(Magic)).AsInt64() - Vector256.Create(Magic).AsInt64();

    /// <summary>Rounded to 24 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> RoundToSingle(Vector256<double> numbers) =>
        Vector256.WidenLower(Vector256.Narrow(numbers, numbers));

    /// <summary>Element i of both vectors to two numbers from <paramref name="destination"/> + <paramref name="stride"/> · i on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreColumns(long* destination, nint stride, Vector256<long> first, Vector256<long> second)
    {
        if (Avx2.IsSupported)
        {
            var even = Avx2.UnpackLow(first, second);
            var odd = Avx2.UnpackHigh(first, second);
            even.GetLower().Store(destination);
            odd.GetLower().Store(destination + stride);
            even.GetUpper().Store(destination + (2 * stride));
            odd.GetUpper().Store(destination + (3 * stride));
            return;
        }

        for (var i = 0; i < 4; i++)
        {
            destination[i * stride] = first[i];
            destination[(i * stride) + 1] = second[i];
        }
    }
}
