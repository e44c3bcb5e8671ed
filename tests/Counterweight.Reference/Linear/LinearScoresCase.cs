using System.Numerics;
using Counterweight.Linear;
using Counterweight.Reference.Catalog;
using Counterweight.Reference.Precision;

namespace Counterweight.Reference.Linear;

/// <summary>Scores of a linear model.</summary>
public sealed class LinearScoresCase<T> : LinearCase<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Name => "linear-scores";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["LinearScores.Compute"];

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("rows", typeof(T), PaddedRows(shape) * FeatureCount),
        new("parameters", typeof(T), Parameters(shape)),
        new("scores", typeof(T), PaddedRows(shape) * shape.Width, IsOutput: true),
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        Features(operands.Span<T>("rows"), shape, kind, random);
        Inputs.Scores(operands.Span<T>("parameters"), InputKind.Ordinary, random);
    }

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism) =>
        LinearScores.Compute(new RowBlocks<T>(operands.Span<T>("rows"), FeatureCount), operands.Span<T>("parameters"), shape.Width, operands.Span<T>("scores"));

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var rows = operands.Span<T>("rows");
        var parameters = operands.Span<T>("parameters");
        var scores = operands.Span<T>("scores");
        for (var row = 0; row < PaddedRows(shape); row++)
        {
            for (var label = 0; label < shape.Width; label++)
            {
                var sum = parameters[(shape.Width * FeatureCount) + label];
                for (var feature = 0; feature < FeatureCount; feature++)
                {
                    sum += parameters[(label * FeatureCount) + feature] * rows[Place(row, feature)];
                }

                scores[(row * shape.Width) + label] = sum;
            }
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var (rows, parameters) = (Converted.ToDouble<T>(operands.Span<T>("rows")), Converted.ToDouble<T>(operands.Span<T>("parameters")));
        var scores = new double[PaddedRows(shape) * shape.Width];
        var scales = new double[scores.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            var (row, label) = Math.DivRem(i, shape.Width);
            var intercept = parameters[(shape.Width * FeatureCount) + label];
            DoubleDouble sum = intercept;
            scales[i] = Math.Abs(intercept);
            for (var feature = 0; feature < FeatureCount; feature++)
            {
                var (w, x) = (parameters[(label * FeatureCount) + feature], rows[Place(row, feature)]);
                sum += (DoubleDouble)w * x;
                scales[i] += Math.Abs(w * x);
            }

            scores[i] = sum.Hi;
        }

        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["scores"] = new(scores, scales) };
    }

    /// <summary>Each of the features' multiply-adds rounds once, by half an ε of a partial sum, which the sum of sizes bounds; the reference and what rounds by rounding: a little.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Probability, Epsilons: (FeatureCount / 2.0) + 0.5);
}
