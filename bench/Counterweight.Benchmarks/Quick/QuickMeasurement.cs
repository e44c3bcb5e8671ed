using Counterweight.Benchmarks.Timing;

namespace Counterweight.Benchmarks.Quick;

/// <summary>Times one catalogue entry beside its comparisons and beside a copy.</summary>
internal static class QuickMeasurement
{
    public static QuickRow Measure(CatalogueEntry entry, int threads, TimeSpan budget)
    {
        var (kernel, shape) = (entry.Case, entry.Shape);
        threads = kernel.IsParallel ? threads : 1;
        using var operands = entry.CreateOperands();
        using var copy = new CopyBuffers(entry.Bytes);
        List<Action> variants =
        [
            () => kernel.Run(operands, shape, threads),
            () => kernel.RunScalar(operands, shape),
            () => copy.Copy(threads),
        ];
        if (kernel.RunTensorPrimitives is { } composition)
        {
            variants.Add(() => composition(operands, shape));
        }

        if (kernel is UserLossCase user)
        {
            variants.Add(() => user.BuiltIn.Run(operands, shape, threads));
        }

        var seconds = InterleavedTimer.SecondsPerCall(variants, budget);
        var nanoseconds = 1e9 / shape.Elements;
        return new QuickRow
        {
            Kernel = kernel.Name,
            Shape = shape.ToString(),
            DType = kernel.DType,
            Threads = threads,
            NsPerElement = seconds[0] * nanoseconds,
            ScalarNsPerElement = seconds[1] * nanoseconds,
            TensorPrimitivesNsPerElement = kernel.RunTensorPrimitives is null ? null : seconds[3] * nanoseconds,
            CopyShare = seconds[2] / seconds[0],
            RatioToBuiltIn = kernel is UserLossCase ? seconds[0] / seconds[^1] : null,
        };
    }
}
