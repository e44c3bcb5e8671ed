using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.Softmax;

/// <summary>Focal loss of a row of logits z and a label y (Lin et al., «Focal Loss for Dense Object Detection», ICCV 2017, section 3, with a softmax).</summary>
/// <remarks>
/// <para>With p the probability of the label, q = 1 − p and L = −ln p: loss w_y·q^γ·L. With ψ = q^γ·(1 + γ·p·L/q) and
/// β = γ·p·q^(γ−1)·(2 − L + (γ−1)·p·L/q): dL/dz_j = w_y·ψ·(p_j − t_j), d²L/dz_j² = w_y·(ψ·p_j(1−p_j) + β·(p_j − t_j)²),
/// which is negative for badly misclassified rows, unless it is clamped (<see cref="RowOutputs{T}.ClampHessian"/>). γ = 0 is
/// softmax cross-entropy, bit for bit.</para>
/// <para>q is summed from the other classes, so that well classified rows keep their last bits. As q → 0 loss and
/// derivatives tend to 0, for γ below 1 too. A row that is all −∞ or holds +∞ or NaN gives NaN in that row alone; −∞ on the
/// target is a loss of +∞ with a finite gradient; −∞ elsewhere is a class of probability 0.</para>
/// <para>Maximum error: the loss has the relative error of L, γ times that of q, and 2 ε; the first derivative ψ those, and those of p and q once
/// more. γ above 4 or with a fraction adds γ·|ln q| ε.</para>
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[StructLayout(LayoutKind.Auto)]
public readonly struct SoftmaxFocalLoss<T> : ISoftmaxLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The complement of the label to ignore, so that the default ignores −1 and not class 0.</summary>
    private readonly int notIgnored;

    private readonly Focusing<T> focusing;

    /// <summary>γ = 2, ignoring rows labelled −1.</summary>
    public SoftmaxFocalLoss()
        : this(T.CreateChecked(2))
    {
    }

    /// <summary>A loss with its own γ.</summary>
    /// <param name="gamma">γ, how strongly the loss of well classified rows is reduced: in [0, 10⁶]. 0 gives cross-entropy, 2 is the paper's choice; 0 to 4 without a fraction are the fastest.</param>
    /// <param name="ignoreLabel">The label of rows that do not count. A value in [0, K) ignores the rows of that class.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="gamma"/> is out of its range.</exception>
    public SoftmaxFocalLoss(T gamma, int ignoreLabel = -1)
    {
        focusing = new(gamma, nameof(gamma));
        notIgnored = ~ignoreLabel;
    }

    /// <inheritdoc/>
    public int IgnoreLabel => ~notIgnored;

    /// <inheritdoc/>
    public T LabelSmoothing => T.Zero;

    /// <inheritdoc/>
    public LogitTransform<T> Transform
    {
        get
        {
            Guard.Constructed(focusing.IsGiven, nameof(SoftmaxFocalLoss<T>));
            return default;
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate<TBlock>(TBlock crossEntropy, TBlock probability, TBlock complement, out TBlock value, out TBlock firstDerivative, out TBlock secondDerivative)
        where TBlock : struct, IBlock<TBlock, T>
    {
        var power = focusing.PowerOf(complement);
        var gamma = TBlock.Create(focusing.Gamma);

        // Below the smallest normal number 1/q might overflow, and what it multiplies is nothing.
        var inverse = TBlock.One / TBlock.Max(TBlock.Constant(typeof(T) == typeof(float) ? 1.1754943508222875e-38 : 2.2250738585072014e-308), complement);

        // p·L is 0 where L is ∞. Max drops NaN as well, which the other terms still have.
        var product = TBlock.Max(probability * crossEntropy, TBlock.Zero);
        var ratio = product * inverse;
        value = power * crossEntropy;
        firstDerivative = power * TBlock.FusedMultiplyAdd(gamma, ratio, TBlock.One);
        var curve = TBlock.FusedMultiplyAdd((gamma - TBlock.One) * probability, ratio, TBlock.FusedMultiplyAdd(TBlock.Constant(2), probability, -product));

        // q^(γ−1) first: γ·curve/q may overflow, γ·q^(γ−1) does not.
        secondDerivative = (power * inverse) * (gamma * curve);
    }
}
