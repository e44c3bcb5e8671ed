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

    /// <summary>Which of the two it is.</summary>
    public string BoundBy => Bytes >= Transcendentals ? "copy" : "exp";

    /// <param name="entry">Kernel and shape.</param>
    /// <param name="exponentials">Billions of exponentials a second at the kernel's type.</param>
    /// <param name="budget">Time to spend.</param>
    public static RooflineRow Measure(CatalogueEntry entry, double exponentials, TimeSpan budget)
    {
        using var operands = entry.CreateOperands();
        using var copy = new CopyBuffers(entry.Bytes);
        var seconds = InterleavedTimer.SecondsPerCall(
            [() => entry.Case.Run(operands, entry.Shape, 1), () => copy.Copy(threads: 1)],
            budget);
        var nanoseconds = 1e9 / entry.Shape.Elements;
        return new RooflineRow(
            entry,
            seconds[1] * nanoseconds,
            entry.Case.TranscendentalsPerElement / exponentials,
            seconds[0] * nanoseconds);
    }
}
