using BenchmarkDotNet.Running;

namespace Counterweight.Benchmarks;

/// <summary>Hands the arguments to BenchmarkDotNet; everything runs where no filter is given.</summary>
internal static class BenchmarkDotNetRun
{
    private static readonly string[] Filters = ["--filter", "-f"];
    private static readonly string[] Questions = ["--list", "--info", "--version"];

    /// <returns>0, or 1 when a benchmark failed, 2 when the arguments were refused or matched nothing.</returns>
    public static int Run(string[] args)
    {
        string[] all = args.Intersect(Filters, StringComparer.Ordinal).Any() ? args : [.. args, "--filter", "*"];
        var summaries = BenchmarkSwitcher.FromTypes([typeof(KernelBenchmarks)]).Run(all, KernelBenchmarksConfig.Create()).ToArray();
        if (summaries.Length == 0)
        {
            return args.Intersect(Questions, StringComparer.Ordinal).Any() ? 0 : UsageException.ExitCode;
        }

        var isGood = summaries.All(summary => !summary.HasCriticalValidationErrors && summary.Reports.All(report => report.Success));
        return isGood ? 0 : 1;
    }
}
