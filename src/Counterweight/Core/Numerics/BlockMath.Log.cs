using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Simd;

namespace Counterweight.Core.Numerics;

/// <content>
/// ln x = n·ln 2 + ln(1 + f), x = 2ⁿ(1 + f), f in [−¼, ½]; ln(1 + f) = f + f²·p(f), p of degree 9 (float) or 19
/// (double), minimax for the relative error of ln(1 + f). What n·ln 2 + f rounds away is kept and added to the small part.
/// </content>
internal static partial class BlockMath
{
    /// <summary>ln x.</summary>
    /// <remarks>
    /// x ≥ 0, subnormal included; ln 0 = −∞, ln ∞ = ∞, NaN below zero. Maximum error: 0.88 ulp (float, every
    /// argument), 0.92 ulp (double, sampled).
    /// </remarks>
    [MethodImpl(Inline)]
    public static TBlock Log<TBlock, T>(TBlock x)
        where TBlock : struct, ISimdBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        TBlock.Decompose(x, out var m, out var n);
        return LogOfEdges<TBlock, T>(x, Compose<TBlock, T>(n, m - TBlock.One));
    }

    /// <summary>The logarithm of x where x is positive and finite; the right edge value elsewhere.</summary>
    [MethodImpl(Inline)]
    private static TBlock LogOfEdges<TBlock, T>(TBlock x, TBlock log)
        where TBlock : struct, ISimdBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        log = TBlock.SelectLess(x, TBlock.Constant(double.PositiveInfinity), log, x);
        log = TBlock.SelectLess(x, TBlock.Zero, TBlock.Constant(double.NaN), log);
        return TBlock.SelectEqual(x, TBlock.Zero, TBlock.Constant(double.NegativeInfinity), log);
    }

    /// <summary>n·ln 2 + ln(1 + f) for f in [−¼, ½], |n·ln 2| ≥ |f| or n = 0.</summary>
    [MethodImpl(Inline)]
    private static TBlock Compose<TBlock, T>(TBlock n, TBlock f)
        where TBlock : struct, ISimdBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = AddLn2<TBlock, T>(n, f, out var lost);
        return sum + TBlock.FusedMultiplyAdd(f * f, LogSeries<TBlock, T>(f), lost);
    }

    /// <summary>n·ln 2 + f, and what its rounding lost.</summary>
    [MethodImpl(Inline)]
    private static TBlock AddLn2<TBlock, T>(TBlock n, TBlock f, out TBlock lost)
        where TBlock : struct, ISimdBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var high = TBlock.Constant(typeof(T) == typeof(float) ? Ln2SingleHigh : Ln2DoubleHigh);
        var low = TBlock.Constant(typeof(T) == typeof(float) ? Ln2SingleLow : Ln2DoubleLow);
        var sum = TBlock.FusedMultiplyAdd(n, high, f);
        lost = TBlock.FusedMultiplyAdd(n, low, f - TBlock.FusedMultiplyAdd(n, -high, sum));
        return sum;
    }

    /// <summary>(ln(1 + f) − f)/f² for f in [−¼, ½].</summary>
    [MethodImpl(Inline)]
    private static TBlock LogSeries<TBlock, T>(TBlock f)
        where TBlock : struct, ISimdBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        TBlock.FusedMultiplyAdd(LogSeriesFromCube<TBlock, T>(f), f, TBlock.Constant(-0.5));

    /// <summary>(ln(1 + f) − f + f²/2)/f³ for f in [−¼, ½].</summary>
    [MethodImpl(Inline)]
    private static TBlock LogSeriesFromCube<TBlock, T>(TBlock f)
        where TBlock : struct, ISimdBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (typeof(T) == typeof(float))
        {
            var p = TBlock.FusedMultiplyAdd(TBlock.Constant(0.0381147526204586), f, TBlock.Constant(-0.09040774405002594));
            p = TBlock.FusedMultiplyAdd(p, f, TBlock.Constant(0.11568376421928406));
            p = TBlock.FusedMultiplyAdd(p, f, TBlock.Constant(-0.1268872618675232));
            p = TBlock.FusedMultiplyAdd(p, f, TBlock.Constant(0.14286862313747406));
            p = TBlock.FusedMultiplyAdd(p, f, TBlock.Constant(-0.16660131514072418));
            p = TBlock.FusedMultiplyAdd(p, f, TBlock.Constant(0.19999434053897858));
            p = TBlock.FusedMultiplyAdd(p, f, TBlock.Constant(-0.2500002980232239));
            return TBlock.FusedMultiplyAdd(p, f, TBlock.Constant(0.33333340287208557));
        }
        else
        {
            var p = TBlock.FusedMultiplyAdd(TBlock.Constant(0.008090949422885171), f, TBlock.Constant(-0.029388939635747537));
            p = TBlock.FusedMultiplyAdd(p, f, TBlock.Constant(0.05069571195212148));
            p = TBlock.FusedMultiplyAdd(p, f, TBlock.Constant(-0.05968098758256176));
            p = TBlock.FusedMultiplyAdd(p, f, TBlock.Constant(0.06083042326359004));
            p = TBlock.FusedMultiplyAdd(p, f, TBlock.Constant(-0.062498488081939495));
            p = TBlock.FusedMultiplyAdd(p, f, TBlock.Constant(0.06643360445234671));
            p = TBlock.FusedMultiplyAdd(p, f, TBlock.Constant(-0.07138582380567549));
            p = TBlock.FusedMultiplyAdd(p, f, TBlock.Constant(0.0769338733184255));
            p = TBlock.FusedMultiplyAdd(p, f, TBlock.Constant(-0.08333704385107052));
            p = TBlock.FusedMultiplyAdd(p, f, TBlock.Constant(0.09090893013380325));
            p = TBlock.FusedMultiplyAdd(p, f, TBlock.Constant(-0.09999985542274326));
            p = TBlock.FusedMultiplyAdd(p, f, TBlock.Constant(0.11111110772894614));
            p = TBlock.FusedMultiplyAdd(p, f, TBlock.Constant(-0.1250000029066974));
            p = TBlock.FusedMultiplyAdd(p, f, TBlock.Constant(0.14285714299931365));
            p = TBlock.FusedMultiplyAdd(p, f, TBlock.Constant(-0.16666666663799512));
            p = TBlock.FusedMultiplyAdd(p, f, TBlock.Constant(0.19999999999850235));
            p = TBlock.FusedMultiplyAdd(p, f, TBlock.Constant(-0.2500000000001058));
            return TBlock.FusedMultiplyAdd(p, f, TBlock.Constant(0.3333333333333375));
        }
    }
}
