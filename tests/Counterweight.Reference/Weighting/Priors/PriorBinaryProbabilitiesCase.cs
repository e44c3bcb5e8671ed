using System.Numerics;
using Counterweight.Reference.Catalog;
using Counterweight.Weighting.Priors;

namespace Counterweight.Reference.Weighting.Priors;

/// <summary>Prior correction of probabilities of one class of two, some of them certain.</summary>
public sealed class PriorBinaryProbabilitiesCase<T>() : PriorScoresCase<T>("prior-binary-probabilities", "PriorShift.BinaryProbabilities")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) =>
        PriorShift.BinaryProbabilities<T>(operands.Span<T>("scores"), operands.Span<T>("logRatios"), operands.Span<T>("destination"));

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var scores = operands.Span<T>("scores");
        var ratios = operands.Span<T>("logRatios");
        var destination = operands.Span<T>("destination");
        var (one, other) = (T.Exp(ratios[1]), T.Exp(ratios[0]));
        for (var i = 0; i < scores.Length; i++)
        {
            destination[i] = scores[i] * one / ((scores[i] * one) + ((T.One - scores[i]) * other));
        }
    }

    /// <summary>Both factors, three products, a sum, a difference and a quotient.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Elementwise, Ulps: typeof(T) == typeof(float) ? 5 : 24);

    /// <inheritdoc/>
    protected override void Scores(Span<T> scores, int width, InputKind kind, Random random) => Probabilities(scores, 1, kind, random);

    /// <inheritdoc/>
    protected override void Correct(ReadOnlySpan<double> row, ReadOnlySpan<double> logRatios, Span<double> corrected)
    {
        var mass = row[0] * Math.Exp(logRatios[1]);
        corrected[0] = mass / (mass + ((1 - row[0]) * Math.Exp(logRatios[0])));
    }
}
