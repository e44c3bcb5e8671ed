using Counterweight.Metrics;
using Counterweight.Metrics.Ranking;
using Counterweight.Metrics.Ranking.Intervals;
using Xunit;

namespace Counterweight.Benchmarks.Tests;

/// <summary>The measures of <c>serve-trees</c>, against the same measures here.</summary>
public sealed class ServeMetricsTests : IDisposable
{
    private const int Rows = 90;

    private readonly ArrayDirectory directory = new();
    private readonly int[] labels = [.. Enumerable.Range(0, Rows).Select(row => row * 7 % 10 < 3 ? 1 : 0)];
    private readonly float[] weights = [.. Enumerable.Range(0, Rows).Select(row => 0.5f + (row % 4))];
    private readonly float[] scores;

    public ServeMetricsTests()
    {
        scores = [.. labels.Select((label, row) => ((row * 37 % 23) + (4f * label)) / 30)];
        directory.Write<int>("y.i32", labels);
        directory.Write<float>("w.f32", weights);
        directory.Write<float>("s.f32", scores);
    }

    public void Dispose() => directory.Dispose();

    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 2)]
    public async Task AConfusionMatrixLeavesItsCells(bool isWeighted, int threads)
    {
        float[] wide = [.. Enumerable.Range(0, 3 * Rows).Select(i => (float)(i * 31 % 17))];
        directory.Write<float>("p.f32", wide);
        var matrix = new ConfusionMatrix(3);
        matrix.AddScores<float>(wide, labels, isWeighted ? weights : []);
        double[] cells = [.. Enumerable.Range(0, 9).Select(cell => matrix[cell / 3, cell % 3])];
        Assert.Equal(cells, await MeasureAsync($"metric of=confusion classes=3 weights={(isWeighted ? "yes" : "no")} threads={threads}"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task ScoresOfProbabilitiesAreTheirMeans(int classes)
    {
        float[] probabilities = [.. Enumerable.Range(0, Rows * classes).Select(i => ((i * 13 % 29) + 1) / 31f)];
        directory.Write<float>("p.f32", probabilities);
        var logLoss = classes == 1 ? ProbabilityScore.BinaryLogLoss<float>(probabilities, labels, weights) : ProbabilityScore.LogLoss<float>(probabilities, classes, labels, weights);
        var brier = classes == 1 ? ProbabilityScore.BinaryBrier<float>(probabilities, labels) : ProbabilityScore.Brier<float>(probabilities, classes, labels);
        Assert.Equal([logLoss.Mean], await MeasureAsync($"metric of=log-loss classes={classes} weights=yes"));
        Assert.Equal([brier.Mean], await MeasureAsync($"metric of=brier classes={classes}"));
    }

    [Fact]
    public async Task ARankingLeavesItsMetrics()
    {
        var curve = ScoreRanking.Create<float>(scores, labels, weights);
        double[] areas = [RankingMetrics.RocAuc(curve), RankingMetrics.AveragePrecision(curve)];
        var best = ThresholdSearch.BestFBeta(curve);
        Assert.Equal(areas, await MeasureAsync("ranking of=areas weights=yes"));
        Assert.Equal([areas[0]], await MeasureAsync("ranking of=auc weights=yes"));
        Assert.Equal([areas[0]], await MeasureAsync("ranking of=all weights=yes"));
        Assert.Equal([2 * best.Precision * best.Recall / (best.Precision + best.Recall)], await MeasureAsync("ranking of=sweep weights=yes"));
    }

    [Fact]
    public async Task ABootstrapLeavesMeanAndDeviation()
    {
        var aucs = new double[50];
        RankingBootstrap.Areas<float>(scores, labels, aucs, [], new(1));
        var mean = aucs.Average();
        Assert.Equal([mean, Math.Sqrt(aucs.Average(auc => (auc - mean) * (auc - mean)))], await MeasureAsync("ranking of=bootstrap replicates=50"));
    }

    [Theory]
    [InlineData("ranking of=recall", "refused: of is 'recall', which ranking does not know.")]
    [InlineData("ranking of=bootstrap replicates=0", "refused: replicates is '0', which is no number of at least 1.")]
    [InlineData("metric of=brier classes=3 folds=2", "refused: metric does not know folds.")]
    public async Task AWrongMeasureIsRefused(string request, string answer) => Assert.Equal([answer], await Runner.ServeAsync("serve-trees", In(request)));

    private async Task<double[]> MeasureAsync(string request)
    {
        Runner.AssertTime(Assert.Single(await Runner.ServeAsync("serve-trees", In(request)).ConfigureAwait(false)));
        return directory.Read<double>("metric.f64");
    }

    private string In(string request) => request.Replace(" of=", $" directory={directory.Path} of=", StringComparison.Ordinal);
}
