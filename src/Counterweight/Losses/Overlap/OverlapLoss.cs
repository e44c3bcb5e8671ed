using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Losses.Point;

namespace Counterweight.Losses.Overlap;

/// <summary>
/// Evaluates overlap losses (Tversky, Dice) over a batch: losses that are no mean over rows. One pass sums, the loss is
/// a number of the sums, and a second pass writes the gradient from two numbers. Parts of a batch, in micro-batches or
/// threads, sum apart, merge, and then each writes its gradient from the sums of all.
/// </summary>
/// <remarks>
/// Predictions are p = σ(z), and 1 − p is never a difference: z = ±∞ is exact and no NaN. A row of weight 0 is no row,
/// whatever it holds. NaN in any other score makes the sums, the loss and with them the gradients of all rows NaN.
/// </remarks>
public static class OverlapLoss
{
    /// <summary>Rows of a work item. Batches cut at its multiples merge to the very bits of the whole.</summary>
    public const int RowsPerWorkItem = LossTuning.RowsPerItem;

    /// <summary>First pass: the sums of a batch or a part of one.</summary>
    /// <remarks>
    /// Maximum error: 4 ε of <typeparamref name="T"/> of each sum, over rows whose weight times t·p, (1 − t)·p or t·(1 − p)
    /// is at least 2⁻⁹⁴ (float) or 2⁻⁹⁹⁰ (double) of the greatest weight, however small that is; smaller products may be off
    /// by 2⁻¹¹⁸ (float) or 2⁻¹⁰⁴³ (double) of it. A sum below 2⁻¹⁰²² is rounded to the numbers there are.
    /// </remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="scores">Logits z, n. Any value.</param>
    /// <param name="targets">Targets t, n, in [0, 1], hard or soft.</param>
    /// <param name="sampleWeights">Weights w, n, finite and not negative; empty for all ones.</param>
    /// <param name="degreeOfParallelism">Threads to use, at least 1. One allocates nothing. The bits are the same for any.</param>
    /// <exception cref="ArgumentException">Lengths differ, or a target or weight is out of its domain (the message names parameter, index and value).</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="degreeOfParallelism"/> is less than 1.</exception>
    public static OverlapSum Sum<T>(
        ReadOnlySpan<T> scores, ReadOnlySpan<T> targets, ReadOnlySpan<T> sampleWeights = default, int degreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var digits = WeightRescaling.DigitsFor(Check(scores, targets, sampleWeights, degreeOfParallelism));
        if (digits == 0)
        {
            return new OverlapSum(PointTermsLoop.Sum(default(OverlapTerms<T>), scores, targets, sampleWeights, degreeOfParallelism));
        }

        // Products of weights near the least number would lose their digits: sums of greater ones, moved back.
        var copy = WeightRescaling.RentScaled(sampleWeights, 32 * digits);
        try
        {
            return new OverlapSum(PointTermsLoop.Sum(default(OverlapTerms<T>), scores, targets, copy.AsSpan(0, sampleWeights.Length), degreeOfParallelism).Moved(-digits));
        }
        finally
        {
            ArrayPool<T>.Shared.Return(copy);
        }
    }

    /// <summary>Second pass: derivative of the batch's loss by each score, dL/dz = w·p(1 − p)·dL/dp.</summary>
    /// <remarks>
    /// Maximum error: 10 ε of the gradient, of soft targets of its two parts, as long as 1/(TP + α·FP + β·FN + k)
    /// times the weight of a row is a normal number of <typeparamref name="T"/>; beyond, it saturates.
    /// </remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="loss">The loss.</param>
    /// <param name="sum">The sums of the whole batch, of which these rows may be a part.</param>
    /// <param name="scores">Logits z, n.</param>
    /// <param name="targets">Targets t, n, in [0, 1].</param>
    /// <param name="sampleWeights">Weights w, n, finite and not negative; empty for all ones.</param>
    /// <param name="gradient">Where to write, n; may be the very span of the scores.</param>
    /// <param name="degreeOfParallelism">Threads to use, at least 1. One allocates nothing. The bits are the same for any.</param>
    /// <exception cref="ArgumentException">Lengths differ, a target or weight is out of its domain (the message names parameter, index and value), or the gradient partly overlaps another span. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="degreeOfParallelism"/> is less than 1.</exception>
    public static void Gradient<T>(
        TverskyLoss loss,
        OverlapSum sum,
        ReadOnlySpan<T> scores,
        ReadOnlySpan<T> targets,
        ReadOnlySpan<T> sampleWeights,
        Span<T> gradient,
        int degreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckOutput(gradient, scores, targets, sampleWeights);
        loss.Derivatives(sum, out var negative, out var positive);
        var outputs = new LossOutputs<T> { Gradient = gradient };
        var exponent = WeightRescaling.ExponentFor(Math.Max(negative, positive), sampleWeights);
        if (exponent == 0)
        {
            PointLoss.Evaluate(new OverlapGradient<T>(Saturated<T>(negative), Saturated<T>(positive)), scores, targets, sampleWeights, outputs, degreeOfParallelism);
            return;
        }

        // With weights far from 1 the derivatives would overflow or underflow: a power of two moves from them to the weights.
        var copy = WeightRescaling.RentScaled(sampleWeights, exponent);
        try
        {
            var derivatives = new OverlapGradient<T>(Saturated<T>(Math.ScaleB(negative, -exponent)), Saturated<T>(Math.ScaleB(positive, -exponent)));
            PointLoss.Evaluate(derivatives, scores, targets, copy.AsSpan(0, sampleWeights.Length), outputs, degreeOfParallelism);
        }
        finally
        {
            ArrayPool<T>.Shared.Return(copy);
        }
    }

    /// <summary>Both passes over one batch.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="loss">The loss.</param>
    /// <param name="scores">Logits z, n. Any value.</param>
    /// <param name="targets">Targets t, n, in [0, 1], hard or soft.</param>
    /// <param name="sampleWeights">Weights w, n, finite and not negative; empty for all ones.</param>
    /// <param name="gradient">Where to write, n; may be the very span of the scores.</param>
    /// <param name="degreeOfParallelism">Threads to use, at least 1. One allocates nothing. The bits are the same for any.</param>
    /// <returns>The sums, of which <see cref="TverskyLoss.Value"/> is the loss.</returns>
    /// <exception cref="ArgumentException">Lengths differ, a target or weight is out of its domain (the message names parameter, index and value), or the gradient partly overlaps another span. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="degreeOfParallelism"/> is less than 1.</exception>
    public static OverlapSum Evaluate<T>(
        TverskyLoss loss,
        ReadOnlySpan<T> scores,
        ReadOnlySpan<T> targets,
        ReadOnlySpan<T> sampleWeights,
        Span<T> gradient,
        int degreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckOutput(gradient, scores, targets, sampleWeights);
        var sum = Sum(scores, targets, sampleWeights, degreeOfParallelism);
        Gradient(loss, sum, scores, targets, sampleWeights, gradient, degreeOfParallelism);
        return sum;
    }

    /// <summary>Checks all that is read, and returns the largest weight, 0 of none.</summary>
    private static double Check<T>(ReadOnlySpan<T> scores, ReadOnlySpan<T> targets, ReadOnlySpan<T> sampleWeights, int degreeOfParallelism)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.DegreeOfParallelism(degreeOfParallelism);
        Guard.SameLength(targets.Length, scores.Length, nameof(targets), nameof(scores));
        Guard.SameLengthOrEmpty(sampleWeights.Length, scores.Length, nameof(sampleWeights), nameof(scores));
        Guard.Elements(default(OverlapTerms<T>), targets, nameof(targets), BinaryTarget.SoftRule);
        return Guard.Weights(sampleWeights, nameof(sampleWeights));
    }

    private static void CheckOutput<T>(Span<T> gradient, ReadOnlySpan<T> scores, ReadOnlySpan<T> targets, ReadOnlySpan<T> sampleWeights)
        where T : unmanaged
    {
        Guard.SameLength(gradient.Length, scores.Length, nameof(gradient), nameof(scores));
        Guard.NoPartialOverlap(gradient, scores, nameof(gradient), nameof(scores));
        Guard.NoPartialOverlap(gradient, targets, nameof(gradient), nameof(targets));
        Guard.NoPartialOverlap(gradient, sampleWeights, nameof(gradient), nameof(sampleWeights));
    }

    /// <summary>At most the greatest number, which times 0 is 0; NaN stays.</summary>
    private static T Saturated<T>(double derivative)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var result = T.CreateTruncating(derivative);
        return T.IsPositiveInfinity(result) ? -T.CreateTruncating(typeof(T) == typeof(float) ? float.MinValue : double.MinValue) : result;
    }

    /// <summary>p and 1 − p, each with its own last bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Probabilities<TBlock, T>(TBlock score, out TBlock probability, out TBlock complement)
        where TBlock : struct, IBlock<TBlock, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // As Logistic.Parts, whose logarithm, though unused, would use up what the JIT inlines.
        var e = TBlock.ExpNonPositive(-TBlock.Abs(score));
        var large = TBlock.One / (TBlock.One + e);
        var small = e * large;
        probability = TBlock.SelectLess(score, TBlock.Zero, small, large);
        complement = TBlock.SelectLess(score, TBlock.Zero, large, small);
    }

    /// <summary>t·p, (1 − t)·p, t·(1 − p).</summary>
    private readonly struct OverlapTerms<T> : IPointTerms<T>, IElementCheck<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TBlock Accepts<TBlock>(TBlock element)
            where TBlock : struct, IBlock<TBlock, T> => BinaryTarget.IsSoft<TBlock, T>(element);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock first, out TBlock second, out TBlock third)
            where TBlock : struct, IBlock<TBlock, T>
        {
            Probabilities<TBlock, T>(score, out var probability, out var complement);
            first = target * probability;
            second = (TBlock.One - target) * probability;
            third = target * complement;
        }
    }

    /// <summary>The gradient as a point loss that has no value.</summary>
    private readonly struct OverlapGradient<T>(T negative, T positive) : IPointLoss<OverlapGradient<T>, T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T negative = negative;
        private readonly T positive = positive;

        public static string TargetRule => BinaryTarget.SoftRule;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TBlock Accepts<TBlock>(TBlock target)
            where TBlock : struct, IBlock<TBlock, T> => BinaryTarget.IsSoft<TBlock, T>(target);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock value, out TBlock gradient, out TBlock hessian)
            where TBlock : struct, IBlock<TBlock, T>
        {
            Probabilities<TBlock, T>(score, out var probability, out var complement);
            var rising = (TBlock.One - target) * TBlock.Create(negative);
            gradient = TBlock.FusedMultiplyAdd(target, -TBlock.Create(positive), rising) * (probability * complement);
            value = TBlock.Zero;
            hessian = TBlock.Zero;
        }
    }
}
