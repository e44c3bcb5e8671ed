using Counterweight.Neighbors;
using Counterweight.Resampling.Over;
using Counterweight.Resampling.Over.Clusters;

namespace Counterweight.Tests.Parallelism;

/// <content>Searches of neighbors, and methods that make rows of them.</content>
internal static partial class ThreadedEntries
{
    private static IEnumerable<ThreadedEntry> Neighbors()
    {
        var (found, distances) = (new int[PointRows * 3], new float[PointRows * 3]);
        yield return new("NearestNeighbors.Search", [found, distances], threads => Done(() => NearestNeighbors.Search(
            Targets.AsSpan(0, 900 * PointFeatures), Scores.AsSpan(0, PointRows * PointFeatures), PointFeatures, 3, found, distances, default, threads)));
        yield return new("NearestNeighbors.SearchSelf", [found, distances], threads => Done(() => NearestNeighbors.SearchSelf(
            Scores.AsSpan(0, PointRows * PointFeatures), PointFeatures, 3, found, distances, default, threads)));
        yield return new("NearestNeighbors.SearchRows", [found, distances], threads => Done(() => NearestNeighbors.SearchRows(
            Scores.AsSpan(0, 2 * PointRows * PointFeatures), PointFeatures, AllRows.AsSpan(7, 1000), AllRows.AsSpan(0, PointRows), 3, found, distances, default, threads)));
    }

    private static IEnumerable<ThreadedEntry> OverSampling()
    {
        OverSampler[] ofNumbers =
        [
            new RandomOverSampler(), new Smote(), new SmoothedBootstrap(), new Adasyn(), new BorderlineSmote(), new BorderlineSmote(BorderlineKind.Second), new KMeansSmote(6) { ImbalanceThreshold = 5 },
        ];
        foreach (var (sampler, points) in ofNumbers.Select(sampler => (sampler, Scores[..(PointRows * PointFeatures)])).Concat([(new SmoteNC([1, 2]), Codes), (new SmoteN(), Codes)]))
        {
            var (features, labels) = (new float[PointRows * PointFeatures], new int[PointRows]);
            var (parents, neighbors, steps) = (new int[PointRows], new int[PointRows], new float[PointRows]);
            var count = OverSampler.CountNewRows(PointLabels, default);
            yield return new("OverSampler.Generate", [features, labels, parents, neighbors, steps], threads => Done(() => sampler.Generate(
                new(points, PointFeatures, PointLabels),
                default,
                new RowDraws(5),
                new NewRows(features.AsSpan(0, count * PointFeatures), labels.AsSpan(0, count)) { Parents = parents.AsSpan(0, count), Neighbors = neighbors.AsSpan(0, count), Steps = steps.AsSpan(0, count) },
                threads)));
            yield return new("OverSampler.Resample", [], threads => string.Join(' ', sampler.Resample(new(points, PointFeatures, PointLabels), default, 5, threads).Features.ToArray()));
        }
    }
}
