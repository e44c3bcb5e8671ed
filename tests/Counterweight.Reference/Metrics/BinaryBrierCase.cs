using System.Numerics;
using Counterweight.Metrics;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Metrics;

/// <summary>Brier score of two classes.</summary>
public sealed class BinaryBrierCase<T>(LossVariant variant = LossVariant.Plain) : ProbabilityScoreCase<T>("brier-binary", "BinaryBrier", variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override bool HasWidth => false;

    /// <inheritdoc/>
    protected override ScoreSum Score(ReadOnlySpan<T> probabilities, int width, ReadOnlySpan<int> labels, ReadOnlySpan<T> weights, int degreeOfParallelism) =>
        ProbabilityScore.BinaryBrier(probabilities, labels, weights, Ignored, degreeOfParallelism);

    /// <inheritdoc/>
    protected override double OfRow(ReadOnlySpan<double> probabilities, int label) => (probabilities[0] - label) * (probabilities[0] - label);
}
