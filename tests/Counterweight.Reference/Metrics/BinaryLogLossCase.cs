using System.Numerics;
using Counterweight.Metrics;
using Counterweight.Reference.Catalog;
using Counterweight.Reference.Precision;

namespace Counterweight.Reference.Metrics;

/// <summary>Log loss of two classes.</summary>
public sealed class BinaryLogLossCase<T>(LossVariant variant = LossVariant.Plain) : ProbabilityScoreCase<T>("log-loss-binary", "BinaryLogLoss", variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override bool HasWidth => false;

    /// <inheritdoc/>
    protected override ScoreSum Score(ReadOnlySpan<T> probabilities, int width, ReadOnlySpan<int> labels, ReadOnlySpan<T> weights, int degreeOfParallelism) =>
        ProbabilityScore.BinaryLogLoss(probabilities, labels, weights, Least, Ignored, degreeOfParallelism);

    /// <inheritdoc/>
    protected override double OfRow(ReadOnlySpan<double> probabilities, int label)
    {
        var p = probabilities[0];
        return label == 1 ? -Math.Log(Math.Max(p, Least)) : 1 - p < Least ? -Math.Log(Least) : -ScalarMath.Log1p(-p);
    }
}
