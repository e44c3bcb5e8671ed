using System.Numerics;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.SoftTargets;

/// <summary>Cross-entropy of a row of logits z against a row of target probabilities t (mixed labels, annotators' votes), with label smoothing.</summary>
/// <remarks>
/// <para>With t′ = (1−ε)t + ε/K, class weights w and W = Σ_k w_k·t′_k: L = Σ_j w_j·t′_j·(LSE − z_j);
/// dL/dz_j = W·p_j − w_j·t′_j; d²L/dz_j² = W·p_j(1−p_j).</para>
/// <para>−∞ where w_j·t′_j = 0 is a class of probability 0 that contributes nothing; elsewhere it is a loss of +∞ with a
/// finite gradient. A row that is all −∞ or holds +∞ or NaN gives NaN in that row alone.</para>
/// <para>Maximum error, in ε, with c = 4 + ¼√min(K, 4096) and d_j = max x − x_j: c + 2d_j of p_j; c of the loss, and 2d_j·W·p_j for each
/// class; that of their terms for the gradient, taken as (W − w_j·t′_j)·p_j − w_j·t′_j·(1 − p_j), and for the Hessian. Where all
/// weight is on one class, nothing cancels. All of it holds for every K up to 2²⁴. A bias adds |z_j + b_j| to each d_j.</para>
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[StructLayout(LayoutKind.Auto)]
public readonly struct SoftTargetCrossEntropy<T> : ISoftTargetLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Without smoothing.</summary>
    public SoftTargetCrossEntropy()
        : this(T.Zero)
    {
    }

    /// <summary>A loss with label smoothing and a transform of its logits.</summary>
    /// <param name="labelSmoothing">ε in [0, 1].</param>
    /// <param name="transform">The transform of the logits, without margins: none by default.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="labelSmoothing"/> is outside [0, 1].</exception>
    /// <exception cref="ArgumentException">The transform has margins, which are of a label.</exception>
    public SoftTargetCrossEntropy(T labelSmoothing, LogitTransform<T> transform = default)
    {
        Guard.Fraction(labelSmoothing, nameof(labelSmoothing));
        if (!transform.Margins.IsEmpty)
        {
            throw new ArgumentException("Soft targets have no label that could lead by a margin: transform.Margins must be empty.", nameof(transform));
        }

        LabelSmoothing = labelSmoothing;
        Transform = transform;
    }

    /// <inheritdoc/>
    public T LabelSmoothing { get; }

    /// <inheritdoc/>
    public LogitTransform<T> Transform { get; }

    /// <summary>1.</summary>
    public T Factor => T.One;
}
