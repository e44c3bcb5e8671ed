using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Counterweight.Weighting;

/// <content>Weights by median frequency.</content>
public static partial class ClassWeights
{
    /// <summary>
    /// Weights by median frequency, w_c = median_k(f_k)/f_c with f_c = Σ_{i∈c} w_i/Σw: 1 for the class in the middle, below 1 for more
    /// frequent ones. Of an even number of classes the median is the mean of the two in the middle.
    /// </summary>
    /// <remarks>
    /// Maximum error: 2 ulp (double). Frequencies are of all rows, not of the images in which a class occurs. Source: D. Eigen, R. Fergus,
    /// Predicting Depth, Surface Normals and Semantic Labels with a Common Multi-Scale Convolutional Architecture, 2015, section 6.3.
    /// </remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="labels">One class a row, in [0, K).</param>
    /// <param name="destination">K weights, positive.</param>
    /// <param name="sampleWeights">One weight a row, finite and at least 0; empty: all 1. Of any size beside one another.</param>
    /// <param name="scale">What all weights are multiplied by.</param>
    /// <param name="ignoreLabel">Rows of this label are skipped.</param>
    /// <exception cref="ArgumentException">There is no class, a class has no weight, the lengths differ, a weight is beyond <typeparamref name="T"/> (the message names the class), or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is outside [0, K) and not ignored, or a weight is negative, NaN or infinite. Nothing has been written.</exception>
    public static void MedianFrequency<T>(ReadOnlySpan<int> labels, Span<T> destination, ReadOnlySpan<T> sampleWeights = default, ClassWeightScale scale = ClassWeightScale.AsDefined, int? ignoreLabel = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FromLabels(default(MedianFrequencyScheme), labels, sampleWeights, destination, scale, ignoreLabel);

    /// <inheritdoc cref="MedianFrequency{T}(ReadOnlySpan{int}, Span{T}, ReadOnlySpan{T}, ClassWeightScale, int?)"/>
    [OverloadResolutionPriority(-1)]
    public static void MedianFrequency<T>(ReadOnlySpan<long> labels, Span<T> destination, ReadOnlySpan<T> sampleWeights = default, ClassWeightScale scale = ClassWeightScale.AsDefined, int? ignoreLabel = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FromLabels(default(MedianFrequencyScheme), labels, sampleWeights, destination, scale, ignoreLabel);

    /// <summary>Weights by median frequency of classes counted before.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="counts">Rows of each of K classes, at least 1.</param>
    /// <param name="destination">K weights, positive.</param>
    /// <param name="scale">What all weights are multiplied by.</param>
    /// <exception cref="ArgumentException">There is no class, a class has no row, the lengths differ, or memory overlaps. Nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative. Nothing has been written.</exception>
    public static void MedianFrequencyFromCounts<T>(ReadOnlySpan<long> counts, Span<T> destination, ClassWeightScale scale = ClassWeightScale.AsDefined)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FromCounts(default(MedianFrequencyScheme), counts, destination, scale, nameof(counts));

    private struct MedianFrequencyScheme : IScheme
    {
        private double median;

        public void Prepare(scoped ReadOnlySpan<double> sums, double total, double unit)
        {
            var rented = sums.Length > StackClasses ? ArrayPool<double>.Shared.Rent(sums.Length) : null;
            var sorted = rented is null ? stackalloc double[sums.Length] : rented.AsSpan(0, sums.Length);
            sums.CopyTo(sorted);
            sorted.Sort();
            var (low, high) = (sorted[(sorted.Length - 1) / 2], sorted[sorted.Length / 2]);
            median = low + ((high - low) / 2);
            Return(rented);
        }

        public readonly double Weight(int label, double sum) => median / sum;
    }
}
