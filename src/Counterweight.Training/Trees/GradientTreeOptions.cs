using Counterweight.Splits;

namespace Counterweight.Training.Trees;

/// <summary>
/// How a boosting tree is grown. Gradients and Hessians are sums of weighted ones, so <see cref="MinWeight"/>,
/// <see cref="MinHessian"/>, <see cref="L1"/>, <see cref="L2"/>, <see cref="Gamma"/> and the smoothing of <see cref="Categories"/> have the unit of the weights.
/// The defaults of penalties and minimums are XGBoost's; rare classes would suffer from a greater least number of rows.
/// </summary>
public sealed record GradientTreeOptions
{
    /// <summary>Which node is split next.</summary>
    public GradientTreeGrowth Growth { get; init; }

    /// <summary>Most splits between the root and a leaf, at least 0.</summary>
    public int MaxDepth { get; init; } = int.MaxValue;

    /// <summary>Most leaves, at least 1.</summary>
    public int MaxLeaves { get; init; } = 31;

    /// <summary>Fewest rows of a leaf, at least 1; a row of positive weight counts as one whatever its weight.</summary>
    public int MinRowCount { get; init; } = 1;

    /// <summary>Least weight of a leaf, class weights × sample weights; finite, at least 0.</summary>
    public double MinWeight { get; init; }

    /// <summary>Least sum of weighted Hessians of a leaf, over all outputs; finite, at least 0.</summary>
    public double MinHessian { get; init; } = 1;

    /// <summary>α, the L1 penalty of leaf values; finite, at least 0.</summary>
    public double L1 { get; init; }

    /// <summary>λ, the L2 penalty of leaf values; finite, at least 0.</summary>
    public double L2 { get; init; } = 1;

    /// <summary>γ, the loss that a split must save; finite, at least 0.</summary>
    public double Gamma { get; init; }

    /// <summary>Greatest |leaf value| before shrinkage, finite, at least 0; 0 means no limit. Located leaves, as of the absolute loss, are bounded after their splits are chosen.</summary>
    public double MaxStep { get; init; }

    /// <summary>How categorical features are split.</summary>
    public CategoryOptions Categories { get; init; }

    internal BoostingGain Gain => new() { L1 = L1, L2 = L2, Gamma = Gamma, MaxStep = MaxStep };

    /// <summary>The same options for weights divided by two to the power <paramref name="exponent"/>.</summary>
    internal GradientTreeOptions InUnit(int exponent) => exponent == 0 ? this : this with
    {
        MinWeight = TrainingInput.InUnit(MinWeight, exponent),
        MinHessian = TrainingInput.InUnit(MinHessian, exponent),
        L1 = TrainingInput.InUnit(L1, exponent),
        L2 = TrainingInput.InUnit(L2, exponent),
        Gamma = TrainingInput.InUnit(Gamma, exponent),
        Categories = Categories with { Smoothing = TrainingInput.InUnit(Categories.Smoothing, exponent) },
    };

    /// <summary>Refuses options outside their ranges.</summary>
    /// <param name="options">The options.</param>
    /// <param name="holder">What holds them in the caller's options, with a full stop.</param>
    internal static void Validate(GradientTreeOptions options, string holder)
    {
        const string Parameter = nameof(options);
        Require.Defined(options.Growth, holder + nameof(Growth), Parameter);
        Require.AtLeast(options.MaxDepth, 0, holder + nameof(MaxDepth), Parameter);
        Require.AtLeast(options.MaxLeaves, 1, holder + nameof(MaxLeaves), Parameter);
        Require.AtLeast(options.MinRowCount, 1, holder + nameof(MinRowCount), Parameter);
        Require.FiniteAtLeastZero(options.MinWeight, holder + nameof(MinWeight), Parameter);
        Require.FiniteAtLeastZero(options.MinHessian, holder + nameof(MinHessian), Parameter);
        Require.FiniteAtLeastZero(options.L1, holder + nameof(L1), Parameter);
        Require.FiniteAtLeastZero(options.L2, holder + nameof(L2), Parameter);
        Require.FiniteAtLeastZero(options.Gamma, holder + nameof(Gamma), Parameter);
        Require.FiniteAtLeastZero(options.MaxStep, holder + nameof(MaxStep), Parameter);
        Require.FiniteAtLeastZero(options.Categories.Smoothing, holder + "Categories.Smoothing", Parameter);
    }
}
