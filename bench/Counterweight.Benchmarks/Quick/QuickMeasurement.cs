using Counterweight.Benchmarks.Timing;

namespace Counterweight.Benchmarks.Quick;

/// <summary>Times one catalogue entry beside its comparisons and beside a copy.</summary>
internal static class QuickMeasurement
{
    /// <param name="entry">Kernel and shape.</param>
    /// <param name="threads">Threads of the kernel and of the copy.</param>
    /// <param name="budget">Time to spend.</param>
    /// <param name="timer">Seconds a call of each variant; <see cref="InterleavedTimer"/> unless told.</param>
    public static QuickRow Measure(CatalogueEntry entry, int threads, TimeSpan budget, Func<IReadOnlyList<Action>, TimeSpan, double[]>? timer = null)
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

        return Row(entry, threads, (timer ?? InterleavedTimer.SecondsPerCall)(variants, budget));
    }

    /// <param name="entry">Kernel and shape.</param>
    /// <param name="threads">Threads of the kernel.</param>
    /// <param name="seconds">Seconds a call of the kernel, of its scalar loop, of the copy and, where there are such, of the composition and of the built-in kernel, in this order.</param>
    public static QuickRow Row(CatalogueEntry entry, int threads, IReadOnlyList<double> seconds)
    {
        var (kernel, shape) = (entry.Case, entry.Shape);
        return new QuickRow
        {
            Kernel = kernel.Name,
            Shape = shape.ToString(),
            DType = kernel.DType,
            Threads = threads,
            NsPerElement = Nanoseconds.PerElement(seconds[0], shape),
            ScalarNsPerElement = Nanoseconds.PerElement(seconds[1], shape),
            TensorPrimitivesNsPerElement = kernel.RunTensorPrimitives is null ? null : Nanoseconds.PerElement(seconds[3], shape),
            CopyShare = seconds[2] / seconds[0],
            RatioToBuiltIn = kernel is UserLossCase ? seconds[0] / seconds[^1] : null,
        };
    }
}
