using System.Numerics;
using Counterweight.Reference.Catalog;
using Counterweight.Weighting;

namespace Counterweight.Reference.Weighting;

/// <summary>Balanced class weights.</summary>
public sealed class BalancedWeightsCase<T>(LossVariant variant = LossVariant.Plain) : LabelWeightsCase<T>("balanced", variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["ClassWeights.Balanced"];

    /// <inheritdoc/>
    protected override void Run(ReadOnlySpan<int> labels, ReadOnlySpan<T> sampleWeights, Span<T> destination, int? ignoreLabel) =>
        ClassWeights.Balanced(labels, destination, sampleWeights, ignoreLabel: ignoreLabel);

    /// <inheritdoc/>
    protected override void FromSums(ReadOnlySpan<double> sums, Span<double> weights) => ClassWeightReference.Balanced(sums, weights);
}
