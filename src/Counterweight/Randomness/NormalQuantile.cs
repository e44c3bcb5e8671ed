using System.Runtime.CompilerServices;
using Counterweight.Elementwise;

namespace Counterweight.Randomness;

/// <summary>
/// The quantile of the normal distribution: x with Φ(x) = u (Wichura: Algorithm AS 241, PPND16, Applied Statistics 37,
/// 1988). A quotient of polynomials of degree 7: of q² where |q| = |u − ½| ≤ 0.425, of √−ln min(u, 1 − u) beyond.
/// </summary>
/// <remarks>0 &lt; u &lt; 1. Maximum error: 3·2⁻⁵²·max(1, |x|), sampled.</remarks>
internal readonly struct NormalQuantile : IMap<double>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public TBlock Apply<TBlock>(TBlock x)
        where TBlock : struct, IBlock<TBlock, double>
    {
        var q = x - 0.5;
        var square = 0.180625 - (q * q);
        var edge = TBlock.Sqrt(-TBlock.Log(TBlock.Min(x, 1 - x)));
        var isFar = TBlock.LessThan(TBlock.Constant(5), edge);
        var tail = edge - TBlock.Select(isFar, TBlock.Constant(5), TBlock.Constant(1.6));
        var over = TBlock.Select(isFar, FarOver(tail), NearOver(tail));
        var under = TBlock.Select(isFar, FarUnder(tail), NearUnder(tail));
        var isCentral = TBlock.LessThanOrEqual(TBlock.Zero, square);
        over = TBlock.Select(isCentral, TBlock.Abs(q) * CentralOver(square), over);
        under = TBlock.Select(isCentral, CentralUnder(square), under);
        var magnitude = over / under;
        return TBlock.SelectLess(q, TBlock.Zero, -magnitude, magnitude);
    }

    [MethodImpl(Inline)]
    private static TBlock CentralOver<TBlock>(TBlock r)
        where TBlock : struct, IBlock<TBlock, double>
    {
        var sum = Step(TBlock.Constant(2.5090809287301226727e+3), r, 3.3430575583588128105e+4);
        sum = Step(sum, r, 6.7265770927008700853e+4);
        sum = Step(sum, r, 4.5921953931549871457e+4);
        sum = Step(sum, r, 1.3731693765509461125e+4);
        sum = Step(sum, r, 1.9715909503065514427e+3);
        sum = Step(sum, r, 1.3314166789178437745e+2);
        return Step(sum, r, 3.3871328727963666080);
    }

    [MethodImpl(Inline)]
    private static TBlock CentralUnder<TBlock>(TBlock r)
        where TBlock : struct, IBlock<TBlock, double>
    {
        var sum = Step(TBlock.Constant(5.2264952788528545610e+3), r, 2.8729085735721942674e+4);
        sum = Step(sum, r, 3.9307895800092710610e+4);
        sum = Step(sum, r, 2.1213794301586595867e+4);
        sum = Step(sum, r, 5.3941960214247511077e+3);
        sum = Step(sum, r, 6.8718700749205790830e+2);
        sum = Step(sum, r, 4.2313330701600911252e+1);
        return Step(sum, r, 1);
    }

    [MethodImpl(Inline)]
    private static TBlock NearOver<TBlock>(TBlock r)
        where TBlock : struct, IBlock<TBlock, double>
    {
        var sum = Step(TBlock.Constant(7.74545014278341407640e-4), r, 2.27238449892691845833e-2);
        sum = Step(sum, r, 2.41780725177450611770e-1);
        sum = Step(sum, r, 1.27045825245236838258);
        sum = Step(sum, r, 3.64784832476320460504);
        sum = Step(sum, r, 5.76949722146069140550);
        sum = Step(sum, r, 4.63033784615654529590);
        return Step(sum, r, 1.42343711074968357734);
    }

    [MethodImpl(Inline)]
    private static TBlock NearUnder<TBlock>(TBlock r)
        where TBlock : struct, IBlock<TBlock, double>
    {
        var sum = Step(TBlock.Constant(1.05075007164441684324e-9), r, 5.47593808499534494600e-4);
        sum = Step(sum, r, 1.51986665636164571966e-2);
        sum = Step(sum, r, 1.48103976427480074590e-1);
        sum = Step(sum, r, 6.89767334985100004550e-1);
        sum = Step(sum, r, 1.67638483018380384940);
        sum = Step(sum, r, 2.05319162663775882187);
        return Step(sum, r, 1);
    }

    [MethodImpl(Inline)]
    private static TBlock FarOver<TBlock>(TBlock r)
        where TBlock : struct, IBlock<TBlock, double>
    {
        var sum = Step(TBlock.Constant(2.01033439929228813265e-7), r, 2.71155556874348757815e-5);
        sum = Step(sum, r, 1.24266094738807843860e-3);
        sum = Step(sum, r, 2.65321895265761230930e-2);
        sum = Step(sum, r, 2.96560571828504891230e-1);
        sum = Step(sum, r, 1.78482653991729133580);
        sum = Step(sum, r, 5.46378491116411436990);
        return Step(sum, r, 6.65790464350110377720);
    }

    [MethodImpl(Inline)]
    private static TBlock FarUnder<TBlock>(TBlock r)
        where TBlock : struct, IBlock<TBlock, double>
    {
        var sum = Step(TBlock.Constant(2.04426310338993978564e-15), r, 1.42151175831644588870e-7);
        sum = Step(sum, r, 1.84631831751005468180e-5);
        sum = Step(sum, r, 7.86869131145613259100e-4);
        sum = Step(sum, r, 1.48753612908506148525e-2);
        sum = Step(sum, r, 1.36929880922735805310e-1);
        sum = Step(sum, r, 5.99832206555887937690e-1);
        return Step(sum, r, 1);
    }

    [MethodImpl(Inline)]
    private static TBlock Step<TBlock>(TBlock sum, TBlock r, double next)
        where TBlock : struct, IBlock<TBlock, double> => TBlock.FusedMultiplyAdd(sum, r, TBlock.Constant(next));
}
