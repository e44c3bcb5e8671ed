using System.Numerics;
using Counterweight.Reference.Catalog;
using Counterweight.Weighting;

namespace Counterweight.Reference.Weighting;

/// <summary>Class weights by effective number of weighted rows, of mean 1.</summary>
public sealed class EffectiveNumberOfLabelsCase<T>(LossVariant variant = LossVariant.Plain) : LabelWeightsCase<T>("effective-number-of-labels", variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["ClassWeights.EffectiveNumber"];

    /// <inheritdoc/>
    protected override void Run(ReadOnlySpan<int> labels, ReadOnlySpan<T> sampleWeights, Span<T> destination, int? ignoreLabel) =>
        ClassWeights.EffectiveNumber(labels, 0.99, destination, sampleWeights, ClassWeightScale.MeanOneOverClasses, ignoreLabel);

    /// <inheritdoc/>
    protected override void FromSums(ReadOnlySpan<double> sums, Span<double> weights) => ClassWeightReference.EffectiveNumber(sums, 0.99, weights);
}
