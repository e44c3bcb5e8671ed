using Counterweight.Core.Checks;
using Counterweight.Neighbors;

namespace Counterweight.Resampling;

/// <summary>Rows of features with the class of each: what resampling starts from. The default has no rows.</summary>
public readonly ref struct LabeledRows
{
    /// <summary>A view of rows × features values and of one label a row.</summary>
    /// <param name="features">Row-major values; row r's begin at r · <paramref name="featureCount"/>.</param>
    /// <param name="featureCount">Features of a row, at least 1.</param>
    /// <param name="labels">One class a row, in [0, 2²⁰). There are as many classes as the greatest label says.</param>
    /// <exception cref="ArgumentException">There are not labels · features values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label or the number of features is out of its range.</exception>
    public LabeledRows(ReadOnlySpan<float> features, int featureCount, ReadOnlySpan<int> labels)
    {
        Guard.AtLeast(featureCount, 1);
        Guard.SameLength(features.Length, (long)labels.Length * featureCount, nameof(features), "labels · featureCount");
        ClassPlan.CheckLabels(labels);
        Features = features;
        FeatureCount = featureCount;
        Labels = labels;
    }

    /// <summary>Row-major values.</summary>
    public ReadOnlySpan<float> Features { get; }

    /// <summary>Features of a row.</summary>
    public int FeatureCount { get; }

    /// <summary>The class of each row.</summary>
    public ReadOnlySpan<int> Labels { get; }

    /// <summary>One weight a row, finite and at least 0; empty: none, and new rows have none. Methods that only drop rows do not read them.</summary>
    public ReadOnlySpan<float> SampleWeights { get; init; }

    /// <summary>How distances are measured, for methods that look at neighbors; the default is squared Euclidean, without missing values.</summary>
    /// <remarks>
    /// Features count as they are, so that those of greater spread count for more. Scale them first, or make
    /// <see cref="NeighborOptions.FeatureWeights"/> one over their variances.
    /// </remarks>
    public NeighborOptions Metric { get; init; }

    /// <summary>Rows.</summary>
    public int RowCount => Labels.Length;
}
