using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Blocks;
using Counterweight.Numerics;

namespace Counterweight.Losses;

/// <summary>An exponent γ in [0, 10⁶] and powers of probabilities: by multiplication for 0, 1, 2, 3 and 4, otherwise from the logarithm.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct Focusing<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly T gamma;
    private readonly int factors;

    public Focusing(T gamma, string name)
    {
        Guard.Parameter(gamma >= T.Zero && gamma <= T.CreateChecked(1e6), gamma, name, "lie in [0, 1000000]");
        this.gamma = gamma;
        factors = gamma <= T.CreateChecked(4) && T.IsInteger(gamma) ? int.CreateChecked(gamma) : -1;
    }

    public T Gamma => gamma;

    /// <summary>Whether <see cref="Power"/> needs the logarithm.</summary>
    public bool IsGeneral => factors < 0;

    /// <summary>q^γ.</summary>
    /// <param name="q">In [0, 1] or NaN.</param>
    /// <param name="negativeLog">−ln q.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock Power<TBlock>(TBlock q, TBlock negativeLog)
        where TBlock : struct, IBlock<TBlock, T>
    {
        if (factors < 0)
        {
            // Several registers a block: in one piece this is more than the JIT keeps track of, and the other arms would pay for it.
            return typeof(TBlock) == typeof(VectorBlock<T>)
                ? GeneralCalled(TBlock.Create(gamma), negativeLog)
                : General(TBlock.Create(gamma), negativeLog);
        }

        if (factors < 2)
        {
            return factors == 0 ? TBlock.One : q;
        }

        var square = q * q;
        return factors == 2 ? square : square * (factors == 3 ? q : square);
    }

    /// <summary>q^γ for a q whose logarithm nobody else needs.</summary>
    /// <param name="q">In [0, 1] or NaN.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock PowerOf<TBlock>(TBlock q)
        where TBlock : struct, IBlock<TBlock, T> =>
        factors < 0 ? PowerCalled(TBlock.Create(gamma), q) : Power(q, TBlock.Zero);

    /// <summary>By logarithm and exponential: apart, lest the loops of integral exponents pay for it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TBlock PowerCalled<TBlock>(TBlock gamma, TBlock q)
        where TBlock : struct, IBlock<TBlock, T> => BlockMath.ExpNonPositive<TBlock, T>(gamma * BlockMath.Log<TBlock, T>(q));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TBlock GeneralCalled<TBlock>(TBlock gamma, TBlock negativeLog)
        where TBlock : struct, IBlock<TBlock, T> => General(gamma, negativeLog);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock General<TBlock>(TBlock gamma, TBlock negativeLog)
        where TBlock : struct, IBlock<TBlock, T> => BlockMath.ExpNonPositive<TBlock, T>(-(gamma * negativeLog));
}
