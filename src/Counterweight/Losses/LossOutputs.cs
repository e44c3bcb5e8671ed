using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Counterweight.Losses;

/// <summary>Where a loss writes its results for each row or element. Each part is optional: empty means not requested.</summary>
/// <remarks>The gradient, like any part of the same length, may be the very span of the scores; otherwise outputs overlap nothing.</remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[StructLayout(LayoutKind.Auto)]
[SuppressMessage("Performance", "CA1815", Justification = "A ref struct is not compared.")]
public readonly ref struct LossOutputs<T>
{
    /// <summary>Weighted loss of each row: one a row.</summary>
    public Span<T> Value { get; init; }

    /// <summary>Derivative of Σ w·loss by each score, times <see cref="Scale"/>: as long as the scores.</summary>
    public Span<T> Gradient { get; init; }

    /// <summary>Second derivative of Σ w·loss by each score (the diagonal), times <see cref="Scale"/>: as long as the scores.</summary>
    public Span<T> Hessian { get; init; }

    /// <summary>The divisor of the gradient and the Hessian: none by default.</summary>
    public GradientScale Scale { get; init; }
}
