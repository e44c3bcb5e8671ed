using System.Numerics;
using Counterweight.Metrics;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Metrics;

/// <summary>A confusion matrix of the greatest scores of rows.</summary>
public sealed class ConfusionScoresCase<T>(LossVariant variant = LossVariant.Plain) : ConfusionCase<T>("confusion-matrix", "AddScores", variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The last does not fit a cache.</summary>
    public override IReadOnlyList<Shape> BenchmarkShapes => IsFull || typeof(T) == typeof(double)
        ? [new(65536, 2), new(65536, 7), new(65536, 3)]
        : [new(65536, 2), new(65536, 7), new(10_000_000, 7)];

    /// <inheritdoc/>
    public override bool HasWidth => true;

    /// <summary>The matrix has as many columns, and one more, as rows.</summary>
    public override int MaxWidth => 130;

    /// <inheritdoc/>
    protected override double BytesOfScores => OperandSet.SizeOf(typeof(T));

    /// <inheritdoc/>
    protected override Operand Scores(Shape shape) => new("scores", typeof(T), shape.Elements);

    /// <inheritdoc/>
    protected override int Classes(Shape shape) => shape.Width;

    /// <summary>Half of the scores are whole numbers, so that some are equal.</summary>
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
        matrix.AddScores(operands.Span<T>("scores"), operands.Span<int>("labels"), weights, ignoreLabel, degreeOfParallelism);

    /// <inheritdoc/>
    protected override int Predicted(OperandSet operands, int row, int classes)
    {
        var own = operands.Span<T>("scores").Slice(row * classes, classes);
        var greatest = 0;
        for (var c = 0; c < classes; c++)
        {
            if (T.IsNaN(own[c]))
            {
                return classes;
            }

            greatest = own[c] > own[greatest] ? c : greatest;
        }

        return greatest;
    }
}
