using System.Numerics;
using Counterweight.Metrics;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Metrics;

/// <summary>A confusion matrix of known predictions of up to 300 classes.</summary>
public sealed class ConfusionPredictionsCase<T>(LossVariant variant = LossVariant.Plain) : ConfusionCase<T>("confusion-matrix-predictions", "AddPredictions", variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    protected override double BytesOfScores => sizeof(int);

    /// <inheritdoc/>
    protected override Operand Scores(Shape shape) => new("predicted", typeof(int), shape.Rows);

    /// <inheritdoc/>
    protected override int Classes(Shape shape) => shape.Rows % 16 == 15 ? 300 : 1 + (shape.Rows % 16);

    /// <inheritdoc/>
    protected override void GenerateScores(OperandSet operands, Shape shape, InputKind kind, Random random) =>
        Inputs.Labels(operands.Span<int>("predicted"), Classes(shape), -1, random);

    /// <inheritdoc/>
    protected override void Add(ConfusionMatrix matrix, OperandSet operands, ReadOnlySpan<T> weights, int? ignoreLabel, int degreeOfParallelism) =>
        matrix.AddPredictions(operands.Span<int>("predicted"), operands.Span<int>("labels"), weights, ignoreLabel, degreeOfParallelism);

    /// <inheritdoc/>
    protected override int Predicted(OperandSet operands, int row, int classes)
    {
        var predicted = operands.Span<int>("predicted")[row];
        return predicted < 0 ? classes : predicted;
    }
}
