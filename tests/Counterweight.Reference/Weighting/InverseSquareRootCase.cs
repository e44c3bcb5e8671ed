using System.Numerics;
using Counterweight.Reference.Catalog;
using Counterweight.Weighting;

namespace Counterweight.Reference.Weighting;

/// <summary>Class weights of the inverse square root of class frequency.</summary>
public sealed class InverseSquareRootCase<T>(LossVariant variant = LossVariant.Plain) : LabelWeightsCase<T>("inverse-square-root", variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["ClassWeights.InverseSquareRoot"];

    /// <inheritdoc/>
    protected override void Run(ReadOnlySpan<int> labels, ReadOnlySpan<T> sampleWeights, Span<T> destination, int? ignoreLabel) =>
        ClassWeights.InverseSquareRoot(labels, destination, sampleWeights, ignoreLabel: ignoreLabel);

    /// <inheritdoc/>
    protected override void FromSums(ReadOnlySpan<double> sums, Span<double> weights) => ClassWeightReference.InverseSquareRoot(sums, weights);
}
