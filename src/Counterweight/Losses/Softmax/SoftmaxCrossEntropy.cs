using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.Softmax;

/// <summary>Cross-entropy of a row of logits z and a label y, with label smoothing.</summary>
/// <remarks>
/// <para>With t = (1−ε)·e_y + ε/K, class weights w and W = Σ_k w_k·t_k: L = Σ_j w_j·t_j·(LSE − z_j);
/// dL/dz_j = W·p_j − w_j·t_j; d²L/dz_j² = W·p_j(1−p_j).</para>
/// <para>A row that is all −∞ or holds +∞ or NaN gives NaN in that row alone; −∞ on the target is a loss of +∞ with
/// a finite gradient; −∞ elsewhere is a class of probability 0.</para>
/// <para>Maximum error, in ε, with c = 4 + ¼√min(K, 4096) and d_j = max x − x_j: 2c + 4d_j of p_j, and of what each class
/// contributes to the loss, the gradient and the Hessian. It holds for every K up to 2²⁴, smoothing and class-major logits included.</para>
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[StructLayout(LayoutKind.Auto)]
public readonly struct SoftmaxCrossEntropy<T> : ISoftmaxLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The complement of the label to ignore, so that the default ignores −1 and not class 0.</summary>
    private readonly int notIgnored;

    /// <summary>Without smoothing, ignoring rows labelled −1.</summary>
    public SoftmaxCrossEntropy()
        : this(T.Zero)
    {
    }

    /// <summary>A loss with label smoothing, a label of its own for rows to ignore, and a transform of its logits.</summary>
    /// <param name="labelSmoothing">ε in [0, 1].</param>
    /// <param name="ignoreLabel">The label of rows that do not count. A value in [0, K) ignores the rows of that class.</param>
    /// <param name="transform">The transform of the logits: none by default.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="labelSmoothing"/> is outside [0, 1].</exception>
    public SoftmaxCrossEntropy(T labelSmoothing, int ignoreLabel = -1, LogitTransform<T> transform = default)
    {
        Guard.Fraction(labelSmoothing, nameof(labelSmoothing));
        LabelSmoothing = labelSmoothing;
        notIgnored = ~ignoreLabel;
        Transform = transform;
    }

    /// <inheritdoc/>
    public int IgnoreLabel => ~notIgnored;

    /// <inheritdoc/>
    public T LabelSmoothing { get; }

    /// <inheritdoc/>
    public LogitTransform<T> Transform { get; }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate<TBlock>(TBlock crossEntropy, TBlock probability, TBlock complement, out TBlock value, out TBlock firstDerivative, out TBlock secondDerivative)
        where TBlock : struct, IBlock<TBlock, T>
    {
        value = crossEntropy;
        firstDerivative = TBlock.One;
        secondDerivative = TBlock.Zero;
    }
}
