using System.Numerics;
using Counterweight.Reference.Catalog;
using Counterweight.Weighting;

namespace Counterweight.Reference.Weighting;

/// <summary>Class weights from a cost matrix whose right answers cost something too.</summary>
public sealed class CostWeightsCase<T>(LossVariant variant = LossVariant.Plain) : LabelWeightsCase<T>("costs", variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Classes = 7;

    private static readonly double[] Costs = [.. Enumerable.Range(0, Classes * Classes).Select(i => i / Classes == i % Classes ? 0.25 * (i % 3) : 1 + (i * 5 % 11))];

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["ClassWeights.FromCosts"];

    /// <inheritdoc/>
    protected override void Run(ReadOnlySpan<int> labels, ReadOnlySpan<T> sampleWeights, Span<T> destination, int? ignoreLabel) =>
        ClassWeights.FromCosts(labels, Costs, destination, sampleWeights, ignoreLabel: ignoreLabel);

    /// <inheritdoc/>
    protected override void FromSums(ReadOnlySpan<double> sums, Span<double> weights) => ClassWeightReference.FromCosts(sums, Costs, weights);
}
