using System.Numerics;
using System.Runtime.CompilerServices;

namespace Counterweight.Weighting;

/// <content>Weights between none and balanced.</content>
public static partial class ClassWeights
{
    /// <summary>
    /// Weights of the inverse square root of class frequency, w_c = 1/(√f_c · Σ_k √f_k) with f_c = Σ_{i∈c} w_i/Σw: half way, on a
    /// scale of logarithms, from no weights to balanced ones. The rows weigh together what they weighed before.
    /// </summary>
    /// <remarks>Maximum error: 4 + K/2 ulp (double). Source: D. Mahajan and others, Exploring the Limits of Weakly Supervised Pretraining, 2018, section 2.</remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="labels">One class a row, in [0, K).</param>
    /// <param name="destination">K weights, positive.</param>
    /// <param name="sampleWeights">One weight a row, finite and at least 0; empty: all 1. Of any size beside one another.</param>
    /// <param name="scale">What all weights are multiplied by.</param>
    /// <param name="ignoreLabel">Rows of this label are skipped.</param>
    /// <exception cref="ArgumentException">There is no class, a class has no weight, the lengths differ, a weight is beyond <typeparamref name="T"/> (the message names the class), or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is outside [0, K) and not ignored, or a weight is negative, NaN or infinite. Nothing has been written.</exception>
    public static void InverseSquareRoot<T>(ReadOnlySpan<int> labels, Span<T> destination, ReadOnlySpan<T> sampleWeights = default, ClassWeightScale scale = ClassWeightScale.AsDefined, int? ignoreLabel = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FromLabels(default(InverseSquareRootScheme), labels, sampleWeights, destination, scale, ignoreLabel);

    /// <inheritdoc cref="InverseSquareRoot{T}(ReadOnlySpan{int}, Span{T}, ReadOnlySpan{T}, ClassWeightScale, int?)"/>
    [OverloadResolutionPriority(-1)]
    public static void InverseSquareRoot<T>(ReadOnlySpan<long> labels, Span<T> destination, ReadOnlySpan<T> sampleWeights = default, ClassWeightScale scale = ClassWeightScale.AsDefined, int? ignoreLabel = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FromLabels(default(InverseSquareRootScheme), labels, sampleWeights, destination, scale, ignoreLabel);

    /// <summary>Weights of the inverse square root of frequency of classes counted before.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="counts">Rows of each of K classes, at least 1.</param>
    /// <param name="destination">K weights, positive.</param>
    /// <param name="scale">What all weights are multiplied by.</param>
    /// <exception cref="ArgumentException">There is no class, a class has no row, the lengths differ, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative. Nothing has been written.</exception>
    public static void InverseSquareRootFromCounts<T>(ReadOnlySpan<long> counts, Span<T> destination, ClassWeightScale scale = ClassWeightScale.AsDefined)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FromCounts(default(InverseSquareRootScheme), counts, destination, scale, nameof(counts));

    private struct InverseSquareRootScheme : IScheme
    {
        private double total;
        private double roots;

        public void Prepare(scoped ReadOnlySpan<double> sums, double total, double unit)
        {
            this.total = total;
            foreach (var sum in sums)
            {
                roots += Math.Sqrt(sum / total);
            }
        }

        public readonly double Weight(int label, double sum) => Math.Sqrt(total / sum) / roots;
    }
}
