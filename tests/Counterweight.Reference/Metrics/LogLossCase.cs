using System.Numerics;
using Counterweight.Metrics;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Metrics;

/// <summary>Log loss of K classes.</summary>
public sealed class LogLossCase<T>(LossVariant variant = LossVariant.Plain) : ProbabilityScoreCase<T>("log-loss", "LogLoss", variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    protected override ScoreSum Score(ReadOnlySpan<T> probabilities, int width, ReadOnlySpan<int> labels, ReadOnlySpan<T> weights, int degreeOfParallelism)
    {
        // A row of one probability has one class here.
        Span<int> own = stackalloc int[width == 1 ? labels.Length : 0];
        for (var row = 0; row < own.Length; row++)
        {
            own[row] = Math.Min(labels[row], 0);
        }

        return ProbabilityScore.LogLoss(probabilities, width, width == 1 ? own : labels, weights, Least, Ignored, degreeOfParallelism);
    }

    /// <inheritdoc/>
    protected override double OfRow(ReadOnlySpan<double> probabilities, int label) => -Math.Log(Math.Max(probabilities[probabilities.Length == 1 ? 0 : label], Least));
}
