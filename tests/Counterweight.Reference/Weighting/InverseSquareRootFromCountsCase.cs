using System.Numerics;
using Counterweight.Weighting;

namespace Counterweight.Reference.Weighting;

/// <summary>Class weights of the inverse square root of frequency from counts.</summary>
public sealed class InverseSquareRootFromCountsCase<T>() : CountWeightsCase<T>("-inverse-square-root", "InverseSquareRootFromCounts")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    protected override void Run(ReadOnlySpan<long> counts, Span<T> destination) => ClassWeights.InverseSquareRootFromCounts(counts, destination);

    /// <inheritdoc/>
    protected override void FromSums(ReadOnlySpan<double> sums, Span<double> weights) => ClassWeightReference.InverseSquareRoot(sums, weights);
}
