using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.Softmax;

/// <summary>
/// Hinge loss of a row of scores z and a label y (Crammer and Singer, «On the Algorithmic Implementation of Multiclass
/// Kernel-based Vector Machines», JMLR 2, 2001, section 3): the label must lead every other class by 1.
/// </summary>
/// <remarks>
/// <para>Loss w_y·(max_j(z_j + [j ≠ y]) − z_y); gradient w_y·(e_j* − e_y) with j* where that maximum is, the first of equals:
/// 0 where j* = y; Hessian 0.</para>
/// <para>A row that is all −∞ or holds +∞ or NaN gives NaN in that row alone; −∞ on the target is a loss of +∞ with a finite
/// gradient. z_y − 1 is rounded: beyond 2²⁴ (float) or 2⁵³ (double) the margin is lost.</para>
/// <para>Maximum error of the loss: 1 ε of the greatest |z| that enters; gradient and Hessian are exact.</para>
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[StructLayout(LayoutKind.Auto)]
public readonly struct MulticlassHingeLoss<T> : ISoftmaxLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The complement of the label to ignore, so that the default ignores −1 and not class 0.</summary>
    private readonly int notIgnored;

    /// <summary>Not to be used: the loss needs the number of its classes.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    public MulticlassHingeLoss() => throw new InvalidOperationException("MulticlassHingeLoss needs the number of its classes: there is no default.");

    /// <summary>A loss of rows of K scores.</summary>
    /// <param name="classCount">K, 1 to 2²⁴.</param>
    /// <param name="ignoreLabel">The label of rows that do not count. A value in [0, K) ignores the rows of that class.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classCount"/> is outside its range.</exception>
    public MulticlassHingeLoss(int classCount, int ignoreLabel = -1)
    {
        Guard.AtLeast(classCount, 1);
        Guard.AtMost(classCount, 1 << 24);
        var margins = new T[classCount];
        margins.AsSpan().Fill(T.One);
        Transform = new(T.One, margins: margins);
        notIgnored = ~ignoreLabel;
    }

    /// <inheritdoc/>
    public static bool TakesHardmax => true;

    /// <inheritdoc/>
    public int IgnoreLabel => ~notIgnored;

    /// <inheritdoc/>
    public T LabelSmoothing => T.Zero;

    /// <inheritdoc/>
    public LogitTransform<T> Transform
    {
        get
        {
            Guard.Constructed(!field.Margins.IsEmpty, nameof(MulticlassHingeLoss<T>));
            return field;
        }
    }

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
