using System.Numerics;
using Counterweight.Reference.Catalog;
using Counterweight.Weighting.Priors;

namespace Counterweight.Reference.Weighting.Priors;

/// <summary>Prior correction of logits of one class of two.</summary>
public sealed class PriorBinaryLogitsCase<T>() : PriorScoresCase<T>("prior-binary-logits", "PriorShift.BinaryLogits")
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) =>
        PriorShift.BinaryLogits<T>(operands.Span<T>("scores"), operands.Span<T>("logRatios"), operands.Span<T>("destination"));

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var scores = operands.Span<T>("scores");
        var ratios = operands.Span<T>("logRatios");
        var destination = operands.Span<T>("destination");
        for (var i = 0; i < scores.Length; i++)
        {
            destination[i] = scores[i] + (ratios[1] - ratios[0]);
        }
    }

    /// <summary>The shift is rounded too: to half an ε of at most 16.</summary>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var corrected = base.Reference(operands, shape)["destination"].Values;
        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["destination"] = new(corrected, [.. corrected.Select(_ => 8.0)]) };
    }

    /// <inheritdoc/>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Probability, Ulps: 0.5001, Epsilons: 0.5001);

    /// <inheritdoc/>
    protected override void Scores(Span<T> scores, int width, InputKind kind, Random random) => Inputs.Scores(scores, kind, random);

    /// <inheritdoc/>
    protected override void Correct(ReadOnlySpan<double> row, ReadOnlySpan<double> logRatios, Span<double> corrected) =>
        corrected[0] = row[0] + (logRatios[1] - logRatios[0]);
}
