using Counterweight.Core.Simd;

namespace Counterweight.Splits;

/// <summary>
/// The mathematics of one side of a candidate, a block of candidates at a time, from the components of a histogram's
/// cell, two sums each. A candidate gains what its sides score more than the node.
/// </summary>
internal interface ISplitCriterion
{
    /// <summary>
    /// True: component 0 is {rows, weight}, and each other one is {G, H} and has a term. False: each component is
    /// {rows, weight} of a class and has a term.
    /// </summary>
    static abstract bool IsGradient { get; }

    /// <summary>What one component adds to the side's sum of terms, as a ratio: one division serves both sides.</summary>
    /// <param name="first">The component's first sum: G.</param>
    /// <param name="second">The component's second sum: H, or the weight of a class in the scan's unit.</param>
    /// <param name="whole">The node's second sum of this component, in the same unit.</param>
    /// <param name="numerator">The term, times the denominator.</param>
    /// <param name="denominator">Above 0; 1 of a class.</param>
    void Term<TBlock>(TBlock first, TBlock second, TBlock whole, out TBlock numerator, out TBlock denominator)
        where TBlock : struct, ISimdBlock<TBlock, double>;

    /// <summary>The side's score.</summary>
    /// <param name="terms">Sum of the terms.</param>
    /// <param name="weight">The side's weight in the scan's unit.</param>
    TBlock Score<TBlock>(TBlock terms, TBlock weight)
        where TBlock : struct, ISimdBlock<TBlock, double>;

    /// <summary>What a gain's rounding error is measured against.</summary>
    /// <param name="nodeScore">The node's score.</param>
    /// <param name="nodeWeight">The node's weight in the scan's unit.</param>
    double Magnitude(double nodeScore, double nodeWeight);
}
