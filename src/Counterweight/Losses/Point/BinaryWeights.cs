using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;

namespace Counterweight.Losses.Point;

/// <summary>Weights of the classes 1 and 0.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct BinaryWeights<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T positive;
    private readonly T negative;

    public BinaryWeights(T positiveWeight, T negativeWeight)
    {
        Guard.Weight(positiveWeight, nameof(positiveWeight));
        Guard.Weight(negativeWeight, nameof(negativeWeight));
        positive = positiveWeight == T.Zero && negativeWeight == T.Zero ? T.NegativeZero : positiveWeight;
        negative = negativeWeight;
    }

    /// <summary>Weight of the class 1.</summary>
    public T Positive => T.Abs(positive);

    /// <summary>Weight of the class 0.</summary>
    public T Negative => negative;

    /// <summary>Throws where a loss is the default of its type. If both weights that were given are 0, one is stored as −0, which tells them from the default.</summary>
    /// <exception cref="InvalidOperationException">The weights were not given.</exception>
    public void Validate<TLoss>()
    {
        if (positive == T.Zero && negative == T.Zero && !T.IsNegative(positive))
        {
            Guard.Constructed(false, typeof(TLoss).Name.Split('`')[0]);
        }
    }

    /// <summary>Weights of the two classes in a row of target y: w₁·y and w₀(1 − y).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Parts<TBlock>(TBlock target, out TBlock one, out TBlock zero)
        where TBlock : struct, IBlock<TBlock, T>
    {
        var weight = TBlock.Create(negative);
        one = target * TBlock.Create(positive);
        zero = TBlock.FusedMultiplyAdd(-target, weight, weight);
    }

    /// <summary>Sum of both parts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock Of<TBlock>(TBlock target)
        where TBlock : struct, IBlock<TBlock, T>
    {
        Parts(target, out var one, out var zero);
        return one + zero;
    }

    /// <summary>The weight of a target that is 0 or 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock OfHard<TBlock>(TBlock target)
        where TBlock : struct, IBlock<TBlock, T> =>
        TBlock.SelectEqual(target, TBlock.Zero, TBlock.Create(negative), TBlock.Create(positive));
}
