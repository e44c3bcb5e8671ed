using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Counterweight.Losses.Point;

/// <summary>Poisson negative log-likelihood of a count y with log link: the score z is the logarithm of the predicted mean.</summary>
/// <remarks>
/// <para>L = e^z − y·z; dL/dz = e^z − y; d²L/dz² = e^z. The constant ln y! is left out, so L may be negative; it is least
/// at z = ln y.</para>
/// <para>Targets are at least 0 and finite, whole or not (rates). Maximum error: 2 ε of e^z + y·|z| (value), of
/// e^z + y (gradient), of e^z (Hessian).</para>
/// <para>All three overflow to ∞ above z ≈ 88.7 (float) or 709.8 (double). At z = −∞ the value is 0 for y = 0 and ∞
/// otherwise, the gradient −y, the Hessian 0; at z = ∞ all are ∞. The value overflows to ±∞ where y·z does. NaN
/// stays in its row.</para>
/// <para>The Hessian is exact. Where e^z is far below y, Newton's step is y/e^z, which is far too long. Boosters put
/// max(e^z, y) in its place, so that no step exceeds 1.</para>
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[StructLayout(LayoutKind.Auto)]
public readonly struct PoissonLoss<T> : IPointLoss<PoissonLoss<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public static string TargetRule => "a target must be finite and at least 0";

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBlock Accepts<TBlock>(TBlock target)
        where TBlock : struct, IBlock<TBlock, T> =>
        TBlock.LessThanOrEqual(TBlock.Zero, target) & TBlock.LessThan(target, TBlock.Create(T.PositiveInfinity));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock value, out TBlock gradient, out TBlock hessian)
        where TBlock : struct, IBlock<TBlock, T>
    {
        var mean = TBlock.Exp(score);
        hessian = mean;
        gradient = mean - target;

        // No count is no term, whatever the score; an infinite mean outweighs any.
        var counted = TBlock.SelectEqual(target, TBlock.Zero, TBlock.Zero, score);
        value = TBlock.FusedMultiplyAdd(-target, counted, mean);
        value = TBlock.SelectEqual(mean, TBlock.Create(T.PositiveInfinity), mean, value);
    }
}
