using Counterweight.Benchmarks.Timing;
using Counterweight.Benchmarks.Trees;
using Counterweight.Resampling;
using Counterweight.Resampling.Combined;
using Counterweight.Resampling.Under;

namespace Counterweight.Benchmarks.Resampling;

/// <summary>The rows that a method leaves: what fit_resample of imbalanced-learn does, but that it copies them where ours returns their numbers.</summary>
internal sealed class CleaningWork : ServedTreeWork
{
    private readonly int featureCount;
    private readonly float[] features;
    private readonly int[] labels;
    private readonly Func<CleaningWork, int, int> method;
    private int kept;

    public CleaningWork(TreeRequest request)
    {
        featureCount = request.Positive("features");
        method = request.OneOf<Func<CleaningWork, int, int>>(
            "method",
            (work, threads) => new SmoteEnn().Resample(new(work.features, work.featureCount, work.labels), SamplingStrategy.Auto, 1, threads).RowCount,
            ("smote-enn", (work, threads) => new SmoteEnn().Resample(new(work.features, work.featureCount, work.labels), SamplingStrategy.Auto, 1, threads).RowCount),
            ("smote-tomek", (work, threads) => new SmoteTomek().Resample(new(work.features, work.featureCount, work.labels), SamplingStrategy.Auto, 1, threads).RowCount),
            ("tomek", (work, threads) => TomekLinks.Select(work.Data, default, threads).Length),
            ("enn", (work, threads) => EditedNearestNeighbors.Select(work.Data, degreeOfParallelism: threads).Length),
            ("renn", (work, threads) => RepeatedEditedNearestNeighbors.Select(work.Data, degreeOfParallelism: threads).Length),
            ("all-knn", (work, threads) => AllKNearestNeighbors.Select(work.Data, degreeOfParallelism: threads).Length),
            ("ncr", (work, threads) => NeighborhoodCleaning.Select(work.Data, degreeOfParallelism: threads).Length),
            ("condensed", (work, threads) => CondensedNearestNeighbor.Select(work.Data, new(1), default, 1, threads).Length),
            ("one-sided", (work, threads) => OneSidedSelection.Select(work.Data, new(1), default, threads).Length),
            ("near-miss", (work, threads) => NearMiss.Select(work.Data, degreeOfParallelism: threads).Length),
            ("random", (work, _) => RandomUnderSampling.Select(work.labels, new(1)).Length));
        request.RefuseOthers();
        labels = RawArray.Read<int>(request.Directory, "y.i32");
        features = RawArray.Read<float>(request.Directory, "x.f32", (long)labels.Length * featureCount);
    }

    private LabeledRows Data => new(features, featureCount, labels);

    public override double Seconds(int threads, TimeSpan budget, Clock clock)
    {
        // Works of minutes run once: the first call of shorter ones is not timed.
        var start = clock.Seconds();
        kept = method(this, threads);
        var seconds = clock.Seconds() - start;
        return seconds > 5 ? seconds : InterleavedTimer.SecondsPerCall([() => kept = method(this, threads)], budget, clock)[0];
    }

    /// <summary>The number of rows, by which a script compares what both sides have left.</summary>
    public override void WriteResults(string directory) => RawArray.Write<int>(directory, "rows.i32", [kept]);
}
