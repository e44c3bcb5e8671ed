using System.Numerics;
using Counterweight.Reference.Catalog;
using Counterweight.Weighting.Priors;

namespace Counterweight.Reference.Weighting.Priors;

/// <summary>Prior correction of rows of logits.</summary>
public sealed class PriorLogitsCase<T>() : PriorScoresCase<T>("prior-logits", "PriorShift.Logits")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override bool HasWidth => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(65536, 2), new(65536, 10)];

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) =>
        PriorShift.Logits<T>(operands.Span<T>("scores"), operands.Span<T>("logRatios"), operands.Span<T>("destination"));

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var scores = operands.Span<T>("scores");
        var ratios = operands.Span<T>("logRatios");
        var destination = operands.Span<T>("destination");
        for (int i = 0, c = 0; i < scores.Length; i++, c = c + 1 == ratios.Length ? 0 : c + 1)
        {
            destination[i] = scores[i] + ratios[c];
        }
    }

    /// <summary>One sum, rounded once.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Elementwise, Ulps: 0.5001);

    /// <inheritdoc/>
    protected override void Scores(Span<T> scores, int width, InputKind kind, Random random) => Inputs.Scores(scores, kind, random);

    /// <inheritdoc/>
    protected override void Correct(ReadOnlySpan<double> row, ReadOnlySpan<double> logRatios, Span<double> corrected)
    {
        for (var c = 0; c < row.Length; c++)
        {
            corrected[c] = row[c] + logRatios[c];
        }
    }
}
