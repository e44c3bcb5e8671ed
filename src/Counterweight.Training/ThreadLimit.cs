namespace Counterweight.Training;

/// <summary>Threads that a job is divided for, where its parts are as many.</summary>
internal static class ThreadLimit
{
    private static readonly int Most = Math.Max(64, Environment.ProcessorCount);

    /// <summary>So many threads, or as many as kernels use at most: a degree of parallelism may be any number.</summary>
    public static int Of(int degreeOfParallelism) => Math.Min(degreeOfParallelism, Most);
}
