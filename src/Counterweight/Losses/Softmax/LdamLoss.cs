using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Losses.Rows;
using Counterweight.Weighting;

namespace Counterweight.Losses.Softmax;

/// <summary>
/// Label-distribution-aware margin loss (Cao et al., «Learning Imbalanced Datasets with Label-Distribution-Aware Margin Loss»,
/// NeurIPS 2019, section 3): the rarer a class, the greater the margin its rows must keep. The paper trains with
/// <see cref="DeferredReweighting{T}"/> beside it, on logits that are cosines.
/// </summary>
/// <remarks>
/// <para>Softmax cross-entropy of x_j = s·(z_j − m_y·[j = y]), with m_c proportional to n_c^(−1/4), the greatest of them a
/// parameter; gradient and Hessian by z.</para>
/// <para>Edges as <see cref="SoftmaxCrossEntropy{T}"/>, also where x overflows; errors too, of the rounded x: within
/// (|x_j| + s·m_y) ε.</para>
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[StructLayout(LayoutKind.Auto)]
public readonly struct LdamLoss<T> : ISoftmaxLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The complement of the label to ignore, so that the default ignores −1 and not class 0.</summary>
    private readonly int notIgnored;

    /// <summary>Not to be used: the loss needs the counts of its classes.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    public LdamLoss() => throw new InvalidOperationException("LdamLoss needs the counts of its classes: there is no default.");

    /// <summary>A loss from the rows of the classes, with the paper's margin and scale or its own.</summary>
    /// <param name="classCounts">n, rows of each of K classes, at least 1. Copied.</param>
    /// <param name="maxMargin">Margin of the rarest class, finite and not negative; 0 for none, the paper's ½ by default.</param>
    /// <param name="scale">s, what the logits are multiplied by: finite, greater than 0; the paper's 30 by default.</param>
    /// <param name="ignoreLabel">The label of rows that do not count. A value in [0, K) ignores the rows of that class.</param>
    /// <exception cref="ArgumentException">There is no class.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range, or a class has no row: the message names it.</exception>
    public LdamLoss(ReadOnlySpan<long> classCounts, T? maxMargin = null, T? scale = null, int ignoreLabel = -1)
    {
        var greatest = maxMargin ?? T.CreateChecked(0.5);
        Guard.Parameter(greatest >= T.Zero && T.IsFinite(greatest), greatest, nameof(maxMargin), "be finite and not negative");
        var fractions = ClassFractions.Of(classCounts, nameof(classCounts));
        var least = double.PositiveInfinity;
        foreach (var fraction in fractions)
        {
            least = Math.Min(least, fraction);
        }

        // Square roots are correctly rounded: the same bits on every system.
        var margins = new T[fractions.Length];
        for (var c = 0; c < margins.Length; c++)
        {
            margins[c] = T.CreateTruncating(double.CreateTruncating(greatest) * Math.Sqrt(Math.Sqrt(least / fractions[c])));
        }

        Transform = new(scale ?? T.CreateChecked(30), margins: margins);
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
            Guard.Constructed(!field.Margins.IsEmpty, nameof(LdamLoss<T>));
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
