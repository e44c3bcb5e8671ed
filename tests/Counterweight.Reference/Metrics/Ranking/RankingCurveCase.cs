using System.Numerics;
using Counterweight.Metrics.Ranking;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Metrics.Ranking;

/// <summary>The curve of a ranking; in full with weights. Beyond its points the case writes 0.</summary>
public sealed class RankingCurveCase<T>(LossVariant variant = LossVariant.Plain) : RankingCase<T>(variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Name => IsWeighted ? "ranking-curve-weighted" : "ranking-curve";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["ScoreRanking.Build"];

    /// <inheritdoc/>
    protected override bool TakesCurve => false;

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var points = Curve(operands).Count;
        operands.Span<T>("thresholds")[points..].Clear();
        operands.Span<double>("truePositives")[points..].Clear();
        operands.Span<double>("falsePositives")[points..].Clear();
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var points = ScalarPoints(operands);
        for (var i = 0; i < shape.Rows; i++)
        {
            var (threshold, tp, fp) = i < points.Count ? points[i] : default;
            operands.Span<T>("thresholds")[i] = T.CreateChecked(threshold);
            operands.Span<double>("truePositives")[i] = tp;
            operands.Span<double>("falsePositives")[i] = fp;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var (scores, labels, weights) = Rows(operands);
        var found = RankingReference.Points(scores, labels, weights);
        RankingPoint[] points = [.. found, .. new RankingPoint[shape.Rows - found.Count]];
        return new Dictionary<string, Expected>(StringComparer.Ordinal)
        {
            ["thresholds"] = new([.. points.Select(point => point.Threshold)]),
            ["truePositives"] = new([.. points.Select(point => point.TruePositives)]),
            ["falsePositives"] = new([.. points.Select(point => point.FalsePositives)]),
        };
    }

    /// <summary>Sums are rounded once.</summary>
    public override Bound BoundOf(string output) => Bound.Exact;

    /// <inheritdoc/>
    protected override IReadOnlyList<Operand> Results(Shape shape) => [];
}
