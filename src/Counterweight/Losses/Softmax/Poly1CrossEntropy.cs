using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.Softmax;

/// <summary>Cross-entropy plus a multiple of the probability of the other classes (Leng et al., «PolyLoss», ICLR 2022, section 4.2: Poly-1).</summary>
/// <remarks>
/// <para>With p the probability of the label and L = −ln p: loss w_y·(L + ε·(1 − p)); dL/dz_j = w_y·(1 + ε·p)·(p_j − t_j);
/// d²L/dz_j² = w_y·((1 + ε·p)·p_j(1−p_j) − ε·p·(p_j − t_j)²). ε = 0 is softmax cross-entropy. Label smoothing mixes it with
/// the cross-entropy against the uniform target.</para>
/// <para>Edges and errors as <see cref="SoftmaxCrossEntropy{T}"/>; each of the Hessian's two terms has an error of its own.</para>
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[StructLayout(LayoutKind.Auto)]
public readonly struct Poly1CrossEntropy<T> : ISoftmaxLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The complement of the label to ignore, so that the default ignores −1 and not class 0.</summary>
    private readonly int notIgnored;

    private readonly T epsilon;

    /// <summary>ε = 2, the paper's choice for ImageNet, without smoothing, ignoring rows labelled −1.</summary>
    public Poly1CrossEntropy()
        : this(T.CreateChecked(2))
    {
    }

    /// <summary>A loss with its own ε.</summary>
    /// <param name="epsilon">ε, finite, at least −1: below, the loss would fall where p does.</param>
    /// <param name="labelSmoothing">How much of the target is uniform, in [0, 1].</param>
    /// <param name="ignoreLabel">The label of rows that do not count. A value in [0, K) ignores the rows of that class.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public Poly1CrossEntropy(T epsilon, T labelSmoothing = default, int ignoreLabel = -1)
    {
        Guard.Parameter(epsilon >= -T.One && T.IsFinite(epsilon), epsilon, nameof(epsilon), "be finite and at least -1");
        Guard.Fraction(labelSmoothing, nameof(labelSmoothing));

        // −0 is an ε of 0 that was given, which the default is not.
        this.epsilon = epsilon == T.Zero ? T.NegativeZero : epsilon;
        LabelSmoothing = labelSmoothing;
        notIgnored = ~ignoreLabel;
    }

    /// <inheritdoc/>
    public int IgnoreLabel => ~notIgnored;

    /// <inheritdoc/>
    public T LabelSmoothing { get; }

    /// <inheritdoc/>
    public LogitTransform<T> Transform
    {
        get
        {
            Guard.Constructed(epsilon != T.Zero || T.IsNegative(epsilon), nameof(Poly1CrossEntropy<T>));
            return default;
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate<TBlock>(TBlock crossEntropy, TBlock probability, TBlock complement, out TBlock value, out TBlock firstDerivative, out TBlock secondDerivative)
        where TBlock : struct, IBlock<TBlock, T>
    {
        var factor = TBlock.Create(epsilon);
        value = TBlock.FusedMultiplyAdd(factor, complement, crossEntropy);
        firstDerivative = TBlock.FusedMultiplyAdd(factor, probability, TBlock.One);
        secondDerivative = -(factor * probability);
    }
}
