using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;

namespace Counterweight.Calibration;

/// <summary>Temperature scaling: logits of K classes divided by one number, so that no row's most probable class changes.</summary>
/// <remarks>Source: C. Guo, G. Pleiss, Y. Sun, K. Q. Weinberger, On Calibration of Modern Neural Networks, 2017, section 4.2.</remarks>
/// <param name="Temperature">T, above 0: above 1 where the model is too sure of itself.</param>
public readonly record struct TemperatureScaling(double Temperature)
{
    /// <summary>Fits the temperature to held-out rows: the cross-entropy of logits/T is least, which is convex in 1/T.</summary>
    /// <remarks>
    /// Newton's method, kept inside a bracket, on exact sums: the order of rows changes no bit, weight 2 is the row twice, weight 0 is no row, and the unit of weights does not matter. Where every row's label has the
    /// greatest logit the loss falls without end with T, and where the model is no better than chance it falls with 1/T: then T is 2⁻⁶⁰ or 2⁶⁰ times the greatest difference of a row's logits from its label's. Where no logits differ, T is 1.
    /// Floats are fitted as the doubles that they are.
    /// </remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="logits">Rows · K logits, row-major, finite and within ±10²⁹⁰. Logarithms of probabilities are logits too. Of a binary model with one logit z a row: rows of 0 and z.</param>
    /// <param name="classCount">K, at least 1.</param>
    /// <param name="labels">The class of each row, in [0, K).</param>
    /// <param name="sampleWeights">One weight a row, finite and at least 0; empty: all 1.</param>
    /// <exception cref="ArgumentException">A length is wrong, or no row has weight.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no class, or a logit, a label or a weight is out of its range (the message names it).</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static TemperatureScaling Fit<T>(ReadOnlySpan<T> logits, int classCount, ReadOnlySpan<int> labels, ReadOnlySpan<T> sampleWeights = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FitRows(logits, classCount, labels, sampleWeights);

    /// <inheritdoc cref="Fit{T}(ReadOnlySpan{T}, int, ReadOnlySpan{int}, ReadOnlySpan{T})"/>
    [OverloadResolutionPriority(-1)]
    public static TemperatureScaling Fit<T>(ReadOnlySpan<T> logits, int classCount, ReadOnlySpan<long> labels, ReadOnlySpan<T> sampleWeights = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FitRows(logits, classCount, labels, sampleWeights);

    /// <summary>Logits divided by the temperature.</summary>
    /// <remarks>Rounded once, after T has been rounded to <typeparamref name="T"/>; where that is subnormal or infinite, divided in double.</remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="logits">Any numbers.</param>
    /// <param name="destination">As many; may be the memory of <paramref name="logits"/>.</param>
    /// <exception cref="ArgumentException">The lengths differ, or memory overlaps otherwise. Nothing has been written.</exception>
    /// <exception cref="InvalidOperationException">There is no temperature above 0: the default of the type has none.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public void Apply<T>(ReadOnlySpan<T> logits, Span<T> destination)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ElementType<T>();
        Guard.Constructed(Temperature > 0, nameof(TemperatureScaling));
        Guard.SameLength(destination.Length, logits.Length, nameof(destination), nameof(logits));
        Guard.NoPartialOverlap(destination, logits, nameof(destination), nameof(logits));
        if (T.IsNormal(T.CreateTruncating(Temperature)) || typeof(T) == typeof(double))
        {
            TensorPrimitives.Divide(logits, T.CreateTruncating(Temperature), destination);
            return;
        }

        for (var i = 0; i < logits.Length; i++)
        {
            destination[i] = T.CreateTruncating(double.CreateTruncating(logits[i]) / Temperature);
        }
    }

    private static TemperatureScaling FitRows<TLabel, T>(ReadOnlySpan<T> logits, int classCount, ReadOnlySpan<TLabel> labels, ReadOnlySpan<T> sampleWeights)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.AtLeast(classCount, 1);
        Guard.SameLength(logits.Length, (long)labels.Length * classCount, nameof(logits), "labels times classes");
        var scaling = CalibrationChecks.Weights(sampleWeights, labels.Length);
        CalibrationChecks.Scores(logits, nameof(logits));
        CalibrationChecks.Labels(labels, classCount);
        return new(new TemperatureFit<T>(logits, classCount, ClassLabels.Of(labels), sampleWeights, scaling).Run());
    }
}
