using System.Numerics;
using Counterweight.Weighting;

namespace Counterweight.Reference.Weighting;

/// <summary>Class weights by median frequency from counts.</summary>
public sealed class MedianFrequencyFromCountsCase<T>() : CountWeightsCase<T>("-median-frequency", "MedianFrequencyFromCounts")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    protected override void Run(ReadOnlySpan<long> counts, Span<T> destination) => ClassWeights.MedianFrequencyFromCounts(counts, destination);

    /// <inheritdoc/>
    protected override void FromSums(ReadOnlySpan<double> sums, Span<double> weights) => ClassWeightReference.MedianFrequency(sums, weights);
}
