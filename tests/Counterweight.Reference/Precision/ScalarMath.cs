using System.Numerics;

namespace Counterweight.Reference.Precision;

/// <summary>What <see cref="INumber{T}"/> lacks for scalar references.</summary>
public static class ScalarMath
{
    /// <summary>ln(1 + x) for x ≥ 0 by Kahan's quotient, in which the rounding of 1 + x cancels: .NET's LogP1 is Log(x + 1).</summary>
    public static T Log1p<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var u = T.One + x;
        return u == T.One || T.IsPositiveInfinity(x) ? x : T.Log(u) * (x / (u - T.One));
    }

    /// <summary>ln(1 + e^x).</summary>
    public static T Softplus<T>(T x)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        (x > T.Zero ? x : T.Zero) + Log1p(T.Exp(-T.Abs(x)));
}
