using System.Numerics;
using Counterweight.Metrics.Ranking;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Metrics.Ranking;

/// <summary>A kernel of scores, labels and, in full, weights.</summary>
public abstract class RankingCase<T>(LossVariant variant) : KernelCase
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Whether rows have weights.</summary>
    protected bool IsWeighted { get; } = variant == LossVariant.Full;

    /// <inheritdoc/>
    public override Type ElementType => typeof(T);

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(100000), new(1000000)];

    /// <inheritdoc/>
    public override bool HasWidth => false;

    /// <inheritdoc/>
    public override bool IsParallel => false;

    /// <inheritdoc/>
    public override bool RowsAreIndependent => false;

    /// <inheritdoc/>
    public override double TranscendentalsPerElement => 0;

    /// <summary>Whether the kernel under test reads rows and curve by value.</summary>
    protected virtual bool TakesCurve => true;

    /// <summary>Epsilons of a double in those of the element type: every result is a double.</summary>
    protected static double OfDouble => typeof(T) == typeof(float) ? 1.0 / (1 << 29) : 1;

    /// <summary>Score, label and weight.</summary>
    public override double BytesPerElement(Shape shape) => sizeof(int) + ((IsWeighted ? 2 : 1) * OperandSet.SizeOf(typeof(T)));

    /// <inheritdoc/>
    public override IReadOnlyList<Operand> Operands(Shape shape) =>
    [
        new("scores", typeof(T), shape.Rows, IsArgument: TakesCurve),
        new("labels", typeof(int), shape.Rows, IsArgument: TakesCurve),
        .. IsWeighted ? (Operand[])[new("sampleWeights", typeof(T), shape.Rows, IsArgument: TakesCurve)] : [],
        new("workspace", typeof(long), ScoreRanking.WorkspaceLength<T>(shape.Rows), IsArgument: TakesCurve),
        new("thresholds", typeof(T), shape.Rows, IsOutput: !TakesCurve, IsArgument: TakesCurve),
        new("truePositives", typeof(double), shape.Rows, IsOutput: !TakesCurve, IsArgument: TakesCurve),
        new("falsePositives", typeof(double), shape.Rows, IsOutput: !TakesCurve, IsArgument: TakesCurve),
        .. Results(shape),
    ];

    /// <inheritdoc/>
    public override void Generate(OperandSet operands, Shape shape, InputKind kind, int seed)
    {
        var random = new Random(seed);
        var labels = operands.Span<int>("labels");
        RankingInputs.Scores(operands.Span<T>("scores"), kind, random);
        RankingInputs.Labels(labels, random);
        RankingInputs.Weights(operands.Optional<T>("sampleWeights"), labels, kind, random);
    }

    /// <summary>What the kernel writes beyond the curve.</summary>
    protected abstract IReadOnlyList<Operand> Results(Shape shape);

    /// <summary>The curve of the operands.</summary>
    protected static RankingCurve<T> Curve(OperandSet operands) => ScoreRanking.Build<T>(
        operands.Span<T>("scores"),
        operands.Span<int>("labels"),
        operands.Span<T>("thresholds"),
        operands.Span<double>("truePositives"),
        operands.Span<double>("falsePositives"),
        operands.Span<long>("workspace"),
        operands.Optional<T>("sampleWeights"));

    /// <summary>Scores, labels and weights for the reference.</summary>
    protected static (double[] Scores, int[] Labels, double[] Weights) Rows(OperandSet operands)
    {
        var scores = Converted.ToDouble<T>(operands.Span<T>("scores"));
        var weights = operands.Has("sampleWeights") ? Converted.ToDouble<T>(operands.Span<T>("sampleWeights")) : [.. scores.Select(_ => 1.0)];
        return (scores, operands.Span<int>("labels").ToArray(), weights);
    }

    /// <summary>Points as plain code finds them: rows sorted, sums carried along.</summary>
    protected static IReadOnlyList<RankingPoint> ScalarPoints(OperandSet operands)
    {
        var (scores, labels, weights) = Rows(operands);
        var order = Enumerable.Range(0, scores.Length).Where(row => weights[row] > 0).ToArray();
        Array.Sort(order, (one, other) => scores[other].CompareTo(scores[one]));
        var points = new List<RankingPoint>();
        var (tp, fp) = (0.0, 0.0);
        for (var i = 0; i < order.Length; i++)
        {
            var row = order[i];
            (tp, fp) = labels[row] == 1 ? (tp + weights[row], fp) : (tp, fp + weights[row]);
            if (i + 1 == order.Length || scores[order[i + 1]] != scores[row])
            {
                points.Add(new(scores[row] + 0.0, tp, fp));
            }
        }

        return points;
    }
}
