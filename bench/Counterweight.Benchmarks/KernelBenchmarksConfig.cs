using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Counterweight.Benchmarks;

/// <summary>How BenchmarkDotNet runs and prints <see cref="KernelBenchmarks"/>.</summary>
internal static class KernelBenchmarksConfig
{
    public static IConfig Create() => DefaultConfig.Instance
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddFilter(new SimpleFilter(Exists))
        .AddJob(Job.Default.WithEnvironmentVariables(new("DOTNET_TC_QuickJit", "0"), new("DOTNET_TieredPGO", "0")).AsMutator())
        .HideColumns(Column.EnvironmentVariables)
        .WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(80).WithRatioStyle(RatioStyle.Trend))
        .WithOptions(ConfigOptions.JoinSummary);

    private static bool Exists(BenchmarkCase benchmark) =>
        !string.Equals(benchmark.Descriptor.WorkloadMethod.Name, nameof(KernelBenchmarks.TensorPrimitives), StringComparison.Ordinal)
        || benchmark.Parameters[nameof(KernelBenchmarks.Kernel)] is CatalogueEntry { Case.RunTensorPrimitives: not null };
}
