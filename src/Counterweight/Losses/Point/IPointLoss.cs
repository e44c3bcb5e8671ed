using System.Numerics;

namespace Counterweight.Losses.Point;

/// <summary>
/// The mathematics of a loss of one score and one target. Implement it as a readonly struct and
/// <c>PointLoss.Evaluate</c> gives it the engine's speed, tails, weights, threads and determinism.
/// </summary>
/// <remarks>Every method works on each lane by itself. Mark them with <c>AggressiveInlining</c>.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public interface IPointLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The target of every element where a call gives none; null where targets must be given.</summary>
    static virtual T? DefaultTarget => null;

    /// <summary>What <see cref="Accepts"/> demands, in words, for the error message: «must lie in [0, 1]».</summary>
    string TargetRule { get; }

    /// <summary>Mask of the targets that are in the domain.</summary>
    TBlock Accepts<TBlock>(TBlock target)
        where TBlock : struct, IBlock<TBlock, T>;

    /// <summary>
    /// Class weight of each target, which <c>LossSum.Weight</c> counts; one where the loss has no class
    /// weights. Rows of weight 0 contribute nothing, whatever their score. It must be finite and at least 0 at every
    /// target of the domain: a call asks it of each of its targets first, and refuses a target of another weight, or
    /// whose weight times its sample weight is not finite, before anything is written.
    /// </summary>
    TBlock Weight<TBlock>(TBlock target)
        where TBlock : struct, IBlock<TBlock, T>;

    /// <summary>Loss, first and second derivative by the score, class weight included, sample weight not.</summary>
    void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock value, out TBlock gradient, out TBlock hessian)
        where TBlock : struct, IBlock<TBlock, T>;
}
