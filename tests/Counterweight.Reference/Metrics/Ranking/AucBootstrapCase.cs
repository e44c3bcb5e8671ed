using System.Numerics;
using Counterweight.Metrics.Ranking;
using Counterweight.Metrics.Ranking.Intervals;
using Counterweight.Randomness;
using Counterweight.Reference.Catalog;

namespace Counterweight.Reference.Metrics.Ranking;

/// <summary>Eighteen replicates of areas and average precisions; in full stratified, with weights.</summary>
public sealed class AucBootstrapCase<T>(LossVariant variant = LossVariant.Plain) : RankingCase<T>(variant)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Replicates = 18;

    private static readonly RandomStream Stream = new(5, 7);
    private static readonly RankingMetric<T> Area = RankingMetrics.RocAuc;

    /// <inheritdoc/>
    public override string Name => IsWeighted ? "auc-bootstrap-weighted" : "auc-bootstrap";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Covers => ["RankingBootstrap.Areas", "RankingBootstrap.Evaluate"];

    /// <inheritdoc/>
    public override bool IsParallel => true;

    /// <summary>The sorted rows.</summary>
    public override bool AllocatesTables => true;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> BenchmarkShapes => [new(100000)];

    /// <inheritdoc/>
    public override void Run(OperandSet operands, Shape shape, int degreeOfParallelism)
    {
        var (scores, labels, weights) = (operands.Span<T>("scores").ToArray(), operands.Span<int>("labels").ToArray(), operands.Optional<T>("sampleWeights").ToArray());
        RankingBootstrap.Areas<T>(scores, labels, operands.Span<double>("rocAucs"), operands.Span<double>("averagePrecisions"), Stream, weights, IsWeighted, degreeOfParallelism);
        RankingBootstrap.Evaluate(scores, labels, Area, operands.Span<double>("values"), Stream, weights, IsWeighted, degreeOfParallelism);
    }

    /// <inheritdoc/>
    public override void RunScalar(OperandSet operands, Shape shape)
    {
        var expected = Reference(operands, shape);
        foreach (var name in (string[])["rocAucs", "averagePrecisions", "values"])
        {
            expected[name].Values.CopyTo(operands.Span<double>(name));
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Expected> Reference(OperandSet operands, Shape shape)
    {
        var (scores, labels, weights) = Rows(operands);
        int[] order = [.. Enumerable.Range(0, scores.Length).Where(row => weights[row] > 0).OrderByDescending(row => scores[row] + 0.0).ThenBy(row => labels[row] == 1 ? weights[row] : -weights[row])];
        double[] signed = [.. order.Select(row => labels[row] == 1 ? weights[row] : -weights[row])];
        var (areas, precisions) = (new double[Replicates], new double[Replicates]);
        for (var replicate = 0; replicate < Replicates; replicate++)
        {
            var counts = BootstrapReference.Counts(Stream, replicate, signed, IsWeighted);
            double[] drawn = [.. order.Select((row, i) => weights[row] * counts[i])];
            (double[] Scores, int[] Labels) rows = ([.. order.Select(row => scores[row])], [.. order.Select(row => labels[row])]);
            areas[replicate] = RankingReference.PairCount(rows.Scores, rows.Labels, drawn);
            precisions[replicate] = RankingReference.AveragePrecision(RankingReference.Points(rows.Scores, rows.Labels, drawn));
        }

        double[] scale = [.. areas.Select(_ => 1.0)];
        return new Dictionary<string, Expected>(StringComparer.Ordinal) { ["rocAucs"] = new(areas, scale), ["averagePrecisions"] = new(precisions, scale), ["values"] = new(areas, scale) };
    }

    /// <summary>Sums of up to 257 terms.</summary>
    public override Bound BoundOf(string output) => new(ComparisonFamily.Probability, Epsilons: 128 * OfDouble);

    /// <inheritdoc/>
    protected override IReadOnlyList<Operand> Results(Shape shape) =>
    [
        new("rocAucs", typeof(double), Replicates, IsOutput: true, IsResult: true),
        new("averagePrecisions", typeof(double), Replicates, IsOutput: true, IsResult: true),
        new("values", typeof(double), Replicates, IsOutput: true, IsResult: true),
    ];
}
