using BenchmarkDotNet.Attributes;
using Counterweight.Reference.Catalog;

namespace Counterweight.Benchmarks;

/// <summary>Each kernel of the catalogue beside its scalar loop and beside its composition of TensorPrimitives calls.</summary>
public class KernelBenchmarks
{
    private OperandSet operands = null!;

    /// <summary>The rows of the table.</summary>
    public static IEnumerable<CatalogueEntry> Entries => CatalogueEntry.All;

    /// <summary>The kernel and its shape.</summary>
    [ParamsSource(nameof(Entries))]
    public CatalogueEntry Kernel { get; set; } = null!;

    /// <summary>Generates the inputs, outside of what is timed.</summary>
    [GlobalSetup]
    public void Setup() => operands = Kernel.CreateOperands();

    /// <summary>Frees them.</summary>
    [GlobalCleanup]
    public void Cleanup() => operands.Dispose();

    /// <summary>Plain scalar code in the kernel's own element type.</summary>
    [Benchmark(Baseline = true)]
    public void Scalar() => Kernel.Case.RunScalar(operands, Kernel.Shape);

    /// <summary>The best composition of TensorPrimitives calls; left out where there is none.</summary>
    [Benchmark]
    public void TensorPrimitives() => Kernel.Case.RunTensorPrimitives!(operands, Kernel.Shape);

    /// <summary>The kernel, on one thread. A method named like the namespace would not compile in BenchmarkDotNet's generated code.</summary>
    [Benchmark(Description = nameof(Counterweight))]
    public void CounterweightKernel() => Kernel.Case.Run(operands, Kernel.Shape, degreeOfParallelism: 1);
}
