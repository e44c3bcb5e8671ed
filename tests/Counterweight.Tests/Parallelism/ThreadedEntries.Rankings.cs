using Counterweight.Metrics.Ranking;
using Counterweight.Metrics.Ranking.Intervals;

namespace Counterweight.Tests.Parallelism;

/// <content>Replicates of rankings.</content>
internal static partial class ThreadedEntries
{
    private static IEnumerable<ThreadedEntry> Rankings()
    {
        var scores = Scores.AsSpan(0, 2000).ToArray();
        int[] labels = [.. scores.Select((_, row) => row % 3 / 2)];
        long[] longs = [.. labels];
        var (areas, precisions) = (new double[40], new double[40]);
        yield return new("RankingBootstrap.Areas", [areas, precisions], threads => Done(() => RankingBootstrap.Areas<float>(scores, labels, areas, precisions, new(1), default, false, threads)));
        yield return new("RankingBootstrap.Evaluate", [areas], threads => Done(() => RankingBootstrap.Evaluate<float>(scores, labels, RankingMetrics.AveragePrecision, areas, new(1), default, true, threads)));
        yield return new("RankingBootstrap.Areas", [areas, precisions], threads => Done(() => RankingBootstrap.Areas<float>(scores, longs, areas, precisions, new(1), default, false, threads)));
        yield return new("RankingBootstrap.Evaluate", [areas], threads => Done(() => RankingBootstrap.Evaluate<float>(scores, longs, RankingMetrics.AveragePrecision, areas, new(1), default, true, threads)));
    }
}
