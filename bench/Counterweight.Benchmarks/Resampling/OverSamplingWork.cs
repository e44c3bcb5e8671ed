using Counterweight.Benchmarks.Timing;
using Counterweight.Benchmarks.Trees;
using Counterweight.Resampling;
using Counterweight.Resampling.Over;
using Counterweight.Resampling.Over.Clusters;

namespace Counterweight.Benchmarks.Resampling;

/// <summary>A copy of rows and, behind it, as many new ones as make all classes as large: what fit_resample of imbalanced-learn does.</summary>
internal sealed class OverSamplingWork : ServedTreeWork
{
    private readonly int featureCount;
    private readonly float[] features;
    private readonly int[] labels;
    private readonly float[] allFeatures;
    private readonly int[] allLabels;
    private readonly OverSampler method;

    public OverSamplingWork(TreeRequest request)
    {
        featureCount = request.Positive("features");
        var neighbors = request.Positive("neighbors", 5);
        method = request.OneOf<OverSampler>(
            "method",
            new Smote(neighbors),
            ("smote", new Smote(neighbors)),
            ("adasyn", new Adasyn(neighbors)),
            ("borderline", new BorderlineSmote(BorderlineKind.First, neighbors)),
            ("k-means", new KMeansSmote(8, neighbors)),
            ("rose", new SmoothedBootstrap()),
            ("random", new RandomOverSampler()));
        request.RefuseOthers();
        labels = RawArray.Read<int>(request.Directory, "y.i32");
        features = RawArray.Read<float>(request.Directory, "x.f32", (long)labels.Length * featureCount);
        allLabels = new int[labels.Length + OverSampler.CountNewRows(labels, SamplingStrategy.Auto)];
        if ((long)allLabels.Length * featureCount > Array.MaxLength)
        {
            throw new UsageException("the rows are more than an array holds");
        }

        allFeatures = new float[(long)allLabels.Length * featureCount];
    }

    public override double Seconds(int threads, TimeSpan budget, Clock clock) => InterleavedTimer.SecondsPerCall([() => Run(threads)], budget, clock)[0];

    /// <summary>The number of rows, by which a script knows that both sides have done the same work.</summary>
    public override void WriteResults(string directory) => RawArray.Write<int>(directory, "rows.i32", [allLabels.Length]);

    private void Run(int threads)
    {
        features.CopyTo(allFeatures, 0);
        labels.CopyTo(allLabels, 0);
        method.Generate(
            new(features, featureCount, labels),
            SamplingStrategy.Auto,
            new(1),
            new(allFeatures.AsSpan(features.Length), allLabels.AsSpan(labels.Length)),
            threads);
    }
}
