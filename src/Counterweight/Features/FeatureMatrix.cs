using System.Numerics;
using Counterweight.Core.Checks;

namespace Counterweight.Features;

/// <summary>Makes a <see cref="FeatureMatrix{T}"/>, whose type follows from the values.</summary>
public static class FeatureMatrix
{
    /// <inheritdoc cref="FeatureMatrix{T}(ReadOnlySpan{T}, int, int, FeatureLayout)"/>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    public static FeatureMatrix<T> Create<T>(ReadOnlySpan<T> values, int rowCount, int featureCount, FeatureLayout layout = FeatureLayout.RowMajor)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => new(values, rowCount, featureCount, layout);
}

/// <summary>Features of rows: a view of memory in either layout.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly ref struct FeatureMatrix<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A view of rows × features values.</summary>
    /// <param name="values">The values, NaN where one is missing.</param>
    /// <param name="rowCount">Rows, at least 0.</param>
    /// <param name="featureCount">Features, at least 1.</param>
    /// <param name="layout">How they lie in memory.</param>
    /// <exception cref="ArgumentException">The length is not rows × features.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A count or the layout is outside its range.</exception>
    public FeatureMatrix(ReadOnlySpan<T> values, int rowCount, int featureCount, FeatureLayout layout = FeatureLayout.RowMajor)
    {
        Guard.ElementType<T>();
        Guard.AtLeast(rowCount, 0);
        Guard.AtLeast(featureCount, 1);
        FeatureChecks.Layout(layout, nameof(layout));
        Guard.SameLength(values.Length, (long)rowCount * featureCount, nameof(values), "rowCount · featureCount");
        Values = values;
        RowCount = rowCount;
        FeatureCount = featureCount;
        Layout = layout;
    }

    /// <summary>All values.</summary>
    public ReadOnlySpan<T> Values { get; }

    /// <summary>Rows.</summary>
    public int RowCount { get; }

    /// <summary>Features of a row.</summary>
    public int FeatureCount { get; }

    /// <summary>How they lie in memory.</summary>
    public FeatureLayout Layout { get; }

    /// <summary>Elements from a row's value of a feature to the next row's.</summary>
    public int RowStride => Layout == FeatureLayout.RowMajor ? FeatureCount : 1;

    /// <summary>One feature's values from its first row's on, <see cref="RowStride"/> apart.</summary>
    /// <param name="feature">The feature, in [0, <see cref="FeatureCount"/>).</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such feature.</exception>
    public ReadOnlySpan<T> Column(int feature)
    {
        Guard.Index(feature, FeatureCount);
        return FeatureChecks.Column(Values, feature, RowCount, FeatureCount, Layout);
    }
}
