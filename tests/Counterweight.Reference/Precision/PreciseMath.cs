namespace Counterweight.Reference.Precision;

/// <summary>
/// Elementary functions of doubles to 90 bits or more, from their series: e^x by Taylor on an argument halved eight
/// times, ln by 2·artanh((m − 1)/(m + 1)), the rest from these two.
/// </summary>
public static class PreciseMath
{
    private static readonly DoubleDouble[] InverseFactorials = BuildInverseFactorials();
    private static readonly DoubleDouble[] InverseOdds = [.. Enumerable.Range(0, 22).Select(k => (DoubleDouble)1 / ((2 * k) + 1))];

    public static Scaled Exp(double x) => x switch
    {
        > 800 => double.PositiveInfinity,
        < -800 => 0,
        _ => Exp((DoubleDouble)x),
    };

    public static Scaled Expm1(double x) => x switch
    {
        0 or > 800 => x == 0 ? x : double.PositiveInfinity,
        < -200 => -1,
        > -1e-30 and < 1e-30 => x,
        > -0.35 and < 0.35 => Expm1Reduced(x),
        > 200 => Exp(x),
        _ => Value(Exp(x)) - 1,
    };

    public static Scaled Log(double x) => x switch
    {
        < 0 => double.NaN,
        0 => double.NegativeInfinity,
        double.PositiveInfinity or double.NaN => x,
        _ => LogValue(x),
    };

    public static Scaled Log2(double x) => x switch
    {
        < 0 => double.NaN,
        0 => double.NegativeInfinity,
        double.PositiveInfinity or double.NaN => x,
        _ => Log2Value(x),
    };

    public static Scaled Log1p(double x) => x switch
    {
        < -1 => double.NaN,
        -1 => double.NegativeInfinity,
        double.PositiveInfinity or double.NaN or 0 => x,
        > -1e-30 and < 1e-30 => x,
        _ => Log1pValue(x),
    };

    public static Scaled Sigmoid(double x)
    {
        if (double.IsNaN(x) || x < -800)
        {
            return double.IsNaN(x) ? x : 0;
        }

        var e = Exp((DoubleDouble)Math.Max(-Math.Abs(x), -800));
        var d = 1 + Value(e);
        return x < 0 ? new Scaled(e.Significand / d, e.Exponent) : (DoubleDouble)1 / d;
    }

    public static Scaled Softplus(double x)
    {
        if (double.IsNaN(x) || double.IsPositiveInfinity(x) || x < -800)
        {
            return x < 0 ? 0 : x;
        }

        var e = Exp((DoubleDouble)Math.Max(-Math.Abs(x), -800));
        if (e.Exponent < -150)
        {
            return x < 0 ? e : x;
        }

        var tail = Log1pValue(Value(e));
        return x < 0 ? tail : tail + x;
    }

    /// <summary>x^y for x ≥ 0.</summary>
    public static Scaled Pow(double x, double y)
    {
        if (y == 0 || x == 1)
        {
            return 1;
        }

        if (double.IsNaN(x) || double.IsNaN(y) || x < 0)
        {
            return double.NaN;
        }

        if (x == 0 || double.IsInfinity(x) || double.IsInfinity(y))
        {
            return x > 1 == y > 0 ? double.PositiveInfinity : 0;
        }

        var p = Log2Value(x);
        if (Math.Abs(p.Hi * y) > 1200)
        {
            return p.Hi > 0 == y > 0 ? double.PositiveInfinity : 0;
        }

        p *= y;
        var n = Math.Round(p.Hi);
        var power = Exp((p - n) * DoubleDouble.Ln2);
        return power with { Exponent = power.Exponent + (int)n };
    }

    private static Scaled Exp(DoubleDouble x)
    {
        var n = Math.Round(x.Hi / DoubleDouble.Ln2.Hi);
        return new(1 + Expm1Reduced(x - (n * DoubleDouble.Ln2)), (int)n);
    }

    private static DoubleDouble Expm1Reduced(DoubleDouble r)
    {
        r = DoubleDouble.ScaleB(r, -8);
        var sum = InverseFactorials[^1];
        for (var k = InverseFactorials.Length - 2; k > 0; k--)
        {
            sum = (sum * r) + InverseFactorials[k];
        }

        sum *= r;
        for (var k = 0; k < 8; k++)
        {
            sum = DoubleDouble.ScaleB(sum, 1) + (sum * sum);
        }

        return sum;
    }

    private static DoubleDouble LogValue(DoubleDouble x)
    {
        var n = Math.ILogB(x.Hi);
        var m = DoubleDouble.ScaleB(DoubleDouble.ScaleB(x, -n / 2), -n - (-n / 2));
        if (m.Hi > 1.4)
        {
            (m, n) = (DoubleDouble.ScaleB(m, -1), n + 1);
        }

        return (n * DoubleDouble.Ln2) + TwoArtanh((m - 1) / (m + 1));
    }

    private static DoubleDouble Log2Value(double x)
    {
        var n = Math.ILogB(x);
        var m = Math.ScaleB(x, -n);
        if (m > 1.4)
        {
            (m, n) = (m / 2, n + 1);
        }

        return n + (TwoArtanh(DoubleDouble.TwoSum(m, -1) / DoubleDouble.TwoSum(m, 1)) / DoubleDouble.Ln2);
    }

    private static DoubleDouble Log1pValue(DoubleDouble x) =>
        Math.Abs(x.Hi) < 0.3 ? TwoArtanh(x / (x + 2)) : LogValue(x + 1);

    private static DoubleDouble TwoArtanh(DoubleDouble s)
    {
        var w = s * s;
        var sum = InverseOdds[^1];
        for (var k = InverseOdds.Length - 2; k >= 0; k--)
        {
            sum = (sum * w) + InverseOdds[k];
        }

        return DoubleDouble.ScaleB(sum * s, 1);
    }

    private static DoubleDouble Value(Scaled x) =>
        x.Exponent < -900 ? 0 : DoubleDouble.ScaleB(x.Significand, x.Exponent);

    private static DoubleDouble[] BuildInverseFactorials()
    {
        var table = new DoubleDouble[12];
        table[0] = 1;
        for (var k = 1; k < table.Length; k++)
        {
            table[k] = table[k - 1] / k;
        }

        return table;
    }
}
