using System.Runtime.CompilerServices;

namespace Counterweight.Splits;

/// <summary>
/// Entropy −Σ(S_c/W)·log₂(S_c/W) in bits, in [0, log₂ K], with 0·log 0 = 0; an empty side has 0.
/// Source: Quinlan, C4.5: Programs for Machine Learning, 1993.
/// </summary>
public readonly struct EntropyImpurity : IImpurity
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock Term<TBlock>(TBlock classWeight, TBlock nodeClassWeight)
        where TBlock : struct, IBlock<TBlock, double> => TimesLog(classWeight);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock Total<TBlock>(TBlock termSum, TBlock weight)
        where TBlock : struct, IBlock<TBlock, double> =>
        TimesLog(weight) - termSum;

    /// <inheritdoc/>
    public double Gain(double decrease, double nodeTotal, double nodeWeight) => decrease / nodeWeight;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TBlock TimesLog<TBlock>(TBlock x)
        where TBlock : struct, IBlock<TBlock, double> =>
        TBlock.SelectEqual(x, TBlock.Zero, TBlock.Zero, x * TBlock.Log2(x));
}
