using Counterweight.Benchmarks.Timing;
using Counterweight.Benchmarks.Trees;
using Counterweight.Resampling;
using Counterweight.Resampling.Over;

namespace Counterweight.Benchmarks.Resampling;

/// <summary>Rows and as many new ones as make all classes as large: what fit_resample of imbalanced-learn does.</summary>
internal sealed class OverSamplingWork : ServedTreeWork
{
    private readonly int featureCount;
    private readonly float[] features;
    private readonly int[] labels;
    private readonly OverSampler method;
    private ResampledRows? made;

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
            ("rose", new SmoothedBootstrap()),
            ("random", new RandomOverSampler()));
        request.RefuseOthers();
        labels = RawArray.Read<int>(request.Directory, "y.i32");
        features = RawArray.Read<float>(request.Directory, "x.f32", (long)labels.Length * featureCount);
    }

    public override double Seconds(int threads, TimeSpan budget, Clock clock) => InterleavedTimer.SecondsPerCall(
        [() => made = method.Resample(new(features, featureCount, labels), SamplingStrategy.Auto, 1, threads)], budget, clock)[0];

    /// <summary>The number of rows, by which a script knows that both sides have done the same work.</summary>
    public override void WriteResults(string directory) => RawArray.Write<int>(directory, "rows.i32", [made!.RowCount]);
}
