using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Elementwise;
using Counterweight.Losses.Rows;

namespace Counterweight.Losses.Softmax;

/// <summary>
/// Cross-entropy of logits shifted by the class frequencies of the training data (Menon et al., «Long-tail learning via logit
/// adjustment», ICLR 2021, section 4.2). Prediction takes the logits as they are: the greatest is right where all classes are
/// equally frequent.
/// </summary>
/// <remarks>
/// <para>Softmax cross-entropy of x_c = z_c + τ·ln π_c, with gradient and Hessian by z. A common factor of the π_c changes
/// nothing: they may be counts, or fractions that sum to 1.</para>
/// <para>Edges as <see cref="SoftmaxCrossEntropy{T}"/>; errors too, of the rounded x: within (|x_c| + |τ·ln π_c|) ε.</para>
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[StructLayout(LayoutKind.Auto)]
public readonly struct LogitAdjustedCrossEntropy<T> : ISoftmaxLoss<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The complement of the label to ignore, so that the default ignores −1 and not class 0.</summary>
    private readonly int notIgnored;

    /// <summary>Not to be used: the loss needs the class frequencies.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    public LogitAdjustedCrossEntropy() => throw new InvalidOperationException("LogitAdjustedCrossEntropy needs the class frequencies: there is no default.");

    /// <summary>A loss from the class frequencies.</summary>
    /// <param name="priors">π, the fraction of the rows in each of K classes: positive and finite. Copied.</param>
    /// <param name="tau">τ, the strength of the adjustment: finite. 1 is the consistent choice, 0 gives cross-entropy.</param>
    /// <param name="labelSmoothing">ε in [0, 1].</param>
    /// <param name="ignoreLabel">The label of rows that do not count. A value in [0, K) ignores the rows of that class.</param>
    /// <exception cref="ArgumentException">There is no class.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range, or the fraction of a class is not positive: the message names it.</exception>
    public LogitAdjustedCrossEntropy(ReadOnlySpan<T> priors, T tau, T labelSmoothing = default, int ignoreLabel = -1)
        : this(ClassFractions.Of(priors, nameof(priors)), tau, labelSmoothing, ignoreLabel)
    {
    }

    /// <summary>A loss from the rows of the classes.</summary>
    /// <param name="classCounts">Rows of each of K classes, at least 1. Copied.</param>
    /// <param name="tau">τ, the strength of the adjustment: finite. 1 is the consistent choice, 0 gives cross-entropy.</param>
    /// <param name="labelSmoothing">ε in [0, 1].</param>
    /// <param name="ignoreLabel">The label of rows that do not count. A value in [0, K) ignores the rows of that class.</param>
    /// <exception cref="ArgumentException">There is no class.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range, or a class has no row: the message names it.</exception>
    public LogitAdjustedCrossEntropy(ReadOnlySpan<long> classCounts, T tau, T labelSmoothing = default, int ignoreLabel = -1)
        : this(ClassFractions.Of(classCounts, nameof(classCounts)), tau, labelSmoothing, ignoreLabel)
    {
    }

    private LogitAdjustedCrossEntropy(double[] fractions, T tau, T labelSmoothing, int ignoreLabel)
    {
        Guard.Parameter(T.IsFinite(tau), tau, nameof(tau), "be finite");
        Guard.Fraction(labelSmoothing, nameof(labelSmoothing));

        // By the library's own logarithm: the same bits on every system.
        VectorMath.Log<double>(fractions, fractions);
        var bias = new T[fractions.Length];
        for (var c = 0; c < bias.Length; c++)
        {
            bias[c] = T.CreateTruncating(double.CreateTruncating(tau) * fractions[c]);
            Guard.Parameter(T.IsFinite(bias[c]), tau, nameof(tau), Guard.Text($"have a finite product with the logarithm of the fraction of class {c}"));
        }

        Transform = new(T.One, bias);
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
            Guard.Constructed(!field.Bias.IsEmpty, nameof(LogitAdjustedCrossEntropy<T>));
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
