using System.Runtime.CompilerServices;
using Counterweight.Splits;

namespace Counterweight.Training.Tests;

/// <summary>An impurity that the library does not have: (1 − Σ p³)/2, Tsallis entropy of index 3.</summary>
// sample: an impurity of your own
internal readonly struct CubicImpurity : IImpurity
{
    // (1 − Σ p³)/2 of the fractions p = S/W of the classes. An empty side has W = 0, and must give 0, not NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock Term<TBlock>(TBlock classWeight, TBlock nodeClassWeight)
        where TBlock : struct, IBlock<TBlock, double> => classWeight * classWeight * classWeight;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock Total<TBlock>(TBlock termSum, TBlock weight)
        where TBlock : struct, IBlock<TBlock, double> =>
        TBlock.SelectLess(TBlock.Zero, weight, 0.5 * (weight - (termSum / (weight * weight))), TBlock.Zero);

    public double Gain(double decrease, double nodeTotal, double nodeWeight) => decrease / nodeWeight;
}
// end
