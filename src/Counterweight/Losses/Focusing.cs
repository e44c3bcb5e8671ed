using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Blocks;
using Counterweight.Numerics;

namespace Counterweight.Losses;

/// <summary>The exponent γ of a focal loss.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct Focusing<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T gamma;
    private readonly bool isSquare;

    public Focusing(T gamma, string name)
    {
        Guard.Exponent(gamma, name);
        this.gamma = gamma;
        isSquare = gamma == T.CreateChecked(2);
    }

    public T Gamma => gamma;

    /// <summary>Both probabilities of <see cref="Logistic.Parts"/> to the power γ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Powers<TBlock>(TBlock magnitude, TBlock log, TBlock large, TBlock small, out TBlock largePower, out TBlock smallPower)
        where TBlock : struct, IBlock<TBlock, T>
    {
        if (isSquare)
        {
            largePower = large * large;
            smallPower = small * small;
        }
        else if (typeof(TBlock) == typeof(VectorBlock<T>))
        {
            // Several registers a block: in one piece this is more than the JIT keeps track of, and squares would pay for it.
            GeneralCalled(TBlock.Create(gamma), magnitude, log, out var first, out var second);
            largePower = first;
            smallPower = second;
        }
        else
        {
            General(TBlock.Create(gamma), magnitude, log, out largePower, out smallPower);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void GeneralCalled<TBlock>(TBlock gamma, TBlock magnitude, TBlock log, out TBlock largePower, out TBlock smallPower)
        where TBlock : struct, IBlock<TBlock, T> => General(gamma, magnitude, log, out largePower, out smallPower);

    /// <summary>large^γ = e^(−γ·ln(1 + e)), small^γ = large^γ·e^(−γ|z|).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void General<TBlock>(TBlock gamma, TBlock magnitude, TBlock log, out TBlock largePower, out TBlock smallPower)
        where TBlock : struct, IBlock<TBlock, T>
    {
        // Past 1,000 the small probability is 0, and what its power multiplies too; γ = 0 must not meet infinity.
        var capped = TBlock.Min(TBlock.Constant(1000), magnitude);
        largePower = BlockMath.ExpNonPositive<TBlock, T>(-(gamma * log));
        smallPower = largePower * BlockMath.ExpNonPositive<TBlock, T>(-(gamma * capped));
    }
}
