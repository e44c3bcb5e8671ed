using System.Runtime.CompilerServices;
using Counterweight.Core.Numerics;
using Counterweight.Core.Simd;
using Counterweight.Losses.Point;

namespace Counterweight.Benchmarks;

/// <summary>
/// A loss as a user writes it: class-weighted binary cross-entropy, L = w₁·y·softplus(−z) + w₀(1−y)·softplus(z).
/// It shows what the engine costs a loss that the library does not know: a check of its weight at every target.
/// </summary>
internal readonly struct UserLoss(float positiveWeight, float negativeWeight) : IPointLoss<UserLoss, float>
{
    private readonly float positiveWeight = positiveWeight;
    private readonly float negativeWeight = negativeWeight;

    public static string TargetRule => "a target must lie in [0, 1]";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBlock Accepts<TBlock>(TBlock target)
        where TBlock : struct, IBlock<TBlock, float> =>
        TBlock.LessThanOrEqual(TBlock.Zero, target) & TBlock.LessThanOrEqual(target, TBlock.One);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBlock Weight<TBlock>(UserLoss loss, TBlock target)
        where TBlock : struct, IBlock<TBlock, float> => loss.One(target) + loss.Zero(target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock value, out TBlock gradient, out TBlock hessian)
        where TBlock : struct, IBlock<TBlock, float>
    {
        var (one, zero) = (One(target), Zero(target));
        var total = one + zero;
        var e = TBlock.Exp(-TBlock.Abs(score));
        var likely = TBlock.One / (TBlock.One + e);
        var unlikely = e * likely;
        var probability = TBlock.SelectLess(score, TBlock.Zero, unlikely, likely);
        var complement = TBlock.SelectLess(score, TBlock.Zero, likely, unlikely);

        // softplus(±z) = max(±z, 0) + log1p(e^−|z|)
        var linear = (zero * TBlock.Max(score, TBlock.Zero)) - (one * TBlock.Min(score, TBlock.Zero));
        value = TBlock.FusedMultiplyAdd(total, TBlock.Log1pUnit(e), linear);
        gradient = (zero * probability) - (one * complement);
        hessian = total * (likely * unlikely);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TBlock One<TBlock>(TBlock target)
        where TBlock : struct, IBlock<TBlock, float> => target * TBlock.Create(positiveWeight);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TBlock Zero<TBlock>(TBlock target)
        where TBlock : struct, IBlock<TBlock, float> => (TBlock.One - target) * TBlock.Create(negativeWeight);
}
