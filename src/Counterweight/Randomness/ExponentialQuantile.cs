using System.Runtime.CompilerServices;
using Counterweight.Elementwise;

namespace Counterweight.Randomness;

/// <summary>−ln u: the quantile of the exponential distribution at 1 − u.</summary>
internal readonly struct ExponentialQuantile : IMap<double>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock Apply<TBlock>(TBlock x)
        where TBlock : struct, IBlock<TBlock, double> => -TBlock.Log(x);
}
