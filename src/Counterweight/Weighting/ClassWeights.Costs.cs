using System.Numerics;
using System.Runtime.CompilerServices;
using Counterweight.Core.Checks;
using Counterweight.Decisions;

namespace Counterweight.Weighting;

/// <content>Weights from the costs of mistakes.</content>
public static partial class ClassWeights
{
    /// <summary>
    /// Weights from a cost matrix, w_c ∝ Σ_j (C_cj − C_cc): what mistakes about a row of class c cost in all, beside the right answer.
    /// </summary>
    /// <remarks>
    /// Of two classes a model trained with these weights decides by least cost: w₁/w₀ is (C₁₀ − C₁₁)/(C₀₁ − C₀₀). Of more classes no weights
    /// do so for every matrix, and the sum over wrong answers is a customary choice. Maximum error: 2 + K ulp (double). Source: L. Breiman
    /// and others, Classification and Regression Trees, 1984, section 4.4; K. M. Ting, An Instance-Weighting Method to Induce
    /// Cost-Sensitive Trees, 2002, section 3.
    /// </remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="labels">One class a row, in [0, K).</param>
    /// <param name="costs">K·K costs, row-major: element c·K + j is the cost of answering j where c is right. Within ±1e290; no wrong answer costs less than the right one.</param>
    /// <param name="destination">K weights, at least 0: 0 for a class about which no mistake costs more than the right answer.</param>
    /// <param name="sampleWeights">One weight a row, finite and at least 0; empty: all 1. Of any size beside one another.</param>
    /// <param name="scale">What all weights are multiplied by: as defined, they are the sums of costs.</param>
    /// <param name="ignoreLabel">Rows of this label are skipped.</param>
    /// <exception cref="ArgumentException">There is no class, a class has no weight, the lengths differ, no mistake costs anything, a weight is beyond <typeparamref name="T"/> (the message names the class), or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is outside [0, K) and not ignored, a weight is negative, NaN or infinite, or a cost is out of range or below that of the right answer. Nothing has been written.</exception>
    public static void FromCosts<T>(
        ReadOnlySpan<int> labels,
        ReadOnlySpan<double> costs,
        Span<T> destination,
        ReadOnlySpan<T> sampleWeights = default,
        ClassWeightScale scale = ClassWeightScale.MeanOneOverRows,
        int? ignoreLabel = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FromCosts(labels, sampleWeights, costs, destination, scale, ignoreLabel);

    /// <inheritdoc cref="FromCosts{T}(ReadOnlySpan{int}, ReadOnlySpan{double}, Span{T}, ReadOnlySpan{T}, ClassWeightScale, int?)"/>
    [OverloadResolutionPriority(-1)]
    public static void FromCosts<T>(
        ReadOnlySpan<long> labels,
        ReadOnlySpan<double> costs,
        Span<T> destination,
        ReadOnlySpan<T> sampleWeights = default,
        ClassWeightScale scale = ClassWeightScale.MeanOneOverRows,
        int? ignoreLabel = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FromCosts(labels, sampleWeights, costs, destination, scale, ignoreLabel);

    private static void FromCosts<T>(ClassLabels labels, ReadOnlySpan<T> sampleWeights, ReadOnlySpan<double> costs, Span<T> destination, ClassWeightScale scale, int? ignoreLabel)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Guard.Disjoint<T, double>(destination, costs, nameof(destination), nameof(costs));
        CheckCosts(costs, destination.Length);
        FromLabels(new CostScheme(costs), labels, sampleWeights, destination, scale, ignoreLabel);
    }

    private static void CheckCosts(ReadOnlySpan<double> costs, int classes)
    {
        Guard.SameLength(costs.Length, (long)classes * classes, nameof(costs), "the square of destination's length");
        var any = classes == 0;
        for (var i = 0; i < costs.Length; i++)
        {
            var label = i / classes;
            if (!(Math.Abs(costs[i]) <= CostMatrix.GreatestCost))
            {
                throw new ArgumentOutOfRangeException(nameof(costs), costs[i], Guard.Text($"costs[{i}] is {costs[i]}; a cost must be within ±{CostMatrix.GreatestCost}."));
            }

            var right = costs[checked(label * (classes + 1))];
            if (costs[i] < right)
            {
                throw new ArgumentOutOfRangeException(nameof(costs), costs[i], Guard.Text($"costs[{i}] is {costs[i]}; it must be at least {right}, the cost of the right answer for class {label}."));
            }

            any |= costs[i] > right;
        }

        if (!any)
        {
            throw new ArgumentException("No mistake costs more than the right answer: all weights would be 0.", nameof(costs));
        }
    }

    private readonly ref struct CostScheme(ReadOnlySpan<double> costs) : IScheme
    {
        private readonly ReadOnlySpan<double> costs = costs;

        public void Prepare(scoped ReadOnlySpan<double> sums, double total, double unit)
        {
        }

        public double Weight(int label, double sum)
        {
            var classes = (int)Math.Sqrt(costs.Length);
            var row = costs.Slice(checked(label * classes), classes);
            var weight = 0.0;
            foreach (var cost in row)
            {
                weight += cost - row[label];
            }

            return weight;
        }
    }
}
