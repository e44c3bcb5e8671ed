using System.Numerics;
using Counterweight.Metrics.Ranking;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Metrics.Ranking;

/// <summary>ROC curve and precision–recall curve. Beyond their points the case writes 0.</summary>
public sealed class RankingPlotCase<T>(LossVariant variant = LossVariant.Plain) : RankingCase<T>(variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly string[] Names = ["falsePositiveRates", "truePositiveRates", "precisions", "recalls"];

    /// <inheritdoc/>
    public override string Name => IsWeighted ? "ranking-plots-weighted" : "ranking-plots";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["RankingMetrics.Roc", "RankingMetrics.PrecisionRecall"];

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var curve = Curve(operands);
        foreach (var name in Names)
        {
            operands.Span<double>(name)[(curve.Count + 1)..].Clear();
        }

        var points = curve.Count + 1;
        RankingMetrics.Roc(curve, operands.Span<double>(Names[0])[..points], operands.Span<double>(Names[1])[..points]);
        RankingMetrics.PrecisionRecall(curve, operands.Span<double>(Names[2])[..points], operands.Span<double>(Names[3])[..points]);
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape) => Store(operands, ScalarPoints(operands));

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var (scores, labels, weights) = Rows(operands);
        var columns = Columns(RankingReference.Points(scores, labels, weights), shape.Rows + 1);
        return Names.Zip(columns).ToDictionary(pair => pair.First, pair => new Expected(pair.Second), StringComparer.Ordinal);
    }

    /// <summary>A sum and a quotient.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Elementwise, Ulps: 0.001);

    /// <inheritdoc/>
    protected override IReadOnlyList<Operand> Results(Shape shape) =>
        [.. Names.Select(name => new Operand(name, typeof(double), shape.Rows + 1, IsOutput: true, IsResult: true))];

    private static void Store(OperandSet operands, IReadOnlyList<RankingPoint> points)
    {
        foreach (var (name, column) in Names.Zip(Columns(points, operands.Span<double>(Names[0]).Length)))
        {
            column.CopyTo(operands.Span<double>(name));
        }
    }

    private static double[][] Columns(IReadOnlyList<RankingPoint> points, int length)
    {
        var (positives, negatives) = points.Count == 0 ? (0, 0) : (points[^1].TruePositives, points[^1].FalsePositives);
        double[] rest = new double[length - points.Count - 1];
        return
        [
            [0 / negatives, .. points.Select(point => point.FalsePositives / negatives), .. rest],
            [0 / positives, .. points.Select(point => point.TruePositives / positives), .. rest],
            [1, .. points.Select(point => point.TruePositives / (point.TruePositives + point.FalsePositives)), .. rest],
            [0, .. points.Select(point => point.TruePositives / positives), .. rest],
        ];
    }
}
