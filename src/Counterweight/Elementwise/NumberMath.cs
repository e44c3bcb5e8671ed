namespace Counterweight.Elementwise;

/// <summary>Elementary functions of one number, the same bits on every machine.</summary>
internal static class NumberMath
{
    public static double Exp(double x)
    {
        Span<double> one = [x];
        VectorMath.Exp<double>(one, one);
        return one[0];
    }

    public static double Log(double x)
    {
        Span<double> one = [x];
        VectorMath.Log<double>(one, one);
        return one[0];
    }

    public static double Log1p(double x)
    {
        Span<double> one = [x];
        VectorMath.Log1p<double>(one, one);
        return one[0];
    }
}
