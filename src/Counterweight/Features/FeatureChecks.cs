using Counterweight.Core.Checks;

namespace Counterweight.Features;

/// <summary>What can be wrong with columns of features, and the exceptions that say so.</summary>
internal static class FeatureChecks
{
    /// <summary>One element a row, <paramref name="stride"/> apart.</summary>
    public static void Column(int length, int rows, int stride, string name)
    {
        Guard.AtLeast(stride, 1);
        var least = rows == 0 ? 0 : ((rows - 1L) * stride) + 1;
        if (length < least || length > (long)rows * stride)
        {
            throw new ArgumentException(Guard.Text($"{name} has {length} elements; {rows} rows {stride} apart are {least} to {(long)rows * stride}."), name);
        }
    }

    /// <summary>The elements of one feature, from its first row's to its last row's.</summary>
    public static ReadOnlySpan<T> Column<T>(ReadOnlySpan<T> elements, int feature, int rowCount, int featureCount, FeatureLayout layout) =>
        rowCount == 0 ? []
        : layout == FeatureLayout.RowMajor ? elements.Slice(feature, checked((rowCount - 1) * featureCount) + 1)
        : elements.Slice(checked(feature * rowCount), rowCount);

    /// <summary>Bins are numbers of one or two bytes.</summary>
    public static void BinType<TBin>()
        where TBin : unmanaged
    {
        if (typeof(TBin) != typeof(byte) && typeof(TBin) != typeof(ushort))
        {
            throw new NotSupportedException($"{typeof(TBin)} is neither byte nor ushort.");
        }
    }

    public static void AtLeast(int length, long least, string name)
    {
        if (length < least)
        {
            throw new ArgumentException(Guard.Text($"{name} has {length} elements and needs {least}."), name);
        }
    }

    public static void BinLimit(int maxBins, int greatest)
    {
        if (maxBins < 2 || maxBins > greatest)
        {
            throw new ArgumentOutOfRangeException(nameof(maxBins), maxBins, Guard.Text($"maxBins is {maxBins}; it must be in [2, {greatest}]."));
        }
    }

    public static void Layout(FeatureLayout layout, string name)
    {
        if (layout is not (FeatureLayout.RowMajor or FeatureLayout.FeatureMajor))
        {
            throw new ArgumentOutOfRangeException(name, layout, Guard.Text($"{name} is {(int)layout}; it must be a value of FeatureLayout."));
        }
    }
}
