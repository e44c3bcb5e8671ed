using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Elementwise;

namespace Counterweight.Calibration;

/// <summary>Platt scaling: the probability of class 1 is σ(slope·score + intercept).</summary>
/// <remarks>Sources: J. Platt, Probabilistic Outputs for Support Vector Machines, 1999, section 2; H.-T. Lin, C.-J. Lin, R. C. Weng, A Note on Platt's Probabilistic Outputs for Support Vector Machines, 2007, algorithm 1.</remarks>
/// <param name="Slope">What a score counts: above 0 where class 1 has the greater scores.</param>
/// <param name="Intercept">The log-odds of class 1 at the score 0.</param>
public readonly record struct PlattScaling(double Slope, double Intercept)
{
    /// <summary>Scores that wait in double before they are narrowed.</summary>
    private const int ScoresTogether = 256;

    /// <summary>Fits slope and intercept to held-out rows.</summary>
    /// <remarks>
    /// The cross-entropy with targets (N₁ + 1)/(N₁ + 2) and 1/(N₀ + 2) is least, where N are the sums of weights of both classes: smoothed by one row of either answer, so that slope and intercept are finite even where scores
    /// tell the classes apart. Newton's method with backtracking, on scores that are centered and scaled. All sums are exact: the order of rows changes no bit, weight 2 is the row twice, and weight 0 is no row. The unit of
    /// weights matters, since the smoothing counts rows. Where all scores are equal, or differ in their last digits alone, the slope is 0, and where all rows are of one class, it is 0 but for rounding. Floats are fitted as the doubles that they are.
    /// </remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="scores">One a row, of any scale, finite and within ±10²⁹⁰: margins, logits or log-odds do better than probabilities. Log-odds of 0 and 1 are infinite: keep probabilities away from both, by 10⁻¹⁵ say.</param>
    /// <param name="labels">The class of each row, 0 or 1.</param>
    /// <param name="sampleWeights">One weight a row, finite and at least 0; empty: all 1.</param>
    /// <exception cref="ArgumentException">Lengths differ, or no row has weight.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A score, a label or a weight is out of its range (the message names it).</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static PlattScaling Fit<T>(ReadOnlySpan<T> scores, ReadOnlySpan<int> labels, ReadOnlySpan<T> sampleWeights = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FitRows(scores, labels, sampleWeights);

    /// <inheritdoc cref="Fit{T}(ReadOnlySpan{T}, ReadOnlySpan{int}, ReadOnlySpan{T})"/>
    [OverloadResolutionPriority(-1)]
    public static PlattScaling Fit<T>(ReadOnlySpan<T> scores, ReadOnlySpan<long> labels, ReadOnlySpan<T> sampleWeights = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FitRows(scores, labels, sampleWeights);

    /// <summary>Probabilities of class 1.</summary>
    /// <remarks>Maximum error: that of σ and 2 ε of the double slope·score, and where both are great and of opposite sign, of their parts. NaN stays in its row.</remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="scores">One a row.</param>
    /// <param name="destination">One a row; may be the memory of <paramref name="scores"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ, or memory overlaps otherwise. Nothing has been written.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    [SkipLocalsInit]
    public void Apply<T>(ReadOnlySpan<T> scores, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ElementType<T>();
        Guard.SameLength(destination.Length, scores.Length, nameof(destination), nameof(scores));
        Guard.NoPartialOverlap(destination, scores, nameof(destination), nameof(scores));
        Span<double> buffer = stackalloc double[ScoresTogether];
        for (var start = 0; start < scores.Length; start += ScoresTogether)
        {
            var some = buffer[..Math.Min(ScoresTogether, scores.Length - start)];
            TensorPrimitives.ConvertTruncating<T, double>(scores.Slice(start, some.Length), some);
            foreach (ref var logit in some)
            {
                logit = Math.FusedMultiplyAdd(Slope, logit, Intercept);
            }

            VectorMath.Sigmoid<double>(some, some);
            TensorPrimitives.ConvertTruncating<double, T>(some, destination.Slice(start, some.Length));
        }
    }

    private static PlattScaling FitRows<TLabel, T>(ReadOnlySpan<T> scores, ReadOnlySpan<TLabel> labels, ReadOnlySpan<T> sampleWeights)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.SameLength(labels.Length, scores.Length, nameof(labels), nameof(scores));
        var scaling = CalibrationChecks.Weights(sampleWeights, scores.Length);
        CalibrationChecks.Scores(scores, nameof(scores));
        CalibrationChecks.Labels(labels, 2);
        return new PlattFit<TLabel, T>(scores, labels, sampleWeights, scaling).Run();
    }
}
