using Counterweight.Core.Checks;
using Counterweight.Neighbors;

namespace Counterweight.Resampling.Under;

/// <summary>Rows of features with the class of each: what the methods that look at neighbors read. The default has no rows.</summary>
public readonly ref struct LabeledPoints
{
    /// <summary>A view of rows × features values and of one label a row.</summary>
    /// <param name="points">Row-major values; row r's begin at r · <paramref name="featureCount"/>.</param>
    /// <param name="featureCount">Features of a row, at least 1.</param>
    /// <param name="labels">One class a row, in [0, 2²⁰). There are as many classes as the greatest label says.</param>
    /// <exception cref="ArgumentException">There are not labels · features values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label or the number of features is outside its range.</exception>
    public LabeledPoints(ReadOnlySpan<float> points, int featureCount, ReadOnlySpan<int> labels)
    {
        Guard.AtLeast(featureCount, 1);
        Guard.SameLength(points.Length, (long)labels.Length * featureCount, nameof(points), "labels · featureCount");
        ClassPlan.CheckLabels(labels);
        Points = points;
        FeatureCount = featureCount;
        Labels = labels;
    }

    /// <summary>Row-major values.</summary>
    public ReadOnlySpan<float> Points { get; }

    /// <summary>Features of a row.</summary>
    public int FeatureCount { get; }

    /// <summary>The class of each row.</summary>
    public ReadOnlySpan<int> Labels { get; }

    /// <summary>How distances are measured; the default is squared Euclidean.</summary>
    public NeighborOptions Metric { get; init; }

    /// <summary>Rows.</summary>
    public int RowCount => Labels.Length;
}
