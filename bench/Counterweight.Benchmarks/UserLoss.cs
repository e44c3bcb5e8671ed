using System.Runtime.CompilerServices;
using Counterweight.Losses.Point;

namespace Counterweight.Benchmarks;

/// <summary>
/// A loss as a user writes it: class-weighted binary cross-entropy, L = w₁·y·softplus(−z) + w₀(1−y)·softplus(z).
/// It shows what a loss that the library does not know costs: it runs at the speed of the built-in one.
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
        var (total, magnitude) = (one + zero, TBlock.Abs(score));
        var e = TBlock.ExpNonPositive(-magnitude);
        var likely = TBlock.One / (TBlock.One + e);
        var unlikely = e * likely;

        // The class that the sign of the score speaks against pays the linear part: softplus(±z) = max(±z, 0) + log1p(e^−|z|).
        var against = TBlock.SelectLess(score, TBlock.Zero, one, zero);
        var along = TBlock.SelectLess(score, TBlock.Zero, zero, one);
        var derivative = (against * likely) - (along * unlikely);
        value = TBlock.FusedMultiplyAdd(total, TBlock.Log1pUnit(e), against * magnitude);
        gradient = TBlock.SelectLess(score, TBlock.Zero, -derivative, derivative);
        hessian = total * (likely * unlikely);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TBlock One<TBlock>(TBlock target)
        where TBlock : struct, IBlock<TBlock, float> => target * TBlock.Create(positiveWeight);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TBlock Zero<TBlock>(TBlock target)
        where TBlock : struct, IBlock<TBlock, float> => (TBlock.One - target) * TBlock.Create(negativeWeight);
}
