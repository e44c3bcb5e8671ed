using System.Numerics;
using Counterweight.Metrics;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Metrics;

/// <summary>Brier score of K classes.</summary>
public sealed class BrierCase<T>(LossVariant variant = LossVariant.Plain) : ProbabilityScoreCase<T>("brier", "Brier", variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    protected override ScoreSum Score(ReadOnlySpan<T> probabilities, int width, ReadOnlySpan<int> labels, ReadOnlySpan<T> weights, int degreeOfParallelism) => width == 1
        ? ProbabilityScore.BinaryBrier(probabilities, labels, weights, Ignored, degreeOfParallelism)
        : ProbabilityScore.Brier(probabilities, width, labels, weights, Ignored, degreeOfParallelism);

    /// <inheritdoc/>
    protected override double OfRow(ReadOnlySpan<double> probabilities, int label)
    {
        var sum = 0.0;
        for (var c = 0; c < probabilities.Length; c++)
        {
            var happened = probabilities.Length == 1 ? label : c == label ? 1 : 0;
            sum += (probabilities[c] - happened) * (probabilities[c] - happened);
        }

        return sum;
    }
}
