using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Simd;
using Counterweight.Core.Work;

namespace Counterweight.Splits;

/// <summary>
/// Twice the loss reduction of the best step of a side, Σ_k m(2T − (H + λ)m) with T = max(|G_k| − α, 0) and
/// m = min(T/(H_k + λ), most), all in the units of the histogram's integers.
/// </summary>
/// <typeparam name="TLimited">Off where α is 0 and steps have no limit.</typeparam>
/// <param name="l1">α.</param>
/// <param name="l2">λ.</param>
/// <param name="mostStep">Greatest step, infinite for none.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly struct GradientCriterion<TLimited>(double l1, double l2, double mostStep) : ISplitCriterion
    where TLimited : struct, IStaticFlag
{
    /// <summary>Far below what a sum or a penalty comes to, and a power of two: where a side has no second derivative, the other side's term stays as it is.</summary>
    private const double LeastHessian = 4.909093465297727E-91;

    public static bool IsGradient => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Term<TBlock>(TBlock first, TBlock second, TBlock whole, out TBlock numerator, out TBlock denominator)
        where TBlock : struct, ISimdBlock<TBlock, double>
    {
        var penalizedHessian = second + TBlock.Create(l2);
        numerator = first * first;
        denominator = penalizedHessian;
        if (TLimited.IsOn)
        {
            var most = TBlock.Create(mostStep);
            var shrunkGradient = TBlock.Max(TBlock.Abs(first) - TBlock.Create(l1), TBlock.Zero);
            var limit = penalizedHessian * most;

            // A clipped step is shorter than the best one; an infinite limit is never passed.
            numerator = TBlock.SelectLess(limit, shrunkGradient, most * (shrunkGradient + shrunkGradient - limit), shrunkGradient * shrunkGradient);
            denominator = TBlock.SelectLess(limit, shrunkGradient, TBlock.One, penalizedHessian);
        }

        numerator = TBlock.SelectLess(TBlock.Zero, penalizedHessian, numerator, TBlock.Zero);
        denominator = TBlock.Max(denominator, TBlock.Create(LeastHessian));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock Score<TBlock>(TBlock terms, TBlock weight)
        where TBlock : struct, ISimdBlock<TBlock, double> => terms;

    public double Magnitude(double nodeScore, double nodeWeight) => nodeScore;
}
