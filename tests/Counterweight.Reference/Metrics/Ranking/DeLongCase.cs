using System.Numerics;
using Counterweight.Metrics.Ranking.Intervals;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Metrics.Ranking;

/// <summary>Variance of an area and covariance with that of the scores' absolute values; in full with weights.</summary>
public sealed class DeLongCase<T>(LossVariant variant = LossVariant.Plain) : RankingCase<T>(variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public override string Name => IsWeighted ? "delong-weighted" : "delong";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["DeLong.Estimate", "DeLong.Compare"];

    /// <summary>The other model's scores.</summary>
    public override bool AllocatesTables => true;

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var scores = operands.Span<T>("scores");
        T[] other = new T[scores.Length];
        for (var i = 0; i < other.Length; i++)
        {
            other[i] = T.Abs(scores[i]);
        }

        var values = operands.Span<double>("values");
        var compared = DeLong.Compare<T>(scores, other, operands.Span<int>("labels"), operands.Optional<T>("sampleWeights"));
        var estimate = DeLong.Estimate<T>(other, operands.Span<int>("labels"), operands.Optional<T>("sampleWeights"));
        (values[0], values[1], values[2]) = (compared.First.Auc, compared.First.Variance, compared.Covariance);
        (values[3], values[4]) = (estimate.Auc, estimate.Variance);
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape) => Reference(operands, shape)["values"].Values.CopyTo(operands.Span<double>("values"));

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var (scores, labels, weights) = Rows(operands);
        double[] other = [.. scores.Select(Math.Abs)];
        var totals = (Negatives: weights.Where((_, row) => labels[row] == 0).Sum(), Positives: weights.Where((_, row) => labels[row] == 1).Sum());
        double[] values = [double.NaN, double.NaN, double.NaN, double.NaN, double.NaN];
        if (totals is { Negatives: > 0, Positives: > 0 })
        {
            var (one, two) = (Placements(scores, labels, weights), Placements(other, labels, weights));
            (values[0], values[3]) = (Mean(one, labels, weights), Mean(two, labels, weights));
            (values[1], values[4], values[2]) = (Covariance(one, one, labels, weights), Covariance(two, two, labels, weights), Covariance(one, two, labels, weights));
        }

        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["values"] = new(values, [1, 1, 1, 1, 1]) };
    }

    /// <summary>Sums of up to 257 terms, and the number of rows that weights are worth, less 1.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Probability, Epsilons: 4096 * OfDouble);

    /// <inheritdoc/>
    protected override IReadOnlyList<Operand> Results(Shape shape) => [new("values", typeof(double), 5, IsOutput: true, IsResult: true)];

    private static double[] Placements(double[] scores, int[] labels, double[] weights) =>
    [
        .. scores.Select((score, row) =>
        {
            var (right, all) = (0.0, 0.0);
            for (var i = 0; i < scores.Length; i++)
            {
                if (labels[i] != labels[row])
                {
                    all += weights[i];
                    right += score == scores[i] ? weights[i] / 2 : score > scores[i] == (labels[row] == 1) ? weights[i] : 0;
                }
            }

            return right / all;
        }),
    ];

    private static double Mean(double[] placements, int[] labels, double[] weights) =>
        placements.Where((_, row) => labels[row] == 1).Zip(weights.Where((_, row) => labels[row] == 1)).Sum(pair => pair.First * pair.Second) / weights.Where((_, row) => labels[row] == 1).Sum();

    private static double Covariance(double[] one, double[] other, int[] labels, double[] weights)
    {
        var (first, second, result) = (Mean(one, labels, weights), Mean(other, labels, weights), 0.0);
        foreach (var label in (int[])[0, 1])
        {
            int[] rows = [.. Enumerable.Range(0, labels.Length).Where(row => labels[row] == label)];
            var total = rows.Sum(row => weights[row]);
            var worth = total * total / rows.Sum(row => weights[row] * weights[row]);
            result += worth < 1 + (1.0 / 1024) ? double.NaN : rows.Sum(row => weights[row] / total * (weights[row] / total) * (one[row] - first) * (other[row] - second)) * worth / (worth - 1);
        }

        return result;
    }
}
