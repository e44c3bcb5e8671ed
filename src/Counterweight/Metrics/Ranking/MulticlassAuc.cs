using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Sums;
using Counterweight.Sorting;

namespace Counterweight.Metrics.Ranking;

/// <summary>Areas under ROC curves of several classes: each class against each other one by its own score, and their means.</summary>
/// <remarks>
/// A class's column is sorted once, and one pass ranks it against all others. Sums are exact, so that no order of rows shows. Rows of weight 0
/// count for nothing. Memory is rented.
/// </remarks>
public static class MulticlassAuc
{
    /// <summary>Areas of pairs: element i·K + j is the chance that a row of class i has a higher score i than a row of class j, ½ where equal.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="scores">n rows of K scores, not NaN.</param>
    /// <param name="classCount">K, at least 2.</param>
    /// <param name="labels">Labels, n, in [0, K).</param>
    /// <param name="pairs">K² areas. NaN on the diagonal, and where either class has no weight.</param>
    /// <param name="weights">K weights of classes.</param>
    /// <param name="sampleWeights">Weights, n, finite and not negative; empty for all ones.</param>
    /// <exception cref="ArgumentException">A length does not fit, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A score is NaN, a label is no class, or a weight is negative, NaN or infinite. Nothing has been written.</exception>
    public static void Pairs<T>(
        ReadOnlySpan<T> scores, int classCount, ReadOnlySpan<int> labels, Span<double> pairs, Span<double> weights, ReadOnlySpan<T> sampleWeights = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => PairsOf(scores, classCount, labels, pairs, weights, sampleWeights);

    /// <inheritdoc cref="Pairs{T}(ReadOnlySpan{T}, int, ReadOnlySpan{int}, Span{double}, Span{double}, ReadOnlySpan{T})"/>
    [OverloadResolutionPriority(-1)]
    public static void Pairs<T>(
        ReadOnlySpan<T> scores, int classCount, ReadOnlySpan<long> labels, Span<double> pairs, Span<double> weights, ReadOnlySpan<T> sampleWeights = default)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => PairsOf(scores, classCount, labels, pairs, weights, sampleWeights);

    /// <summary>Mean over classes of the area of each against all others together; classes that have no weight, or all of it, are left out.</summary>
    /// <param name="pairs">What <see cref="Pairs{T}(ReadOnlySpan{T}, int, ReadOnlySpan{int}, Span{double}, Span{double}, ReadOnlySpan{T})"/> wrote.</param>
    /// <param name="weights">What it wrote of classes.</param>
    /// <param name="isWeighted">Whether a class counts by its weight; otherwise all count alike.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static double OneVsRest(ReadOnlySpan<double> pairs, ReadOnlySpan<double> weights, bool isWeighted = false)
    {
        Guard.SameLength(pairs.Length, (long)weights.Length * weights.Length, nameof(pairs), nameof(weights));
        var (sum, total, unit) = (0.0, 0.0, Unit(weights, -1));
        for (var c = 0; c < weights.Length; c++)
        {
            var (area, rest, own) = (0.0, 0.0, Unit(weights, c));
            for (var other = 0; other < weights.Length; other++)
            {
                var counts = other != c && weights[other] > 0 && weights[c] > 0;
                area += counts ? weights[other] * own * pairs[checked((c * weights.Length) + other)] : 0;
                rest += counts ? weights[other] * own : 0;
            }

            var share = rest == 0 ? 0 : isWeighted ? weights[c] * unit : 1;
            sum += rest == 0 ? 0 : share * (area / rest);
            total += share;
        }

        return sum / total;
    }

    /// <summary>Hand and Till's measure (Machine Learning 45, 2001): the mean over pairs of classes of both areas of each; pairs of a class without weight are left out.</summary>
    /// <param name="pairs">What <see cref="Pairs{T}(ReadOnlySpan{T}, int, ReadOnlySpan{int}, Span{double}, Span{double}, ReadOnlySpan{T})"/> wrote.</param>
    /// <param name="weights">What it wrote of classes.</param>
    /// <param name="isWeighted">Whether a pair counts by the weight of its classes; otherwise all count alike.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    public static double OneVsOne(ReadOnlySpan<double> pairs, ReadOnlySpan<double> weights, bool isWeighted = false)
    {
        Guard.SameLength(pairs.Length, (long)weights.Length * weights.Length, nameof(pairs), nameof(weights));
        var (sum, total, unit) = (0.0, 0.0, Unit(weights, -1));
        for (var c = 0; c < weights.Length; c++)
        {
            for (var other = c + 1; other < weights.Length; other++)
            {
                if (weights[c] > 0 && weights[other] > 0)
                {
                    var share = isWeighted ? (weights[c] * unit) + (weights[other] * unit) : 1;
                    sum += share * (pairs[checked((c * weights.Length) + other)] + pairs[checked((other * weights.Length) + c)]) / 2;
                    total += share;
                }
            }
        }

        return sum / total;
    }

    private static void PairsOf<TLabel, T>(ReadOnlySpan<T> scores, int classCount, ReadOnlySpan<TLabel> labels, Span<double> pairs, Span<double> weights, ReadOnlySpan<T> sampleWeights)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.ElementType<T>();
        Guard.AtLeast(classCount, 2);
        Guard.SameLength(scores.Length, (long)labels.Length * classCount, nameof(scores), nameof(labels));
        Guard.SameLengthOrEmpty(sampleWeights.Length, labels.Length, nameof(sampleWeights), nameof(labels));
        Guard.SameLength(pairs.Length, (long)classCount * classCount, nameof(pairs), nameof(classCount));
        Guard.SameLength(weights.Length, classCount, nameof(weights), nameof(classCount));
        RankingChecks.Apart<double, TLabel, T>(pairs, scores, labels, sampleWeights, nameof(pairs));
        RankingChecks.Apart<double, TLabel, T>(weights, scores, labels, sampleWeights, nameof(weights));
        Guard.Disjoint<double, double>(pairs, weights, nameof(pairs), nameof(weights));
        RankingChecks.Scores(scores, nameof(scores));
        Guard.Labels(labels, classCount, null, nameof(labels));
        RankingChecks.Weights(sampleWeights);
        var (sums, units) = (new ReproducibleSum[classCount], new double[classCount]);
        for (var row = 0; row < labels.Length; row++)
        {
            sums[int.CreateTruncating(labels[row])].Add(sampleWeights.IsEmpty ? 1 : double.CreateTruncating(sampleWeights[row]));
        }

        for (var c = 0; c < classCount; c++)
        {
            weights[c] = sums[c].Value;
            units[c] = UnitFactor.Under(weights[c]);
        }

        var order = ArrayPool<int>.Shared.Rent(labels.Length);
        var workspace = ArrayPool<long>.Shared.Rent(FeatureSort.WorkspaceLength<T>(labels.Length));
        for (var c = 0; c < classCount; c++)
        {
            var column = labels.IsEmpty ? [] : scores[c..];
            FeatureSort.Argsort(column, order.AsSpan(0, labels.Length), workspace.AsSpan(), default, classCount);
            Array.Clear(sums);
            Rank(column, c, order.AsSpan(0, labels.Length), labels, sampleWeights, units, weights[c] * units[c], sums);
            for (var other = 0; other < classCount; other++)
            {
                pairs[checked((c * classCount) + other)] = other == c || weights[c] == 0 ? double.NaN : Math.Min(sums[other].Value / (weights[other] * units[other]), 1);
            }
        }

        ArrayPool<int>.Shared.Return(order);
        ArrayPool<long>.Shared.Return(workspace);
    }

    /// <summary>What brings the greatest weight of all classes but one to some 1: sums of weights may overflow, and products of the least ones vanish.</summary>
    private static double Unit(ReadOnlySpan<double> weights, int without)
    {
        var greatest = 0.0;
        for (var c = 0; c < weights.Length; c++)
        {
            greatest = c == without ? greatest : Math.Max(greatest, weights[c]);
        }

        return UnitFactor.Under(greatest);
    }

    /// <summary>Sums for each class, over its rows, the share of a class that is above them, times their weight in the class's unit: of the least weights no half is lost.</summary>
    private static void Rank<TLabel, T>(
        ReadOnlySpan<T> column, int target, ReadOnlySpan<int> order, ReadOnlySpan<TLabel> labels, ReadOnlySpan<T> sampleWeights, ReadOnlySpan<double> units, double total, Span<ReproducibleSum> sums)
        where TLabel : unmanaged, IBinaryInteger<TLabel>
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (targets, stride) = (default(ReproducibleSum), units.Length);
        var (end, above) = (order.Length - 1, 0.0);
        for (var i = order.Length - 1; i >= 0; i--)
        {
            if (int.CreateTruncating(labels[order[i]]) == target)
            {
                targets.Add((sampleWeights.IsEmpty ? 1 : double.CreateTruncating(sampleWeights[order[i]])) * units[target]);
            }

            if (i > 0 && column[checked(order[i - 1] * stride)] == column[checked(order[i] * stride)])
            {
                continue;
            }

            var through = targets.Value;
            var share = ((above / 2) + (through / 2)) / total;
            for (; end >= i; end--)
            {
                var label = int.CreateTruncating(labels[order[end]]);
                if (label != target)
                {
                    sums[label].Add(share * ((sampleWeights.IsEmpty ? 1 : double.CreateTruncating(sampleWeights[order[end]])) * units[label]));
                }
            }

            above = through;
        }
    }
}
