using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Counterweight.Losses.Rows;

/// <summary>Further outputs of a softmax loss for each row, computed in the same pass. Each part is optional: empty means not requested.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[StructLayout(LayoutKind.Auto)]
[SuppressMessage("Performance", "CA1815", Justification = "A ref struct is not compared.")]
public readonly ref struct RowOutputs<T>
{
    /// <summary>ln Σ_j exp(x_j) of the logits as the loss transforms them: one a row; 0 for ignored rows.</summary>
    public Span<T> LogSumExp { get; init; }

    /// <summary>
    /// Class of the greatest logit before any transform, the first of equals: one a row; −1 for ignored rows and for
    /// those whose loss is NaN.
    /// </summary>
    public Span<int> ArgMax { get; init; }

    /// <summary>Σ w·loss, Σ w and rows of the rows of each label: one a class. Overwritten; they add up like the batch's own.</summary>
    public Span<LossSum> PerClass { get; init; }

    /// <summary>Whether to count, in <see cref="LossSum.Correct"/>, the rows whose label has the greatest logit.</summary>
    public bool CountsCorrect { get; init; }

    /// <summary>The factor of the Hessian diagonal.</summary>
    public HessianFactor HessianFactor { get; init; }

    /// <summary>
    /// Whether a Hessian that would be negative, all factors included, is written as 0, for boosting, which must not divide
    /// by it. Those of focal and Poly-1 losses can be.
    /// </summary>
    public bool ClampHessian { get; init; }
}
