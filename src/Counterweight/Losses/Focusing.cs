using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Checks;
using Counterweight.Core.Simd;

namespace Counterweight.Losses;

/// <summary>An exponent γ in [0, 10⁶] and powers of probabilities: by multiplication for 0, 1, 2, 3 and 4, otherwise from the logarithm.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct Focusing<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Offset = 2;

    private readonly T gamma;

    /// <summary>Factors of a product + 2, or 1 for none; 0 is of the default alone.</summary>
    private readonly int kind;

    public Focusing(T gamma, string name)
    {
        Guard.Parameter(gamma >= T.Zero && gamma <= T.CreateChecked(1e6), gamma, name, "lie in [0, 1000000]");
        this.gamma = gamma;
        kind = gamma <= T.CreateChecked(4) && T.IsInteger(gamma) ? int.CreateChecked(gamma) + Offset : Offset - 1;
    }

    /// <summary>Whether γ was given.</summary>
    public bool IsGiven => kind != 0;

    public T Gamma => gamma;

    /// <summary>q^γ for q in [0, 1] or NaN.</summary>
    /// <param name="q">q.</param>
    /// <param name="negativeLog">−ln q.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock Power<TBlock>(TBlock q, TBlock negativeLog)
        where TBlock : struct, IBlock<TBlock, T>
    {
        if (kind >= Offset)
        {
            return Product(q);
        }

        // Several registers a block: in one piece this is more than the JIT keeps track of, and products would pay for it.
        if (BlockDispatch.HasSeveralRegisters<TBlock, T>())
        {
            var argument = negativeLog;
            ExpCalled(gamma, in argument, out var power);
            return power;
        }

        return TBlock.ExpNonPositive(-(TBlock.Create(gamma) * negativeLog));
    }

    /// <summary>q^γ for q in [0, 1] or NaN, for operators that have not computed the logarithm, or whose code must stay small.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock Power<TBlock>(TBlock q)
        where TBlock : struct, IBlock<TBlock, T>
    {
        if (kind >= Offset)
        {
            return Product(q);
        }

        var argument = q;
        PowerCalled(gamma, in argument, out var power);
        return power;
    }

    // By reference: blocks passed by value are copied in pieces, which the processor cannot forward from store to load.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void ExpCalled<TBlock>(T gamma, in TBlock negativeLog, out TBlock power)
        where TBlock : struct, IBlock<TBlock, T> => power = TBlock.ExpNonPositive(-(TBlock.Create(gamma) * negativeLog));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void PowerCalled<TBlock>(T gamma, in TBlock q, out TBlock power)
        where TBlock : struct, IBlock<TBlock, T> => power = TBlock.ExpNonPositive(TBlock.Create(gamma) * TBlock.Log(q));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TBlock Product<TBlock>(TBlock q)
        where TBlock : struct, IBlock<TBlock, T>
    {
        if (kind < Offset + 2)
        {
            return kind == Offset ? TBlock.One : q;
        }

        var square = q * q;
        return kind == Offset + 2 ? square : square * (kind == Offset + 3 ? q : square);
    }

    /// <summary>As <see cref="Power{TBlock}(TBlock)"/>, with blocks by value: in the loops of softmax rows a reference to a local spilled more.</summary>
    /// <param name="q">In [0, 1] or NaN.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock PowerOf<TBlock>(TBlock q)
        where TBlock : struct, IBlock<TBlock, T> =>
        kind < Offset ? PowerCalled(TBlock.Create(gamma), q) : Power(q, TBlock.Zero);

    /// <summary>By logarithm and exponential: apart, lest the loops of integral exponents pay for it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TBlock PowerCalled<TBlock>(TBlock gamma, TBlock q)
        where TBlock : struct, IBlock<TBlock, T> => TBlock.ExpNonPositive(gamma * TBlock.Log(q));
}
