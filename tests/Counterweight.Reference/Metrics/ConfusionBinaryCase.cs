using System.Numerics;
using Counterweight.Metrics;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Metrics;

/// <summary>A confusion matrix of scores and a threshold.</summary>
public sealed class ConfusionBinaryCase<T>(LossVariant variant = LossVariant.Plain) : ConfusionCase<T>("confusion-matrix-binary", "AddBinaryScores", variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Some scores are equal to it.</summary>
    private const int Threshold = 2;

    /// <inheritdoc/>
    protected override double BytesOfScores => OperandSet.SizeOf(typeof(T));

    /// <inheritdoc/>
    protected override Operand Scores(Shape shape) => new("scores", typeof(T), shape.Rows);

    /// <inheritdoc/>
    protected override int Classes(Shape shape) => 2;

    /// <inheritdoc/>
    protected override void GenerateScores(OperandSet operands, Shape shape, InputKind kind, Random random)
    {
        var scores = operands.Span<T>("scores");
        Inputs.Scores(scores, kind, random);
        for (var i = 0; i < scores.Length; i += 2)
        {
            scores[i] = T.Round(scores[i]);
        }
    }

    /// <inheritdoc/>
    protected override void Add(ConfusionMatrix matrix, OperandSet operands, ReadOnlySpan<T> weights, int? ignoreLabel, int degreeOfParallelism) =>
        matrix.AddBinaryScores(operands.Span<T>("scores"), T.CreateChecked(Threshold), operands.Span<int>("labels"), weights, ignoreLabel, degreeOfParallelism);

    /// <inheritdoc/>
    protected override int Predicted(OperandSet operands, int row, int classes)
    {
        var score = double.CreateTruncating(operands.Span<T>("scores")[row]);
        return double.IsNaN(score) ? 2 : score >= Threshold ? 1 : 0;
    }
}
