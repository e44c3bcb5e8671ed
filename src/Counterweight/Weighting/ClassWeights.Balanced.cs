using System.Numerics;
using System.Runtime.CompilerServices;

namespace Counterweight.Weighting;

/// <content>Balanced weights.</content>
public static partial class ClassWeights
{
    /// <summary>Balanced weights w_c = Σw/(K·Σ_{i∈c} w_i), by which all classes weigh the same and the rows what they weighed; of rows of weight 1 that is n/(K·n_c).</summary>
    /// <remarks>Source: G. King, L. Zeng, Logistic Regression in Rare Events Data, 2001; the <c>balanced</c> mode of scikit-learn.</remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="labels">One class a row, in [0, K).</param>
    /// <param name="destination">K weights, positive.</param>
    /// <param name="sampleWeights">One weight a row, finite and at least 0; empty: all 1. Of any size beside one another.</param>
    /// <param name="scale">What all weights are multiplied by.</param>
    /// <param name="ignoreLabel">Rows of this label are skipped.</param>
    /// <exception cref="ArgumentException">There is no class, a class has no weight, the lengths differ, a weight is beyond <typeparamref name="T"/> (the message names the class), or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is outside [0, K) and not ignored, or a weight is negative, NaN or infinite. Nothing has been written.</exception>
    public static void Balanced<T>(ReadOnlySpan<int> labels, Span<T> destination, ReadOnlySpan<T> sampleWeights = default, ClassWeightScale scale = ClassWeightScale.AsDefined, int? ignoreLabel = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FromLabels(default(BalancedScheme), labels, sampleWeights, destination, scale, ignoreLabel);

    /// <inheritdoc cref="Balanced{T}(ReadOnlySpan{int}, Span{T}, ReadOnlySpan{T}, ClassWeightScale, int?)"/>
    [OverloadResolutionPriority(-1)]
    public static void Balanced<T>(ReadOnlySpan<long> labels, Span<T> destination, ReadOnlySpan<T> sampleWeights = default, ClassWeightScale scale = ClassWeightScale.AsDefined, int? ignoreLabel = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FromLabels(default(BalancedScheme), labels, sampleWeights, destination, scale, ignoreLabel);

    /// <summary>Balanced weights w_c = n/(K·n_c) of classes counted before.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="counts">Rows of each of K classes, at least 1.</param>
    /// <param name="destination">K weights, positive.</param>
    /// <param name="scale">What all weights are multiplied by.</param>
    /// <exception cref="ArgumentException">There is no class, a class has no row, the lengths differ, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative. Nothing has been written.</exception>
    public static void BalancedFromCounts<T>(ReadOnlySpan<long> counts, Span<T> destination, ClassWeightScale scale = ClassWeightScale.AsDefined)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FromCounts(default(BalancedScheme), counts, destination, scale, nameof(counts));

    private struct BalancedScheme : IScheme
    {
        private double total;
        private double classes;

        public void Prepare(scoped ReadOnlySpan<double> sums, double total, double unit) => (this.total, classes) = (total, sums.Length);

        public readonly double Weight(int label, double sum) => total / (classes * sum);
    }
}
