using System.Runtime.CompilerServices;
using Counterweight.Core.Simd;

namespace Counterweight.Splits;

/// <summary>An impurity as a criterion: a side scores −W·I.</summary>
internal readonly struct ClassCriterion<TImpurity>(TImpurity impurity) : ISplitCriterion
    where TImpurity : struct, IImpurity
{
    public static bool IsGradient => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Term<TBlock>(TBlock first, TBlock second, TBlock whole, out TBlock numerator, out TBlock denominator)
        where TBlock : struct, ISimdBlock<TBlock, double>
    {
        numerator = impurity.Term(second, whole);
        denominator = TBlock.One;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TBlock Score<TBlock>(TBlock terms, TBlock weight)
        where TBlock : struct, ISimdBlock<TBlock, double> => -impurity.Total(terms, weight);

    public double Magnitude(double nodeScore, double nodeWeight) => Math.Max(nodeWeight, Math.Abs(nodeScore));
}
