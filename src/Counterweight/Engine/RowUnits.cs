using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Counterweight.Engine;

/// <summary>Numbers of a row as doubles and integers.</summary>
internal static unsafe class RowUnits
{
    // 1.5·2⁵²: adding it rounds to an integer, held in the low bits.
    private const double Magic = 6755399441055744.0;

    /// <remarks>The scalar conversion would keep the register's upper half, and so wait for the row before.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double At<T>(T* numbers, nint index)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => typeof(T) == typeof(float)
        ? Vector128.WidenLower(Vector128.CreateScalar(((float*)numbers)[index])).ToScalar()
        : ((double*)numbers)[index];

    /// <summary>The nearest integer, of ties the even one; of at most 2⁵¹.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Round(double number) => BitConverter.DoubleToInt64Bits(number + Magic) - BitConverter.DoubleToInt64Bits(Magic);
}
