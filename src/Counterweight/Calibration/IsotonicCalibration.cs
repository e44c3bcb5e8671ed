using System.Diagnostics;
using System.Numerics;
using Counterweight.Core.Checks;
using Counterweight.Core.Numerics;

namespace Counterweight.Calibration;

/// <summary>Isotonic calibration: of all functions that never fall, the one nearest to the targets in weighted squares. It is a line from knot to knot, and constant beyond the first and the last.</summary>
/// <remarks>
/// Pool adjacent violators. Sources: M. Ayer and others, An Empirical Distribution Function for Sampling with Incomplete Information, 1955; B. Zadrozny, C. Elkan, Transforming Classifier Scores into Accurate Multiclass
/// Probability Estimates, 2002, section 3. Lines between knots are scikit-learn's choice too.
/// Where the rows at an end are all of one class, the function is 0 or 1 there: a later row of the other class has an infinite log loss. The Brier score does not mind.
/// </remarks>
[DebuggerDisplay("{scores.Length} knots")]
public sealed unsafe class IsotonicCalibration
{
    private readonly double[] scores;
    private readonly double[] values;

    private IsotonicCalibration(double[] scores, double[] values) => (this.scores, this.values) = (scores, values);

    /// <summary>A function of known knots, such as of a file.</summary>
    /// <param name="scores">Where the knots are: finite, within ±10²⁹⁰, ascending, no two equal; at least one.</param>
    /// <param name="values">What the function is there: finite, within ±10²⁹⁰, never falling.</param>
    /// <exception cref="ArgumentException">There is no knot, or lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range or order (the message names it).</exception>
    public static IsotonicCalibration FromKnots(ReadOnlySpan<double> scores, ReadOnlySpan<double> values)
    {
        Guard.SameLength(values.Length, scores.Length, nameof(values), nameof(scores));
        if (scores.IsEmpty)
        {
            throw new ArgumentException("There are no knots.", nameof(scores));
        }

        CalibrationChecks.Scores(scores, nameof(scores));
        CalibrationChecks.Scores(values, nameof(values));
        for (var knot = 1; knot < scores.Length; knot++)
        {
            if (!(scores[knot] > scores[knot - 1]))
            {
                throw new ArgumentOutOfRangeException(nameof(scores), scores[knot], Guard.Text($"scores[{knot}] is {scores[knot]}; it must be greater than the one before."));
            }

            if (!(values[knot] >= values[knot - 1]))
            {
                throw new ArgumentOutOfRangeException(nameof(values), values[knot], Guard.Text($"values[{knot}] is {values[knot]}; it must not be less than the one before."));
            }
        }

        return new(scores.ToArray(), values.ToArray());
    }

    /// <summary>Where the knots are, ascending.</summary>
    public ReadOnlySpan<double> Scores => scores;

    /// <summary>What the function is at the knots; it never falls.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>Fits the function to held-out rows.</summary>
    /// <remarks>
    /// Rows of equal scores are pooled first, by exact sums, so that the order of rows changes no bit; weight 2 is the row twice, and weight 0 is no row. Linear in rows after a radix sort. Knots inside a
    /// constant stretch are left out. Maximum error of a value: 4 ε of the greatest target of its stretch for every row of it. Floats are fitted as the doubles that they are.
    /// </remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="scores">One a row, finite and within ±10²⁹⁰.</param>
    /// <param name="targets">One a row, finite and within ±10²⁹⁰: 1 for class 1, 0 for class 0.</param>
    /// <param name="sampleWeights">One weight a row, finite and at least 0; empty: all 1.</param>
    /// <exception cref="ArgumentException">Lengths differ, or no row has weight.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A score, a target or a weight is out of its range (the message names it).</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static IsotonicCalibration Fit<T>(ReadOnlySpan<T> scores, ReadOnlySpan<T> targets, ReadOnlySpan<T> sampleWeights = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.SameLength(targets.Length, scores.Length, nameof(targets), nameof(scores));
        var scaling = CalibrationChecks.Weights(sampleWeights, scores.Length);
        CalibrationChecks.Scores(scores, nameof(scores));
        CalibrationChecks.Scores(targets, nameof(targets));
        PooledRows.Of(scores, targets, sampleWeights, scaling, out var places, out var sums, out var weights);
        var fitted = PooledRows.Isotonic(sums, weights);
        var kept = 0;
        for (var i = 0; i < fitted.Length; i++)
        {
            if (i == 0 || i == fitted.Length - 1 || fitted[i] != fitted[i - 1] || fitted[i] != fitted[i + 1])
            {
                (places[kept], fitted[kept]) = (places[i], fitted[i]);
                kept++;
            }
        }

        return new(places.AsSpan(0, kept).ToArray(), fitted.AsSpan(0, kept).ToArray());
    }

    /// <summary>The function of scores.</summary>
    /// <remarks>Maximum error: 3 ε of the greater value at both sides. It never falls, and NaN stays in its row.</remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="scores">One a row.</param>
    /// <param name="destination">One a row; may be the memory of <paramref name="scores"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ, or memory overlaps otherwise. Nothing has been written.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public void Apply<T>(ReadOnlySpan<T> scores, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ElementType<T>();
        Guard.SameLength(destination.Length, scores.Length, nameof(destination), nameof(scores));
        Guard.NoPartialOverlap(destination, scores, nameof(destination), nameof(scores));
        fixed (double* knots = this.scores)
        {
            for (var i = 0; i < scores.Length; i++)
            {
                var score = double.CreateTruncating(scores[i]);
                destination[i] = T.CreateTruncating(double.IsNaN(score) ? score : At(score, SortedSearch.CountAtMost(knots, this.scores.Length, score)));
            }
        }
    }

    /// <summary>The function at a score with so many knots at most it.</summary>
    private double At(double score, int before)
    {
        if (before == 0 || before == scores.Length)
        {
            return values[Math.Max(before - 1, 0)];
        }

        var (left, right) = (values[before - 1], values[before]);
        var part = (score - scores[before - 1]) / (scores[before] - scores[before - 1]);
        return Math.Min(right, Math.FusedMultiplyAdd(right - left, part, left));
    }
}
