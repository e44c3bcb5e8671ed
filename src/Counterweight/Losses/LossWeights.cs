using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Counterweight.Losses;

/// <summary>
/// Weights of a batch: none, per class, per sample, or both, which are multiplied in the kernel. A product of a row that is
/// not finite is refused, and under label smoothing a sum of the class weights that is not.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[StructLayout(LayoutKind.Auto)]
[SuppressMessage("Performance", "CA1815", Justification = "A ref struct is not compared.")]
public readonly ref struct LossWeights<T>
{
    /// <summary>One weight a class, finite and not negative; empty for all ones.</summary>
    public ReadOnlySpan<T> PerClass { get; init; }

    /// <summary>One weight a row, finite and not negative; empty for all ones. A row of weight 0 is as if absent.</summary>
    public ReadOnlySpan<T> PerSample { get; init; }
}
