using Counterweight.Binning;

namespace Counterweight.Training.Linear;

/// <summary>What a multinomial logistic regression minimises, and when it stops.</summary>
public sealed record LogisticRegressionOptions
{
    /// <summary>Weight of the data against the penalty: <c>C · Σ wᵢ·CEᵢ + ½‖W‖²</c>. Positive and finite.</summary>
    public double C { get; init; } = 1;

    /// <summary>Class weights, multiplied by any sample weights, of the loss; features are standardised by the sample weights alone.</summary>
    public ClassWeighting Weighting { get; init; }

    /// <summary>Most L-BFGS iterations, at least 1.</summary>
    public int MaxIterations { get; init; } = 500;

    /// <summary>Corrections the L-BFGS keeps, at least 1.</summary>
    public int Memory { get; init; } = 10;

    /// <summary>Converged when no component of the gradient exceeds this. Not negative.</summary>
    public double GradientTolerance { get; init; } = 1e-4;

    /// <summary>
    /// Converged when an iteration lowers the objective by no more than this fraction of it. Not negative. The default is
    /// SciPy's, 10⁷ machine epsilons.
    /// </summary>
    public double ProgressTolerance { get; init; } = 1e7 * 2.220446049250313e-16;

    /// <summary>
    /// Most categories of a feature that have a column of their own, 1 … 65,534: the heaviest by sample weights, of equal weight those
    /// of lower index. All others that training rows of weight have share one more column. So rows of rare categories are told
    /// from those without a value, and a list of any length costs this many weights a class at most, and one.
    /// </summary>
    public int MaxCategoryColumns { get; init; } = 255;

    /// <summary>
    /// A model to start from, fitted before to rows with the same features and classes: to older rows, or with another
    /// <see cref="C"/>. Null: all weights start at 0. The minimum is the same; a start near it takes fewer iterations. Features are matched
    /// by their order and categories by their index; the scales are those of the new rows, on which the model's scores are kept,
    /// but for features that are constant in the new rows.
    /// </summary>
    public LogisticRegressionClassifier? Start { get; init; }

    /// <summary>Threads at most, the caller's included, at least 1. The model is the same.</summary>
    public int DegreeOfParallelism { get; init; } = 1;

    internal static void Validate(LogisticRegressionOptions options)
    {
        const string Parameter = nameof(options);
        Require.FiniteAboveZero(options.C, nameof(C), Parameter);
        Require.AtLeast(options.MaxIterations, 1, nameof(MaxIterations), Parameter);
        Require.AtLeast(options.Memory, 1, nameof(Memory), Parameter);
        Require.That(options.GradientTolerance >= 0, options.GradientTolerance, nameof(GradientTolerance), "at least 0", Parameter);
        Require.That(options.ProgressTolerance >= 0, options.ProgressTolerance, nameof(ProgressTolerance), "at least 0", Parameter);
        Require.That(options.MaxCategoryColumns is >= 1 and < FeatureBins.MaxBins, options.MaxCategoryColumns, nameof(MaxCategoryColumns), "in [1, 65534]", Parameter);
        Require.AtLeast(options.DegreeOfParallelism, 1, nameof(DegreeOfParallelism), Parameter);
    }
}
