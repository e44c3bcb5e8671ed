using System.Runtime.CompilerServices;

namespace Counterweight.Splits;

/// <summary>
/// Gini impurity 1 − Σ(S_c/W)², in [0, 1 − 1/K]; an empty side has 0.
/// Source: Breiman, Friedman, Olshen, Stone, Classification and Regression Trees, 1984.
/// </summary>
public readonly struct GiniImpurity : IImpurity
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock Term<TBlock>(TBlock classWeight, TBlock nodeClassWeight)
        where TBlock : struct, IBlock<TBlock, double> => classWeight * classWeight;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock Total<TBlock>(TBlock termSum, TBlock weight)
        where TBlock : struct, IBlock<TBlock, double> =>
        TBlock.SelectLess(TBlock.Zero, weight, weight - (termSum / weight), TBlock.Zero);

    /// <inheritdoc/>
    public double Gain(double decrease, double nodeTotal, double nodeWeight) => decrease / nodeWeight;
}
