using Counterweight.Benchmarks.Timing;
using Counterweight.Benchmarks.Trees;
using Counterweight.Metrics;

namespace Counterweight.Benchmarks.Metrics;

/// <summary>A measure of scores or probabilities p, row-major or of class 1 alone, with labels y and perhaps weights w.</summary>
internal sealed class MetricWork : ServedTreeWork
{
    private readonly float[] scores;
    private readonly int[] labels;
    private readonly float[] weights;
    private readonly int classes;
    private readonly Func<MetricWork, int, double[]> measure;
    private double[] result = [];

    public MetricWork(TreeRequest request)
    {
        classes = request.Positive("classes", 1);
        measure = request.OneOf<Func<MetricWork, int, double[]>>(
            "of",
            Confusion,
            ("confusion", Confusion),
            ("log-loss", LogLoss),
            ("brier", Brier));
        var isWeighted = request.OneOf("weights", false, ("yes", true), ("no", false));
        request.RefuseOthers();
        labels = RawArray.Read<int>(request.Directory, "y.i32");
        scores = RawArray.Read<float>(request.Directory, "p.f32", (long)labels.Length * classes);
        weights = isWeighted ? RawArray.Read<float>(request.Directory, "w.f32", labels.Length) : [];
    }

    public override double Seconds(int threads, TimeSpan budget, Clock clock) => InterleavedTimer.SecondsPerCall([() => result = measure(this, threads)], budget, clock)[0];

    public override void WriteResults(string directory) => RawArray.Write<double>(directory, "metric.f64", result);

    private static double[] Confusion(MetricWork work, int threads)
    {
        var matrix = new ConfusionMatrix(work.classes);
        matrix.AddScores(work.scores, work.labels, work.weights, null, threads);
        var cells = Enumerable.Range(0, work.classes).SelectMany(actual => Enumerable.Range(0, work.classes).Select(predicted => matrix[actual, predicted]));
        return [.. cells];
    }

    private static double[] LogLoss(MetricWork work, int threads) => work.classes == 1
        ? [ProbabilityScore.BinaryLogLoss<float>(work.scores, work.labels, work.weights, degreeOfParallelism: threads).Mean]
        : [ProbabilityScore.LogLoss<float>(work.scores, work.classes, work.labels, work.weights, degreeOfParallelism: threads).Mean];

    private static double[] Brier(MetricWork work, int threads) => work.classes == 1
        ? [ProbabilityScore.BinaryBrier<float>(work.scores, work.labels, work.weights, degreeOfParallelism: threads).Mean]
        : [ProbabilityScore.Brier<float>(work.scores, work.classes, work.labels, work.weights, degreeOfParallelism: threads).Mean];
}
