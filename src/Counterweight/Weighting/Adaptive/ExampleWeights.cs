using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Numerics;
using Counterweight.Elementwise;

namespace Counterweight.Weighting.Adaptive;

/// <summary>Weights of rows by how hard they are: hardness, exponential tilting, and a curriculum of the easiest rows first.</summary>
public static class ExampleWeights
{
    /// <summary>Hardness (1 − p)^γ of rows whose label has probability p = e^−loss: what focal loss weighs a row by.</summary>
    /// <remarks>
    /// 1 − p does not cancel, however small the loss. Maximum error: 3 + 2γ ulp. NaN stays in its row, but for γ = 0, when all is 1. Source: T.-Y. Lin and
    /// others, Focal Loss for Dense Object Detection, 2017, section 3.
    /// </remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="losses">Cross-entropy of each row, at least 0 or NaN.</param>
    /// <param name="gamma">γ, finite and at least 0.</param>
    /// <param name="destination">One weight a row, in [0, 1]; may be the memory of <paramref name="losses"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ, or memory overlaps otherwise. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range. Nothing has been written.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void Hardness<T>(ReadOnlySpan<T> losses, T gamma, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckHardness(losses, gamma, destination, nameof(losses));
        Guard.Elements(default(NotNegativeCheck<T>), losses, nameof(losses), "a loss must be at least 0, or NaN");
        VectorMath.Map(new LossHardness<T>(gamma), losses, destination);
    }

    /// <summary>Hardness (1 − p)^γ of rows whose label has probability p.</summary>
    /// <remarks>Maximum error: 2 + γ ulp. NaN stays in its row, but for γ = 0, when all is 1. Of losses <see cref="Hardness{T}"/> is more exact, since p near 1 has few digits of 1 − p.</remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="probabilities">The probability of each row's label, in [0, 1] or NaN.</param>
    /// <param name="gamma">γ, finite and at least 0.</param>
    /// <param name="destination">One weight a row, in [0, 1]; may be the memory of <paramref name="probabilities"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ, or memory overlaps otherwise. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range. Nothing has been written.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void HardnessOfProbabilities<T>(ReadOnlySpan<T> probabilities, T gamma, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        CheckHardness(probabilities, gamma, destination, nameof(probabilities));
        Guard.Elements(default(FractionCheck<T>), probabilities, nameof(probabilities), "a probability must lie in [0, 1], or be NaN");
        VectorMath.Map(new ProbabilityHardness<T>(gamma), probabilities, destination);
    }

    /// <summary>Weights that follow the loss, w_i = e^(t·ℓ_i) over its weighted mean: above 1 for hard rows where t is above 0, for easy ones where it is below.</summary>
    /// <remarks>
    /// These are the weights of tilted empirical risk, and of the rows' worst mixture within a divergence. Exponents are shifted by the greatest, so that
    /// none overflows. Rows of sample weight 0 get 0. Σ s_i·w_i = Σ s_i. Maximum error: 0.51 ulp (float); 3 + √n/30 ε and ½ ε for every unit between an
    /// exponent and the greatest (double). Source: T. Li, A. Beirami, M. Sanjabi, V. Smith, Tilted Empirical Risk Minimization, 2021, section 2.
    /// </remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="losses">One loss a row, finite.</param>
    /// <param name="tilt">t, within ±1e100; 0: all 1.</param>
    /// <param name="destination">One weight a row, at least 0; may be the memory of <paramref name="losses"/>.</param>
    /// <param name="sampleWeights">s, one a row, finite and at least 0, one of them above 0; empty: all 1.</param>
    /// <exception cref="ArgumentException">The lengths differ, no row has weight, a product of tilt and loss is no finite double, a weight may be beyond <typeparamref name="T"/>, or memory overlaps otherwise. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range. Nothing has been written.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void Tilted<T>(ReadOnlySpan<T> losses, double tilt, Span<T> destination, ReadOnlySpan<T> sampleWeights = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(losses, destination, nameof(losses));
        Guard.SameLengthOrEmpty(sampleWeights.Length, losses.Length, nameof(sampleWeights), nameof(losses));
        Guard.Disjoint<T, T>(destination, sampleWeights, nameof(destination), nameof(sampleWeights));
        Guard.Parameter(Math.Abs(tilt) <= 1e100, tilt, nameof(tilt), "lie within ±1e100");
        Guard.Elements(default(FiniteCheck<T>), losses, nameof(losses), FiniteCheck<T>.Rule);
        var largest = Guard.Weights(sampleWeights, nameof(sampleWeights));
        if (losses.IsEmpty)
        {
            return;
        }

        var greatest = LogWeightLoop.Greatest(losses, tilt, sampleWeights);
        if (!double.IsFinite(greatest))
        {
            throw new ArgumentException(
                double.IsNegativeInfinity(greatest) ? "No row has weight, or all products of tilt and loss are -Infinity." : "A product of tilt and loss is no finite double; lower tilt.", nameof(losses));
        }

        var scaling = new WeightScaling(sampleWeights.IsEmpty ? 1 : largest);
        var weights = sampleWeights.IsEmpty ? losses.Length : LogWeightLoop.Sum(losses, 0, 0, sampleWeights, scaling);
        var factor = weights / LogWeightLoop.Sum(losses, tilt, greatest, sampleWeights, scaling);
        if (!T.IsFinite(T.CreateTruncating(factor)))
        {
            throw new ArgumentException(Guard.Text($"Weights reach {factor}, beyond {typeof(T).Name}: the rows of great products of tilt and loss have very small sampleWeights."), nameof(sampleWeights));
        }

        LogWeightLoop.Write(losses, tilt, greatest, factor, sampleWeights, destination);
    }

    /// <summary>A curriculum: 1 for the easiest rows, those whose loss is at most λ, 0 for the others. λ is the ⌈fraction·n⌉-th smallest loss.</summary>
    /// <remarks>Exact. Rows of losses equal to λ all have 1, so ties may make more than the fraction. Source: M. P. Kumar, B. Packer, D. Koller, Self-Paced Learning for Latent Variable Models, 2010, section 3.</remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="losses">One loss a row, not NaN.</param>
    /// <param name="fraction">The fraction of rows to learn from, in [0, 1]; 0: none. See <see cref="Pace"/>.</param>
    /// <param name="destination">One weight a row, 1 or 0; may be the memory of <paramref name="losses"/>.</param>
    /// <returns>λ; −∞ where there are no rows or the fraction is 0.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or memory overlaps otherwise. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A loss is NaN, or <paramref name="fraction"/> is out of its range. Nothing has been written.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static T Easiest<T>(ReadOnlySpan<T> losses, double fraction, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(losses, destination, nameof(losses));
        Guard.Fraction(fraction, nameof(fraction));
        Guard.Elements(default(NumberCheck<T>), losses, nameof(losses), "a loss must be a number");
        // Less an ulp: 0.07 of 100 rows are 7, though their product is a little more.
        var rows = (long)Math.Ceiling(Math.BitDecrement(fraction * losses.Length));
        if (rows <= 0)
        {
            destination.Clear();
            return T.NegativeInfinity;
        }

        var greatest = RankSelectionLoop.Smallest(losses, rows);
        VectorMath.Map(new AtMostMap<T>(greatest), losses, destination);
        return greatest;
    }

    /// <summary>The fraction of rows of a curriculum at a step, from <paramref name="start"/> at step 0 along a line to 1 at <paramref name="steps"/>, and 1 after it.</summary>
    /// <param name="step">At least 0.</param>
    /// <param name="steps">At least 1.</param>
    /// <param name="start">In [0, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public static double Pace(long step, long steps, double start)
    {
        Guard.AtLeast(step, 0);
        Guard.AtLeast(steps, 1);
        Guard.Fraction(start, nameof(start));
        return step >= steps ? 1 : start + ((1 - start) * ((double)step / steps));
    }

    private static void CheckHardness<T>(ReadOnlySpan<T> source, T gamma, Span<T> destination, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Check(source, destination, name);
        Guard.Parameter(gamma >= T.Zero && T.IsFinite(gamma), gamma, nameof(gamma), "be finite and at least 0");
    }

    private static void Check<T>(ReadOnlySpan<T> source, Span<T> destination, string name)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ElementType<T>();
        Guard.SameLength(destination.Length, source.Length, nameof(destination), name);
        Guard.NoPartialOverlap(destination, source, nameof(destination), name);
    }

    private readonly struct LossHardness<T>(T gamma) : IMap<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T gamma = gamma;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TBlock Apply<TBlock>(TBlock x)
            where TBlock : struct, IBlock<TBlock, T> => TBlock.Pow(-TBlock.Expm1(-x), TBlock.Create(gamma));
    }

    private readonly struct ProbabilityHardness<T>(T gamma) : IMap<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T gamma = gamma;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TBlock Apply<TBlock>(TBlock x)
            where TBlock : struct, IBlock<TBlock, T> => TBlock.Pow(TBlock.One - x, TBlock.Create(gamma));
    }

    private readonly struct AtMostMap<T>(T limit) : IMap<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T limit = limit;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TBlock Apply<TBlock>(TBlock x)
            where TBlock : struct, IBlock<TBlock, T> => TBlock.LessThanOrEqual(x, TBlock.Create(limit)) & TBlock.One;
    }
}
