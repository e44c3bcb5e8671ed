using System.Numerics;
using System.Runtime.InteropServices;

namespace Counterweight.Losses.Location;

/// <summary>A power of two in which numbers are measured, from the least double to the greatest.</summary>
/// <param name="exponent">Two to this power is 1.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly struct LocationUnit(int exponent)
{
    // Neither half of a factor leaves the range.
    private readonly double downHalf = Math.ScaleB(1, -(exponent / 2));
    private readonly double downRest = Math.ScaleB(1, -(exponent - (exponent / 2)));

    /// <summary>The power of two at or below the greatest |number|; 1 where all are 0.</summary>
    public static LocationUnit Of<T>(ReadOnlySpan<T> numbers, ReadOnlySpan<T> weights = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var greatest = T.Zero;
        for (var i = 0; i < numbers.Length; i++)
        {
            if (weights.IsEmpty || weights[i] > T.Zero)
            {
                greatest = T.Max(greatest, T.Abs(numbers[i]));
            }
        }

        return Of(double.CreateTruncating(greatest));
    }

    /// <summary>The power of two at or below a number of at least 0; 1 of 0.</summary>
    public static LocationUnit Of(double greatest) => new(greatest > 0 ? Math.ILogB(greatest) : 0);

    /// <summary>A number in this unit.</summary>
    public double Divide(double number) => number * downHalf * downRest;

    /// <summary>A number of this unit.</summary>
    public double Times(double number) => number / downHalf / downRest;
}
