using Counterweight.Randomness;
using Counterweight.Resampling;
using Counterweight.Resampling.Combined;
using Counterweight.Resampling.Over;
using Counterweight.Resampling.Under;

namespace Counterweight.Tests.Parallelism;

/// <content>Methods that drop rows.</content>
internal static partial class ThreadedEntries
{
    private const int PointRows = 600;
    private const int PointFeatures = 4;

    // Not a field: those of two files are set in no order.
    private static int[] PointLabels => [.. Enumerable.Range(0, PointRows).Select(row => row % 7 < 4 ? 0 : row % 7 < 6 ? 1 : 2)];

    private static LabeledRows Labeled => new(Scores.AsSpan(0, PointRows * PointFeatures), PointFeatures, PointLabels);

    private static LabeledRows Original => new(Scores.AsSpan(0, PointRows * PointFeatures), PointFeatures, PointLabels);

    private static float[] Codes => [.. Scores.Take(PointRows * PointFeatures).Select(score => MathF.Floor(2 * (score + 1)))];

    private static IEnumerable<ThreadedEntry> UnderSampling()
    {
        var kept = new int[PointRows];
        yield return new("TomekLinks.Select", [kept], threads => TomekLinks.Select(Labeled, kept, default, threads));
        yield return new("TomekLinks.Select", [], threads => string.Join(' ', TomekLinks.Select(Labeled, default, threads)));
        yield return new("EditedNearestNeighbors.Select", [kept], threads => EditedNearestNeighbors.Select(Labeled, kept, default, 3, NeighborVote.All, threads));
        yield return new("EditedNearestNeighbors.Select", [], threads => string.Join(' ', EditedNearestNeighbors.Select(Labeled, default, 3, NeighborVote.Mode, threads)));
        yield return new("RepeatedEditedNearestNeighbors.Select", [kept], threads => RepeatedEditedNearestNeighbors.Select(Labeled, kept, default, 3, NeighborVote.Mode, 100, threads));
        yield return new("RepeatedEditedNearestNeighbors.Select", [], threads => string.Join(' ', RepeatedEditedNearestNeighbors.Select(Labeled, default, 3, NeighborVote.All, 100, threads)));
        yield return new("AllKNearestNeighbors.Select", [kept], threads => AllKNearestNeighbors.Select(Labeled, kept, default, 5, NeighborVote.Mode, false, threads));
        yield return new("AllKNearestNeighbors.Select", [], threads => string.Join(' ', AllKNearestNeighbors.Select(Labeled, default, 3, NeighborVote.All, true, threads)));
        yield return new("NeighborhoodCleaning.Select", [kept], threads => NeighborhoodCleaning.Select(Labeled, kept, default, 3, NeighborVote.Mode, 0.5, threads));
        yield return new("NeighborhoodCleaning.Select", [], threads => string.Join(' ', NeighborhoodCleaning.Select(Labeled, default, 3, NeighborVote.All, 1, threads)));
        yield return new("NearMiss.Select", [kept], threads => NearMiss.Select(Labeled, kept, NearMissVersion.Two, default, 3, 3, threads));
        yield return new("NearMiss.Select", [], threads => string.Join(' ', NearMiss.Select(Labeled, NearMissVersion.Three, default, 3, 3, threads)));
        foreach (var entry in Seeded(kept).Concat(Combined()))
        {
            yield return entry;
        }
    }

    private static IEnumerable<ThreadedEntry> Seeded(int[] kept)
    {
        var stream = new RandomStream(3);
        yield return new("CondensedNearestNeighbor.Select", [kept], threads => CondensedNearestNeighbor.Select(Labeled, kept, stream, default, int.MaxValue, threads));
        yield return new("CondensedNearestNeighbor.Select", [], threads => string.Join(' ', CondensedNearestNeighbor.Select(Labeled, stream, default, 1, threads)));
        yield return new("CondensedNearestNeighbor.FromSeeds", [kept], threads => CondensedNearestNeighbor.FromSeeds(Labeled, [0, 4], kept, default, 2, threads));
        yield return new("OneSidedSelection.Select", [kept], threads => OneSidedSelection.Select(Labeled, kept, stream, default, threads));
        yield return new("OneSidedSelection.Select", [], threads => string.Join(' ', OneSidedSelection.Select(Labeled, stream, default, threads)));
        yield return new("OneSidedSelection.FromSeeds", [kept], threads => OneSidedSelection.FromSeeds(Labeled, [0, 4], kept, default, threads));
    }

    private static IEnumerable<ThreadedEntry> Combined()
    {
        var count = OverSampler.CountNewRows(PointLabels, default);
        var (features, labels, kept) = (new float[count * PointFeatures], new int[count], new int[PointRows + count]);
        foreach (var sampler in (CombinedSampler[])[new SmoteEnn(), new SmoteTomek()])
        {
            yield return new("CombinedSampler.Generate", [features, labels, kept], threads => sampler.Generate(Original, default, new RowDraws(5), new NewRows(features, labels), kept, threads));
            yield return new("CombinedSampler.Resample", [], threads => string.Join(' ', sampler.Resample(Original, default, 5, threads).Kept.ToArray()));
        }
    }
}
