using Counterweight.Benchmarks.Timing;

namespace Counterweight.Benchmarks.Roofline;

/// <summary>A kernel against the two things that can bound it, in nanoseconds an element.</summary>
/// <param name="Entry">Kernel and shape.</param>
/// <param name="Bytes">A copy of as many bytes, timed in turn with the kernel.</param>
/// <param name="Transcendentals">Its exp, log and the like at the rate of exp.</param>
/// <param name="Measured">The kernel on one thread.</param>
internal sealed record RooflineRow(CatalogueEntry Entry, double Bytes, double Transcendentals, double Measured)
{
    /// <summary>The time that cannot be beaten.</summary>
    public double Bound => Math.Max(Bytes, Transcendentals);

    /// <summary>How much of what the hardware allows the kernel reaches.</summary>
    public double Share => Bound / Measured;

    /// <summary>Which of the two it is.</summary>
    public string BoundBy => Bytes >= Transcendentals ? "copy" : "exp";

    /// <param name="entry">Kernel and shape.</param>
    /// <param name="exponentials">Billions of exponentials a second at the kernel's type.</param>
    /// <param name="budget">Time to spend.</param>
    /// <param name="timer">Seconds a call of each variant; <see cref="InterleavedTimer"/> unless told.</param>
    public static RooflineRow Measure(CatalogueEntry entry, double exponentials, TimeSpan budget, Func<IReadOnlyList<Action>, TimeSpan, double[]>? timer = null)
    {
        using var operands = entry.CreateOperands();
        using var copy = new CopyBuffers(entry.Bytes);
        var seconds = (timer ?? InterleavedTimer.SecondsPerCall)(
            [() => entry.Case.Run(operands, entry.Shape, 1), () => copy.Copy(threads: 1)],
            budget);
        return Of(entry, exponentials, seconds[0], seconds[1]);
    }

    /// <param name="entry">Kernel and shape.</param>
    /// <param name="exponentials">Billions of exponentials a second at the kernel's type.</param>
    /// <param name="kernelSeconds">Seconds of a call.</param>
    /// <param name="copySeconds">Seconds of a copy of as many bytes.</param>
    public static RooflineRow Of(CatalogueEntry entry, double exponentials, double kernelSeconds, double copySeconds) => new(
        entry,
        Nanoseconds.PerElement(copySeconds, entry.Shape),
        entry.Case.TranscendentalsPerElement / exponentials,
        Nanoseconds.PerElement(kernelSeconds, entry.Shape));
}
