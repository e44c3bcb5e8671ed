using System.Numerics;
using System.Runtime.CompilerServices;

namespace Counterweight.Losses.Point;

/// <summary>
/// The mathematics of a loss of one score and one target. Implement it as a readonly struct and
/// <c>PointLoss.Evaluate</c> gives it the engine's speed, tails, weights, threads and determinism.
/// <see cref="Evaluate"/> is all that a loss must have; the other members have defaults.
/// </summary>
/// <remarks>Every method works on each lane by itself. Mark them with <c>AggressiveInlining</c>.</remarks>
/// <typeparam name="TSelf">The implementing loss.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public interface IPointLoss<TSelf, T>
    where TSelf : struct, IPointLoss<TSelf, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The target of every element where a call gives none; null, the default, where targets must be given.</summary>
    static virtual T? DefaultTarget => null;

    /// <summary>What <see cref="Accepts"/> demands, in words, for the error message: «a target must lie in [0, 1]».</summary>
    static virtual string TargetRule => RealTarget.Rule;

    /// <summary>Mask of the targets that are in the domain. By default all finite ones are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TBlock Accepts<TBlock>(TBlock target)
        where TBlock : struct, IBlock<TBlock, T> => RealTarget.Accepts<TBlock, T>(target);

    /// <summary>
    /// Class weight of each target, which <c>LossSum.Weight</c> counts; by default 1. Rows of weight 0 contribute nothing,
    /// whatever their score. It must be finite and at least 0 at every target of the domain: a call checks the weight of each of its
    /// targets first, and refuses a target of another weight, or whose weight times its sample weight is not finite, before
    /// anything is written.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TBlock Weight<TBlock>(TSelf loss, TBlock target)
        where TBlock : struct, IBlock<TBlock, T> => TBlock.One;

    /// <summary>Throws where a loss cannot be used, as the <c>default</c> of one that needs parameters. By default every loss can.</summary>
    /// <exception cref="InvalidOperationException">The loss was not made by a constructor.</exception>
    static virtual void Validate(TSelf loss)
    {
    }

    /// <summary>Loss, first and second derivative by the score, class weight included, sample weight not.</summary>
    void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock value, out TBlock gradient, out TBlock hessian)
        where TBlock : struct, IBlock<TBlock, T>;
}
