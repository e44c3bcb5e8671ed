using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Simd;

namespace Counterweight.Core.Numerics;

/// <content>
/// ln(1 + x) = x·q(x − c), q of degree 9 (float) or 20 (double), minimax for the relative error on [0, 1]. c lies where
/// ln(1 + c)/c, the constant term, is nearly a float and nearly a double. All but that term is summed in pairs (Estrin):
/// losses wait for it.
/// </content>
internal static partial class BlockMath
{
    /// <summary>ln(1 + x) for x in [0, 1], in fewer steps.</summary>
    /// <remarks>0 ≤ x ≤ 1 or NaN. Maximum error: 1.6 ulp (float, every argument), 1.6 ulp (double, sampled).</remarks>
    [MethodImpl(Inline)]
    public static TBlock Log1pUnit<TBlock, T>(TBlock x)
        where TBlock : struct, ISimdBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var t = x - TBlock.Constant(0.54296875);
        var t2 = t * t;
        var t4 = t2 * t2;
        TBlock p;
        if (typeof(T) == typeof(float))
        {
            p = TBlock.FusedMultiplyAdd(TBlock.Constant(-0.0032440430353074126), t4, TBlock.FusedMultiplyAdd(TBlock.FusedMultiplyAdd(TBlock.Constant(0.003998823967466551), t, TBlock.Constant(-0.005159683650820271)), t2, TBlock.FusedMultiplyAdd(TBlock.Constant(0.009795867090197358), t, TBlock.Constant(-0.0178255871770295))));
        }
        else
        {
            p = TBlock.FusedMultiplyAdd(TBlock.FusedMultiplyAdd(TBlock.FusedMultiplyAdd(TBlock.Constant(2.504174739729869e-05), t, TBlock.Constant(-1.6870207211672082e-05)), t2, TBlock.FusedMultiplyAdd(TBlock.Constant(4.966969985813325e-06), t, TBlock.Constant(-3.336245631584339e-05))), t4, TBlock.FusedMultiplyAdd(TBlock.FusedMultiplyAdd(TBlock.Constant(6.224884504165822e-05), t, TBlock.Constant(-9.034198465637664e-05)), t2, TBlock.FusedMultiplyAdd(TBlock.Constant(0.00014716800837737956), t, TBlock.Constant(-0.00024572539744624705))));
            p = TBlock.FusedMultiplyAdd(p, t4, TBlock.FusedMultiplyAdd(TBlock.FusedMultiplyAdd(TBlock.Constant(0.00040740002691356744), t, TBlock.Constant(-0.0006786923076713378)), t2, TBlock.FusedMultiplyAdd(TBlock.Constant(0.0011388296328048852), t, TBlock.Constant(-0.001925825283228637))));
            p = TBlock.FusedMultiplyAdd(p, t4, TBlock.FusedMultiplyAdd(TBlock.FusedMultiplyAdd(TBlock.Constant(0.003287186885956892), t, TBlock.Constant(-0.005675764849869222)), t2, TBlock.FusedMultiplyAdd(TBlock.Constant(0.009942994059343076), t, TBlock.Constant(-0.017749844463621354))));
        }

        p = TBlock.FusedMultiplyAdd(p, t4, typeof(T) == typeof(float)
            ? TBlock.FusedMultiplyAdd(TBlock.FusedMultiplyAdd(TBlock.Constant(0.03251912265628618), t, TBlock.Constant(-0.061753165185181015)), t2, TBlock.FusedMultiplyAdd(TBlock.Constant(0.1242737327908822), t, TBlock.Constant(-0.2774946573515725)))
            : TBlock.FusedMultiplyAdd(TBlock.FusedMultiplyAdd(TBlock.Constant(0.032506461818263124), t, TBlock.Constant(-0.06175739591036314)), t2, TBlock.FusedMultiplyAdd(TBlock.Constant(0.12427412863020339), t, TBlock.Constant(-0.2774945936602321))));
        return x * TBlock.FusedMultiplyAdd(p, t, TBlock.Constant(typeof(T) == typeof(float) ? 0.7987721605390405 : 0.7987721584742389));
    }
}
