namespace Counterweight.Reference.Precision;

/// <summary>
/// The functions in plain double precision, some 50 bits: to judge float results with. System.Math has neither
/// log1p nor expm1; they come from Kahan's quotients, in which the rounding of 1 + x and of e^x cancels.
/// </summary>
public static class SingleMath
{
    public static double Log1p(double x)
    {
        var u = 1 + x;
        return u == 1 || double.IsPositiveInfinity(x) ? x : u <= 0 ? Math.Log(u) : Math.Log(u) * x / (u - 1);
    }

    public static double Expm1(double x)
    {
        var u = Math.Exp(x);
        return u == 1 ? x : u - 1 == -1 || double.IsInfinity(u) ? u - 1 : (u - 1) * x / Math.Log(u);
    }

    public static double Sigmoid(double x)
    {
        var e = Math.Exp(-Math.Abs(x));
        return (x < 0 ? e : 1) / (1 + e);
    }

    public static double Softplus(double x) => double.IsNaN(x) ? x : Math.Max(x, 0) + Log1p(Math.Exp(-Math.Abs(x)));

    /// <summary>x^y for x ≥ 0, NaN below.</summary>
    public static double Pow(double x, double y) => x < 0 && y != 0 ? double.NaN : Math.Pow(Math.Abs(x), y);

    /// <summary>Distance of a float result from the exact value in units of the spacing of floats there.</summary>
    public static double UlpsTo(double exact, float result)
    {
        if (double.IsNaN(exact) || double.IsInfinity(exact) || exact == 0)
        {
            return (double.IsNaN(exact) && float.IsNaN(result)) || BitConverter.DoubleToInt64Bits(result) == BitConverter.DoubleToInt64Bits(exact)
                ? 0
                : double.PositiveInfinity;
        }

        if (float.IsNaN(result))
        {
            return double.PositiveInfinity;
        }

        var size = Math.Abs(exact);
        if (float.IsInfinity(result))
        {
            return Math.Sign(result) != Math.Sign(exact) ? double.PositiveInfinity : Math.Max(0, (Math.ScaleB(1, 128) - size) / Math.ScaleB(1, 104));
        }

        // The exponent field of the double, cut to the float's range: 2^(e − 23).
        var exponent = (int)(BitConverter.DoubleToInt64Bits(size) >> 52) - 1023;
        var inverseUlp = BitConverter.Int64BitsToDouble((long)(23 - Math.Clamp(exponent, -126, 127) + 1023) << 52);
        return Math.Abs(result - exact) * inverseUlp;
    }
}
