using System.Numerics;
using Counterweight.Metrics.Ranking;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Metrics.Ranking;

/// <summary>
/// Every search for a threshold: what the best one is worth, and, of counts of rows, which it is. With weights, in full, rounding may
/// choose another threshold that is worth as much but for the last digits.
/// </summary>
public sealed class ThresholdSearchCase<T>(LossVariant variant = LossVariant.Plain) : RankingCase<T>(variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Least = 0.375;
    private const double Capacity = 10;

    /// <summary>Dyadic, so that costs of counts are exact; the second has a gain, and a cost of leaving alone.</summary>
    private static readonly AlertCosts[] Costs = [new(1, 2.5), new(0.25, 4, -1.5, 0.125)];

    private static readonly double[] Betas = [1, 2];

    /// <inheritdoc/>
    public override string Name => IsWeighted ? "threshold-search-weighted" : "threshold-search";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers =>
        ["ThresholdSearch.LeastCost", "ThresholdSearch.BestFBeta", "ThresholdSearch.RecallAtPrecision", "ThresholdSearch.PrecisionAtRecall", "ThresholdSearch.WithCapacity"];

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var curve = Curve(operands);
        for (var i = 0; i < 2; i++)
        {
            var (cheapest, best) = (ThresholdSearch.LeastCost(curve, Costs[i]), ThresholdSearch.BestFBeta(curve, Betas[i]));
            Store(operands, i, cheapest, cheapest.Cost(Costs[i]));
            Store(operands, 2 + i, best, best.FBeta(Betas[i]));
        }

        var (recalled, precise, within) = (ThresholdSearch.RecallAtPrecision(curve, Least), ThresholdSearch.PrecisionAtRecall(curve, Least), ThresholdSearch.WithCapacity(curve, Capacity));
        Store(operands, 4, recalled, recalled.Recall);
        Store(operands, 5, precise, precise.Precision);
        Store(operands, 6, within, within.Alerts);
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape) => Store(operands, ByDefinition(ScalarPoints(operands)));

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var (scores, labels, weights) = Rows(operands);
        var points = RankingReference.Points(scores, labels, weights);
        var found = ByDefinition(points);
        var total = points.Count == 0 ? 0 : points[^1].TruePositives + points[^1].FalsePositives;
        var expected = new Dictionary<string, Expected>(StringComparer.Ordinal) { ["worths"] = new([.. found.Select(one => one.Worth)], [4 * total, 4 * total, 1, 1, 1, 1, total]) };
        if (!IsWeighted)
        {
            expected["found"] = new([.. found.Select(one => one.Threshold)]);
        }

        return expected;
    }

    /// <summary>Of counts every worth is a rounded quotient or exact.</summary>
    public override Bound BoundOf(string output) => output switch
    {
        "found" => Bound.Exact,
        _ => new(ComparisonFamily.Probability, Epsilons: 4 * OfDouble),
    };

    /// <inheritdoc/>
    protected override IReadOnlyList<Operand> Results(Shape shape) =>
    [
        new("worths", typeof(double), 7, IsOutput: true, IsResult: true),
        .. IsWeighted ? (Operand[])[] : [new("found", typeof(T), 7, IsOutput: true, IsResult: true)],
    ];

    /// <summary>Every threshold is tried, no alert first and then from the highest down; a later one must be worth more.</summary>
    private static (double Threshold, double Worth)[] ByDefinition(IReadOnlyList<RankingPoint> points)
    {
        var none = points.Count > 0 && double.IsPositiveInfinity(points[0].Threshold) ? double.NaN : double.PositiveInfinity;
        RankingPoint[] all = [new(none, 0, 0), .. points];
        var (positives, negatives) = (all[^1].TruePositives, all[^1].FalsePositives);
        double Cost(RankingPoint point, AlertCosts costs) =>
            (costs.FalsePositive * point.FalsePositives) + (costs.FalseNegative * (positives - point.TruePositives))
            + (costs.TruePositive * point.TruePositives) + (costs.TrueNegative * (negatives - point.FalsePositives));
        double FBeta(RankingPoint point, double square) => positives == 0 ? double.NaN
            : (1 + square) * point.TruePositives / ((1 + square) * point.TruePositives + (square * (positives - point.TruePositives)) + point.FalsePositives);
        static double Precision(RankingPoint point) => point.TruePositives + point.FalsePositives == 0 ? 1 : point.TruePositives / (point.TruePositives + point.FalsePositives);
        double Recall(RankingPoint point) => point.TruePositives / positives;
        (double, double) Best(Func<RankingPoint, double> worth, Func<RankingPoint, bool> counts)
        {
            var best = all[0];
            foreach (var point in all)
            {
                best = counts(point) && (!counts(best) || worth(point) > worth(best)) ? point : best;
            }

            return (best.Threshold, worth(best));
        }

        return
        [
            .. Costs.Select(costs => Best(point => -Cost(point, costs), static _ => true)).Select(static best => (best.Item1, -best.Item2)),
            .. Betas.Select(beta => Best(point => FBeta(point, beta * beta), static _ => true)),
            Best(Recall, static point => Precision(point) >= Least),
            Best(Precision, point => Recall(point) >= Least),
            Best(static point => point.TruePositives + point.FalsePositives, static point => point.TruePositives + point.FalsePositives <= Capacity),
        ];
    }

    private void Store(OperandSet operands, int search, OperatingPoint<T> point, double worth)
    {
        operands.Span<double>("worths")[search] = worth;
        if (!IsWeighted)
        {
            operands.Span<T>("found")[search] = point.Threshold;
        }
    }

    private void Store(OperandSet operands, (double Threshold, double Worth)[] found)
    {
        for (var search = 0; search < found.Length; search++)
        {
            operands.Span<double>("worths")[search] = found[search].Worth;
            if (!IsWeighted)
            {
                operands.Span<T>("found")[search] = T.CreateChecked(found[search].Threshold);
            }
        }
    }
}
