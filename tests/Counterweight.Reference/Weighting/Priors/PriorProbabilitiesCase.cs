using System.Numerics;
using Counterweight.Reference.Catalog;
using Counterweight.Weighting.Priors;

namespace Counterweight.Reference.Weighting.Priors;

/// <summary>Prior correction of rows of probabilities, some of them all 0.</summary>
public sealed class PriorProbabilitiesCase<T>() : PriorScoresCase<T>("prior-probabilities", "PriorShift.Probabilities")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override bool HasWidth => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(65536, 2), new(65536, 10)];

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) =>
        PriorShift.Probabilities<T>(operands.Span<T>("scores"), operands.Span<T>("logRatios"), operands.Span<T>("destination"));

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var scores = operands.Span<T>("scores");
        var ratios = operands.Span<T>("logRatios");
        var destination = operands.Span<T>("destination");
        for (var start = 0; start < scores.Length; start += ratios.Length)
        {
            var sum = 0.0;
            for (var c = 0; c < ratios.Length; c++)
            {
                sum += Wide(scores[start + c]) * Math.Exp(Wide(ratios[c]));
            }

            for (var c = 0; c < ratios.Length; c++)
            {
                destination[start + c] = Narrow(Wide(scores[start + c]) * Math.Exp(Wide(ratios[c])) / sum);
            }
        }
    }

    /// <summary>Two products, a sum of up to 4,099 classes and a quotient in double, a product and its exponential of an exponent of up to 14; the reference has the same.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Elementwise, Ulps: typeof(T) == typeof(float) ? 0.501 : 300);

    /// <inheritdoc/>
    protected override void Scores(Span<T> scores, int width, InputKind kind, Random random) => Probabilities(scores, width, kind, random);

    /// <inheritdoc/>
    protected override void Correct(ReadOnlySpan<double> row, ReadOnlySpan<double> logRatios, Span<double> corrected)
    {
        var sum = 0.0;
        for (var c = 0; c < row.Length; c++)
        {
            corrected[c] = row[c] * Math.Exp(logRatios[c]);
            sum += corrected[c];
        }

        foreach (ref var probability in corrected)
        {
            probability /= sum;
        }
    }
}
