using System.Runtime.InteropServices;

namespace Counterweight.Reference.Precision;

/// <summary>Significand · 2^Exponent: a reference value that cannot overflow and keeps its bits below the normal range.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Scaled(DoubleDouble Significand, int Exponent)
{
    public static implicit operator Scaled(double value) => new(value, 0);

    public static implicit operator Scaled(DoubleDouble value) => new(value, 0);

    /// <summary>
    /// Distance of a result from this value in units of the format's spacing here, subnormal spacing included. An
    /// infinite result is right where rounding overflows; a NaN or a wrong sign of zero is infinitely far.
    /// </summary>
    public double UlpsTo(double result)
    {
        var exact = Significand.Hi;
        if (double.IsNaN(exact) || double.IsInfinity(exact) || exact == 0)
        {
            return BitConverter.DoubleToInt64Bits(result) == BitConverter.DoubleToInt64Bits(exact) || (double.IsNaN(exact) && double.IsNaN(result))
                ? 0
                : double.PositiveInfinity;
        }

        if (double.IsNaN(result))
        {
            return double.PositiveInfinity;
        }

        var binade = Math.Clamp(Math.ILogB(exact) + Exponent, -1022, 1023);
        var ulp = Math.ScaleB(1, binade - 52 - Exponent);
        if (double.IsInfinity(result))
        {
            var beyond = Math.ScaleB(1, Math.Clamp(1024 - Exponent, -1000, 1023));
            return Math.Sign(result) != Math.Sign(exact) ? double.PositiveInfinity : Math.Max(0, (beyond - Math.Abs(exact)) / ulp);
        }

        return Math.Abs((Math.ScaleB(result, -Exponent) - exact) - Significand.Lo) / ulp;
    }
}
