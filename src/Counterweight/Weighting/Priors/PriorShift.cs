using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Elementwise;

namespace Counterweight.Weighting.Priors;

/// <summary>
/// Prior correction: scores of a model that was trained with class weights, or on resampled rows, as if it had been trained on rows as they
/// occur. It shifts the logit of class c by ln(deployed_c/trained_c).
/// </summary>
/// <remarks>
/// First <see cref="LogRatios{T}"/>, once; then the entry for the scores at hand. Both may be of any two priors: it is also how scores move
/// to a place where classes occur at other rates. Sources: G. King, L. Zeng, Logistic Regression in Rare Events Data, 2001, section 4.1;
/// M. Saerens, P. Latinne, C. Decaestecker, Adjusting the Outputs of a Classifier to New a Priori Probabilities, 2002, equation 2.4.
/// </remarks>
public static class PriorShift
{
    /// <summary>Elements of the stack that a row of ratios is repeated on.</summary>
    private const int TileLength = 1024;

    /// <summary>What each logit is shifted by, ln(deployed_c/trained_c).</summary>
    /// <remarks>
    /// After class weights: <paramref name="trained"/> has the class weights, and <paramref name="deployed"/> is empty. After resampling:
    /// <paramref name="trained"/> has the rows of each class trained on, <paramref name="deployed"/> those before. After both:
    /// <paramref name="trained"/> has the sums of weights of the rows trained on. Or both have priors. Units do not matter, since a
    /// constant in all shifts changes no probability. Maximum error: 2 ulp and 2 ε.
    /// </remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="trained">What K classes counted in training, finite and above 0.</param>
    /// <param name="deployed">What they count where the model is used, finite and at least 0, one of them above 0; empty: all 1.</param>
    /// <param name="destination">K shifts; −∞ for a class that does not occur where the model is used.</param>
    /// <exception cref="ArgumentException">There is no class, a length is wrong, all of <paramref name="deployed"/> is 0, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range. Nothing has been written.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void LogRatios<T>(ReadOnlySpan<T> trained, ReadOnlySpan<T> deployed, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ElementType<T>();
        Guard.SameLength(destination.Length, trained.Length, nameof(destination), nameof(trained));
        Guard.SameLengthOrEmpty(deployed.Length, trained.Length, nameof(deployed), nameof(trained));
        Guard.Disjoint<T, T>(destination, trained, nameof(destination), nameof(trained));
        Guard.Disjoint<T, T>(destination, deployed, nameof(destination), nameof(deployed));
        PriorChecks.Trained(trained);
        PriorChecks.Deployed(deployed);
        Span<double> part = stackalloc double[2];
        for (var c = 0; c < trained.Length; c++)
        {
            var (from, to) = (double.CreateTruncating(trained[c]), deployed.IsEmpty ? 1 : double.CreateTruncating(deployed[c]));
            var ratio = to / from;
            var isNormal = ratio > 1e-300 && ratio < 1e300;
            (part[0], part[1]) = isNormal ? (ratio, 1) : (to, from);
            VectorMath.Log(part, part);
            destination[c] = T.CreateTruncating(part[0] - part[1]);
        }
    }

    /// <summary>Corrects logits of K classes, row-major: each is shifted by its class's ratio.</summary>
    /// <remarks>Exact but for one rounding. A logit of −∞ stays −∞, whatever the ratio; one of +∞ becomes NaN where the ratio is −∞. Rows do not change each other.</remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="logits">Rows · K logits; any numbers.</param>
    /// <param name="logRatios">K shifts of <see cref="LogRatios{T}"/>: finite or −∞, one of them finite.</param>
    /// <param name="destination">As many logits; may be the memory of <paramref name="logits"/>.</param>
    /// <exception cref="ArgumentException">There is no class, a length is wrong, or memory overlaps otherwise. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A ratio is NaN or +∞. Nothing has been written.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    [SkipLocalsInit]
    public static void Logits<T>(ReadOnlySpan<T> logits, ReadOnlySpan<T> logRatios, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        PriorChecks.Rows(logits, logRatios, destination, nameof(logits));
        var classes = logRatios.Length;
        if (classes > TileLength)
        {
            for (var start = 0; start < logits.Length; start += classes)
            {
                TensorPrimitives.Add(logits.Slice(start, classes), logRatios, destination.Slice(start, classes));
            }

            return;
        }

        // Rows follow each other, so that a few rows of shifts are added at a time.
        Span<T> tile = stackalloc T[TileLength];
        tile = tile[..(TileLength - (TileLength % classes))];
        for (var start = 0; start < tile.Length; start += classes)
        {
            logRatios.CopyTo(tile[start..]);
        }

        for (var start = 0; start < logits.Length; start += tile.Length)
        {
            var length = Math.Min(tile.Length, logits.Length - start);
            TensorPrimitives.Add(logits.Slice(start, length), tile[..length], destination.Slice(start, length));
        }
    }

    /// <summary>Corrects logits of class 1 of two: each is shifted by ln of the ratio of class 1 less that of class 0.</summary>
    /// <remarks>Exact but for two roundings. A logit of ±∞ stays, but for a class that does not occur where the model is used: where that contradicts the logit, NaN.</remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="logits">A logit a row; any number.</param>
    /// <param name="logRatios">Two shifts of <see cref="LogRatios{T}"/>: finite or −∞, one of them finite.</param>
    /// <param name="destination">As many logits; may be the memory of <paramref name="logits"/>.</param>
    /// <exception cref="ArgumentException">There are not two classes, a length is wrong, or memory overlaps otherwise. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A ratio is NaN or +∞. Nothing has been written.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void BinaryLogits<T>(ReadOnlySpan<T> logits, ReadOnlySpan<T> logRatios, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        PriorChecks.Binary(logits, logRatios, destination, nameof(logits));
        TensorPrimitives.Add(logits, logRatios[1] - logRatios[0], destination);
    }

    /// <summary>Corrects probabilities of K classes, row-major: p_c·e^r_c over their sum.</summary>
    /// <remarks>
    /// Maximum error: 4 + K ε of the probability, and 2 more for every unit in the greatest |ratio|. A row that has no probability but of classes that do not occur where the model is used, or that has NaN,
    /// becomes NaN; no other row does.
    /// </remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="probabilities">Rows · K probabilities, none negative or infinite; their sums do not matter.</param>
    /// <param name="logRatios">K shifts of <see cref="LogRatios{T}"/>: finite or −∞, one of them finite.</param>
    /// <param name="destination">As many probabilities; may be the memory of <paramref name="probabilities"/>.</param>
    /// <exception cref="ArgumentException">There is no class, a length is wrong, or memory overlaps otherwise. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A ratio is NaN or +∞, or a probability is negative or infinite. Nothing has been written.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void Probabilities<T>(ReadOnlySpan<T> probabilities, ReadOnlySpan<T> logRatios, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        PriorChecks.Rows(probabilities, logRatios, destination, nameof(probabilities));
        Guard.Elements(default(MassCheck<T>), probabilities, nameof(probabilities), "a probability must be finite and at least 0, or NaN");
        PriorRatioLoop.Rows(probabilities, logRatios, destination);
    }

    /// <summary>Corrects probabilities of class 1 of two.</summary>
    /// <remarks>
    /// Maximum error: 6 ε of the probability, and 1 more for every unit in the difference of the ratios. Certain probabilities, 0 and 1, stay, but for a class that does not
    /// occur where the model is used: where that contradicts them, NaN. NaN stays in its row.
    /// </remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="probabilities">A probability a row, in [0, 1] or NaN.</param>
    /// <param name="logRatios">Two shifts of <see cref="LogRatios{T}"/>: finite or −∞, one of them finite.</param>
    /// <param name="destination">As many probabilities; may be the memory of <paramref name="probabilities"/>.</param>
    /// <exception cref="ArgumentException">There are not two classes, a length is wrong, or memory overlaps otherwise. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A ratio is NaN or +∞, or a probability is outside [0, 1]. Nothing has been written.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static void BinaryProbabilities<T>(ReadOnlySpan<T> probabilities, ReadOnlySpan<T> logRatios, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        PriorChecks.Binary(probabilities, logRatios, destination, nameof(probabilities));
        Guard.Elements(default(FractionCheck<T>), probabilities, nameof(probabilities), "a probability must lie in [0, 1], or be NaN");
        VectorMath.Map(BinaryMap<T>.Of(logRatios), probabilities, destination);
    }

    /// <summary>p·a/(p·a + (1 − p)·b) with a = e^(d/2), b = e^(−d/2), d the difference of the ratios: neither overflows.</summary>
    private readonly struct BinaryMap<T>(T one, T other) : IMap<T>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        private readonly T one = one;
        private readonly T other = other;

        public static BinaryMap<T> Of(ReadOnlySpan<T> logRatios)
        {
            if (!T.IsFinite(logRatios[0]) || !T.IsFinite(logRatios[1]))
            {
                return T.IsFinite(logRatios[1]) ? new(T.One, T.Zero) : new(T.Zero, T.One);
            }

            // Past the limit a probability between 0 and 1 is 0 or 1 to its last bit.
            var limit = typeof(T) == typeof(float) ? 170 : 1400;
            var half = Math.Clamp(double.CreateTruncating(logRatios[1]) - double.CreateTruncating(logRatios[0]), -limit, limit) / 2;
            Span<double> factors = [half, -half];
            VectorMath.Exp(factors, factors);
            return new(T.CreateTruncating(factors[0]), T.CreateTruncating(factors[1]));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TBlock Apply<TBlock>(TBlock x)
            where TBlock : struct, IBlock<TBlock, T>
        {
            var mass = x * TBlock.Create(one);
            return mass / (mass + ((TBlock.One - x) * TBlock.Create(other)));
        }
    }
}
