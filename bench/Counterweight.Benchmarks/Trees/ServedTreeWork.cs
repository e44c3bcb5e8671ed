using Counterweight.Benchmarks.Draws;
using Counterweight.Benchmarks.Metrics;
using Counterweight.Benchmarks.Resampling;
using Counterweight.Benchmarks.Timing;

namespace Counterweight.Benchmarks.Trees;

/// <summary>A kernel or a fit, its arrays read, ready to be timed.</summary>
internal abstract class ServedTreeWork
{
    /// <exception cref="UsageException">There is no such work, or its settings or arrays are wrong.</exception>
    public static ServedTreeWork Create(TreeRequest request)
    {
        ServedTreeWork work = request.Work switch
        {
            "gradient-histogram" => new HistogramWork(request),
            "split-scan" => new SplitScanWork(request),
            "over-sample" => new OverSamplingWork(request),
            "nearest" => new NearestWork(request),
            "multiply-adds" => new MultiplyAddWork(request),
            "draws" => new DrawWork(request),
            "clean" => new CleaningWork(request),
            "metric" => new MetricWork(request),
            "ranking" => new RankingWork(request),
            _ => new FitWork(request),
        };
        return work;
    }

    /// <summary>Seconds a call, of which one more was made before where code or memory might be cold.</summary>
    public abstract double Seconds(int threads, TimeSpan budget, Clock clock);

    /// <summary>Writes what the last call has computed, by which a script judges its quality.</summary>
    public abstract void WriteResults(string directory);
}
