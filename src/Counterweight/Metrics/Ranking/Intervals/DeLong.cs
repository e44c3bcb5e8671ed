using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Sums;

namespace Counterweight.Metrics.Ranking.Intervals;

/// <summary>Variance of the area under the ROC curve, and the paired test of two models (DeLong, DeLong, Clarke-Pearson, Biometrics 44, 1988), with weights.</summary>
/// <remarks>Rows of any order give the same bits. Time is that of a sort of each model's scores. Memory is rented.</remarks>
public static class DeLong
{
    /// <summary>Rows that importance weights of a class are worth at least, (Σw)²/Σw²: below, one row weighs all but alone, and what others add to 1 is lost in rounding.</summary>
    private const double LeastWorth = 1 + (1.0 / 1024);

    /// <summary>The area and its variance, which is NaN where a class has a single row, or one of its rows weighs a thousand times as much as all others.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="scores">Scores, n, not NaN.</param>
    /// <param name="labels">Labels, n: 1 of a positive row, 0 of a negative one.</param>
    /// <param name="sampleWeights">Weights, n, finite and not negative; empty for all ones.</param>
    /// <param name="meaning">What they mean.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the weights sum to more than half of the greatest double.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A score is NaN, a label neither 0 nor 1, or a weight negative, NaN or infinite.</exception>
    public static AucEstimate Estimate<T>(
        ReadOnlySpan<T> scores, ReadOnlySpan<int> labels, ReadOnlySpan<T> sampleWeights = default, WeightMeaning meaning = WeightMeaning.Importance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => CompareRows(scores, scores, labels, sampleWeights, meaning).First;

    /// <inheritdoc cref="Estimate{T}(ReadOnlySpan{T}, ReadOnlySpan{int}, ReadOnlySpan{T}, WeightMeaning)"/>
    [OverloadResolutionPriority(-1)]
    public static AucEstimate Estimate<T>(
        ReadOnlySpan<T> scores, ReadOnlySpan<long> labels, ReadOnlySpan<T> sampleWeights = default, WeightMeaning meaning = WeightMeaning.Importance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => CompareRows(scores, scores, labels, sampleWeights, meaning).First;

    /// <summary>Both areas of two models of the same rows, with variances and covariance.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="scores">The first model's scores.</param>
    /// <param name="otherScores">The second model's.</param>
    /// <param name="labels">As <see cref="Estimate{T}(ReadOnlySpan{T}, ReadOnlySpan{int}, ReadOnlySpan{T}, WeightMeaning)"/> has them.</param>
    /// <param name="sampleWeights">As there.</param>
    /// <param name="meaning">As there.</param>
    /// <exception cref="ArgumentException">As there.</exception>
    public static AucComparison Compare<T>(
        ReadOnlySpan<T> scores,
        ReadOnlySpan<T> otherScores,
        ReadOnlySpan<int> labels,
        ReadOnlySpan<T> sampleWeights = default,
        WeightMeaning meaning = WeightMeaning.Importance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => CompareRows(scores, otherScores, labels, sampleWeights, meaning);

    /// <inheritdoc cref="Compare{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{int}, ReadOnlySpan{T}, WeightMeaning)"/>
    [OverloadResolutionPriority(-1)]
    public static AucComparison Compare<T>(
        ReadOnlySpan<T> scores,
        ReadOnlySpan<T> otherScores,
        ReadOnlySpan<long> labels,
        ReadOnlySpan<T> sampleWeights = default,
        WeightMeaning meaning = WeightMeaning.Importance)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => CompareRows(scores, otherScores, labels, sampleWeights, meaning);

    private static AucComparison CompareRows<TLabel, T>(ReadOnlySpan<T> scores, ReadOnlySpan<T> otherScores, ReadOnlySpan<TLabel> labels, ReadOnlySpan<T> sampleWeights, WeightMeaning meaning)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        RankingChecks.Rows(scores, labels, sampleWeights);
        Guard.SameLength(otherScores.Length, scores.Length, nameof(otherScores), nameof(scores));
        RankingChecks.Scores(otherScores, nameof(otherScores));
        if (meaning is not (WeightMeaning.Importance or WeightMeaning.Frequency))
        {
            throw new ArgumentOutOfRangeException(nameof(meaning), meaning, Guard.Text($"meaning is {(int)meaning}; it must be a value of WeightMeaning."));
        }

        var rows = scores.Length;
        var buffer = ArrayPool<double>.Shared.Rent(checked(3 * rows));
        var weights = buffer.AsSpan(0, rows);
        var one = buffer.AsSpan(rows, rows);
        var other = buffer.AsSpan(checked(2 * rows), rows);
        var (positives, negatives) = Weigh(labels, sampleWeights, meaning, weights);
        AucPlacements.Fill(scores, labels, weights, positives, negatives, one);
        if (scores == otherScores)
        {
            one.CopyTo(other);
        }
        else
        {
            AucPlacements.Fill(otherScores, labels, weights, positives, negatives, other);
        }

        var result = CompareShares(labels, weights, one, other, positives, negatives, meaning);
        ArrayPool<double>.Shared.Return(buffer);
        return result;
    }

    private static (double Positives, double Negatives) Weigh<TLabel, T>(ReadOnlySpan<TLabel> labels, ReadOnlySpan<T> sampleWeights, WeightMeaning meaning, Span<double> weights)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var isScaled = meaning == WeightMeaning.Importance && !sampleWeights.IsEmpty;
        var (factor, negativeFactor) = isScaled ? (Factor(labels, sampleWeights, TLabel.One), Factor(labels, sampleWeights, TLabel.Zero)) : (1, 1);
        ReproducibleSum positive = default, negative = default;
        for (var i = 0; i < labels.Length; i++)
        {
            weights[i] = sampleWeights.IsEmpty ? 1 : double.CreateTruncating(sampleWeights[i]) * (labels[i] == TLabel.One ? factor : negativeFactor);
            if (labels[i] == TLabel.One)
            {
                positive.Add(weights[i]);
            }
            else
            {
                negative.Add(weights[i]);
            }
        }

        return (positive.Value, negative.Value);
    }

    /// <summary>Each class has a unit of its own: squares of weights far below those of the other class would vanish.</summary>
    private static double Factor<TLabel, T>(ReadOnlySpan<TLabel> labels, ReadOnlySpan<T> sampleWeights, TLabel label)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var largest = 0.0;
        for (var i = 0; i < labels.Length; i++)
        {
            largest = labels[i] == label ? Math.Max(largest, double.CreateTruncating(sampleWeights[i])) : largest;
        }

        return UnitFactor.Under(largest);
    }

    private static AucComparison CompareShares<TLabel>(
        ReadOnlySpan<TLabel> labels, ReadOnlySpan<double> weights, ReadOnlySpan<double> one, ReadOnlySpan<double> other, double positives, double negatives, WeightMeaning meaning)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
    {
        if (positives == 0 || negatives == 0)
        {
            return new(new(double.NaN, double.NaN), new(double.NaN, double.NaN), double.NaN, double.NaN, double.NaN);
        }

        var means = (First: default(ReproducibleSum), Second: default(ReproducibleSum), Difference: default(ReproducibleSum));
        for (var i = 0; i < labels.Length; i++)
        {
            means.First.Add(labels[i] == TLabel.One ? weights[i] * one[i] : 0);
            means.Second.Add(labels[i] == TLabel.One ? weights[i] * other[i] : 0);
            means.Difference.Add(labels[i] == TLabel.One ? weights[i] * (one[i] - other[i]) : 0);
        }

        var (first, second, difference) = (means.First.Value / positives, means.Second.Value / positives, means.Difference.Value / positives);
        var of = new Spread[] { new(meaning), new(meaning) };
        for (var i = 0; i < labels.Length; i++)
        {
            of[int.CreateTruncating(labels[i])].Add(weights[i], one[i] - first, other[i] - second, one[i] - other[i] - difference);
        }

        var (ofNegatives, ofPositives) = (of[0].Values(negatives), of[1].Values(positives));
        return new(
            new(first, ofNegatives.First + ofPositives.First),
            new(second, ofNegatives.Second + ofPositives.Second),
            ofNegatives.Both + ofPositives.Both,
            difference,
            ofNegatives.Difference + ofPositives.Difference);
    }

    /// <summary>Squares and products of what placements of a class are off their mean.</summary>
    private struct Spread(WeightMeaning meaning)
    {
        private ReproducibleSum first;
        private ReproducibleSum second;
        private ReproducibleSum both;
        private ReproducibleSum differences;
        private ReproducibleSum squares;

        public void Add(double weight, double one, double other, double difference)
        {
            var share = meaning == WeightMeaning.Importance ? weight * weight : weight;
            first.Add(share * (one * one));
            second.Add(share * (other * other));
            both.Add(share * (one * other));
            differences.Add(share * (difference * difference));
            squares.Add(weight * weight);
        }

        /// <summary>Variances and covariance of the means, and the variance of their difference.</summary>
        public readonly (double First, double Second, double Both, double Difference) Values(double total)
        {
            var rows = meaning == WeightMeaning.Importance ? total / squares.Value * total : total;
            var factor = rows <= 1 || (meaning == WeightMeaning.Importance && rows < LeastWorth) ? double.NaN : meaning == WeightMeaning.Importance ? rows / (rows - 1) / total / total : 1 / (total - 1) / total;
            return (first.Value * factor, second.Value * factor, both.Value * factor, differences.Value * factor);
        }
    }
}
