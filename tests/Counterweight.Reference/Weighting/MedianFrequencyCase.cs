using System.Numerics;
using Counterweight.Reference.Catalog;
using Counterweight.Weighting;

namespace Counterweight.Reference.Weighting;

/// <summary>Class weights by median frequency.</summary>
public sealed class MedianFrequencyCase<T>(LossVariant variant = LossVariant.Plain) : LabelWeightsCase<T>("median-frequency", variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["ClassWeights.MedianFrequency"];

    /// <inheritdoc/>
    protected override void Run(ReadOnlySpan<int> labels, ReadOnlySpan<T> sampleWeights, Span<T> destination, int? ignoreLabel) =>
        ClassWeights.MedianFrequency(labels, destination, sampleWeights, ignoreLabel: ignoreLabel);

    /// <inheritdoc/>
    protected override void FromSums(ReadOnlySpan<double> sums, Span<double> weights) => ClassWeightReference.MedianFrequency(sums, weights);
}
