using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;

namespace Counterweight.Losses.Point;

/// <summary>Binary cross-entropy of a logit z and a target y in [0, 1], hard or soft.</summary>
/// <remarks>
/// <para>With y′ = (1−ε)y + ε/2: L = w₁·y′·softplus(−z) + w₀·(1−y′)·softplus(z);
/// dL/dz = w₀(1−y′)σ(z) − w₁·y′·σ(−z); d²L/dz² = (w₁·y′ + w₀(1−y′))·σ(z)·σ(−z).</para>
/// <para>Exact limits at z = ±∞ (0 or ∞; gradient 0 or ± weight); NaN stays in its row.</para>
/// </remarks>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[StructLayout(LayoutKind.Auto)]
public readonly struct BinaryCrossEntropy<T> : IPointLoss<BinaryCrossEntropy<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Weights of a class that is the target, and what smoothing adds to them in every row.
    private readonly T positive;
    private readonly T positiveUniform;
    private readonly T negative;
    private readonly T negativeUniform;

    /// <summary>Unweighted, without smoothing.</summary>
    public BinaryCrossEntropy()
        : this(T.One, T.One)
    {
    }

    /// <summary>A loss with class weights and label smoothing.</summary>
    /// <param name="positiveWeight">w₁, weight of the part y′ (the class 1): finite, not negative.</param>
    /// <param name="negativeWeight">w₀, weight of the part 1 − y′ (the class 0): finite, not negative. 1 makes w₁ the positive weight of other libraries.</param>
    /// <param name="labelSmoothing">ε in [0, 1]; 0 by default.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
    public BinaryCrossEntropy(T positiveWeight, T negativeWeight, T labelSmoothing = default)
    {
        Guard.Weight(positiveWeight, nameof(positiveWeight));
        Guard.Weight(negativeWeight, nameof(negativeWeight));
        Guard.Fraction(labelSmoothing, nameof(labelSmoothing));
        var half = labelSmoothing / T.CreateChecked(2);
        positive = (T.One - labelSmoothing) * positiveWeight;
        positiveUniform = half * positiveWeight;
        negative = (T.One - labelSmoothing) * negativeWeight;
        negativeUniform = half * negativeWeight;

        // If both weights are 0, one is stored as −0, which tells this loss from the default of its type.
        positive = positiveWeight == T.Zero && negativeWeight == T.Zero ? T.NegativeZero : positive;
    }

    /// <inheritdoc/>
    public static string TargetRule => BinaryTarget.SoftRule;

    /// <inheritdoc/>
    public static void Validate(BinaryCrossEntropy<T> loss) => Guard.Constructed(loss.positive != T.Zero || loss.negative != T.Zero || loss.positiveUniform != T.Zero || loss.negativeUniform != T.Zero || T.IsNegative(loss.positive), nameof(BinaryCrossEntropy<T>));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBlock Accepts<TBlock>(TBlock target)
        where TBlock : struct, IBlock<TBlock, T> => BinaryTarget.IsSoft<TBlock, T>(target);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TBlock Weight<TBlock>(BinaryCrossEntropy<T> loss, TBlock target)
        where TBlock : struct, IBlock<TBlock, T>
    {
        loss.Parts(target, out var one, out var zero);
        return one + zero;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Evaluate<TBlock>(TBlock score, TBlock target, out TBlock value, out TBlock gradient, out TBlock hessian)
        where TBlock : struct, IBlock<TBlock, T>
    {
        Parts(target, out var one, out var zero);
        Logistic.CrossEntropy<TBlock, T>(score, one, zero, out value, out gradient, out hessian);
    }

    /// <summary>Weights of the two classes in a row: w₁·y′ and w₀(1 − y′).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Parts<TBlock>(TBlock target, out TBlock one, out TBlock zero)
        where TBlock : struct, IBlock<TBlock, T>
    {
        one = TBlock.FusedMultiplyAdd(target, TBlock.Create(positive), TBlock.Create(positiveUniform));
        zero = TBlock.FusedMultiplyAdd(TBlock.One - target, TBlock.Create(negative), TBlock.Create(negativeUniform));
    }
}
