using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Sums;

namespace Counterweight.Weighting;

/// <summary>
/// What weights cost: n rows of weights w estimate a mean no better than (Σw)²/Σw² rows of equal weight, since
/// uneven weights inflate the variance by n·Σw²/(Σw)². It adds to another, as batches do.
/// </summary>
/// <remarks>
/// <para>Rows of weight 0 do not count. The addition is exact: merging in any order gives the same bits. Scaling all
/// weights by a power of two changes neither <see cref="Effective"/> nor <see cref="DesignEffect"/>; weights from the
/// least to the greatest double neither overflow nor underflow, as long as Σw is a double.</para>
/// <para>Maximum relative error of the ratios: 10⁻¹³. Source: L. Kish, Survey Sampling, 1965, sections 8.2 and 11.7.</para>
/// </remarks>
[StructLayout(LayoutKind.Auto)]
public readonly struct EffectiveSampleSize : IEquatable<EffectiveSampleSize>
{
    private const int StackClasses = 256;

    private readonly SquareSum squares;
    private readonly ReproducibleSum sum;

    private EffectiveSampleSize(SquareSum squares, ReproducibleSum sum, long count)
    {
        this.squares = squares;
        this.sum = sum;
        Count = count;
    }

    /// <summary>n, rows of positive weight.</summary>
    public long Count { get; }

    /// <summary>Σw.</summary>
    public double Sum => sum.Value;

    /// <summary>Σw²; ∞ or 0 where it is out of the range of a double, which the ratios need not be.</summary>
    public double SumOfSquares
    {
        get
        {
            var value = squares.Sum(out var frame);
            return Math.ScaleB(value, 2 * SquareSum.FrameExponent * frame);
        }
    }

    /// <summary>(Σw)²/Σw², in [1, n]: n of equal weights; 0 when no row counts.</summary>
    public double Effective
    {
        get
        {
            var denominator = squares.Sum(out var frame);
            var total = Math.ScaleB(Sum, -frame * SquareSum.FrameExponent);
            return Count == 0 ? 0 : total * total / denominator;
        }
    }

    /// <summary>n·Σw²/(Σw)², at least 1: the factor by which weighting inflates the variance of a mean; 1 when no row counts.</summary>
    public double DesignEffect => Count == 0 ? 1 : Count / Effective;

    /// <summary>Of rows with weights.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="sampleWeights">One weight a row, finite and at least 0.</param>
    /// <param name="degreeOfParallelism">Threads to use, at least 1. One allocates nothing. The bits are the same for any.</param>
    /// <exception cref="ArgumentOutOfRangeException">A weight is negative, NaN or infinite, or <paramref name="degreeOfParallelism"/> is less than 1.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public static EffectiveSampleSize Of<T>(ReadOnlySpan<T> sampleWeights, int degreeOfParallelism = 1)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ElementType<T>();
        Guard.DegreeOfParallelism(degreeOfParallelism);
        Guard.Weights(sampleWeights, nameof(sampleWeights));
        var sumOfSquares = SquareLoop.Moments(sampleWeights, degreeOfParallelism, out var total, out var count);
        return new(sumOfSquares, total, count);
    }

    /// <summary>Of classes whose rows weigh the same.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="classCounts">Rows of each of K classes, at least 0.</param>
    /// <param name="classWeights">K weights, finite and at least 0.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative, the counts sum to more than 2⁶³ − 1, or a weight is negative, NaN or infinite.</exception>
    public static EffectiveSampleSize Of<T>(ReadOnlySpan<long> classCounts, ReadOnlySpan<T> classWeights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.SameLength(classWeights.Length, classCounts.Length, nameof(classWeights), nameof(classCounts));
        Guard.Weights(classWeights, nameof(classWeights));
        var all = 0L;
        for (var c = 0; c < classCounts.Length; c++)
        {
            if (classCounts[c] < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(classCounts), classCounts[c], Guard.Text($"classCounts[{c}] is {classCounts[c]}; a count must be at least 0."));
            }

            if (classCounts[c] > long.MaxValue - all)
            {
                throw new ArgumentOutOfRangeException(nameof(classCounts), classCounts[c], Guard.Text($"classCounts[{c}] is {classCounts[c]}; the counts up to it sum to more than 2⁶³ − 1."));
            }

            all += classCounts[c];
        }

        var (sumOfSquares, total, rows) = (default(SquareSum), default(ReproducibleSum), 0L);
        for (var c = 0; c < classCounts.Length; c++)
        {
            var (count, weight) = ((double)classCounts[c], double.CreateTruncating(classWeights[c]));
            if (weight > 0)
            {
                var frame = SquareSum.FrameOf(weight * weight);
                var scaled = Math.ScaleB(weight, -frame * SquareSum.FrameExponent);
                sumOfSquares.Add(count * (scaled * scaled), frame);
                total.Add(count * weight);
                rows += classCounts[c];
            }
        }

        return new(sumOfSquares, total, rows);
    }

    /// <summary>Of labelled rows that weigh what their class does: what balanced or other class weights cost on these rows.</summary>
    /// <remarks>Longs would be counts of classes: labels that are longs are counted first (<see cref="ClassWeights.Count(ReadOnlySpan{long}, Span{long}, int?)"/>).</remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="labels">One class a row, in [0, K).</param>
    /// <param name="classWeights">K weights, finite and at least 0.</param>
    /// <param name="ignoreLabel">Rows of this label are skipped.</param>
    /// <exception cref="ArgumentOutOfRangeException">A label is outside [0, K) and not ignored, or a weight is negative, NaN or infinite.</exception>
    public static EffectiveSampleSize Of<T>(ReadOnlySpan<int> labels, ReadOnlySpan<T> classWeights, int? ignoreLabel = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.Labels(labels, classWeights.Length, ignoreLabel, nameof(labels));
        var rented = classWeights.Length > StackClasses ? ArrayPool<long>.Shared.Rent(classWeights.Length) : null;
        var counts = rented is null ? stackalloc long[classWeights.Length] : rented.AsSpan(0, classWeights.Length);
        try
        {
            LabelCountLoop.Count(labels, ignoreLabel, counts);
            return Of<T>(counts, classWeights);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<long>.Shared.Return(rented);
            }
        }
    }

    /// <summary>Merges two batches.</summary>
    /// <exception cref="OverflowException">Both together have more than 2⁶³ − 1 rows.</exception>
    public static EffectiveSampleSize operator +(EffectiveSampleSize left, EffectiveSampleSize right)
    {
        var (sumOfSquares, total) = (left.squares, left.sum);
        sumOfSquares.Add(in right.squares);
        total.Add(in right.sum);
        return new(sumOfSquares, total, checked(left.Count + right.Count));
    }

    /// <summary>Whether two have the same sums and rows.</summary>
    public static bool operator ==(EffectiveSampleSize left, EffectiveSampleSize right) => left.Equals(right);

    /// <summary>Whether two differ.</summary>
    public static bool operator !=(EffectiveSampleSize left, EffectiveSampleSize right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(EffectiveSampleSize other) =>
        Count == other.Count && Sum.Equals(other.Sum)
        && squares.Sum(out var frame).Equals(other.squares.Sum(out var otherFrame)) && frame == otherFrame;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is EffectiveSampleSize other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Count, Sum, squares.Sum(out _));

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"{Effective} of {Count} rows, design effect {DesignEffect}");
}
