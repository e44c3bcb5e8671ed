using System.Runtime.InteropServices;
using Counterweight.Core.Checks;

namespace Counterweight.Features;

/// <summary>Makes a <see cref="BinMatrix{TBin}"/>, whose type follows from the bins.</summary>
public static class BinMatrix
{
    /// <inheritdoc cref="BinMatrix{TBin}(ReadOnlySpan{TBin}, int, int, FeatureLayout)"/>
    /// <typeparam name="TBin"><see cref="byte"/>, for up to 256 bins a feature, or <see cref="ushort"/>, for up to 65,536.</typeparam>
    public static BinMatrix<TBin> Create<TBin>(ReadOnlySpan<TBin> bins, int rowCount, int featureCount, FeatureLayout layout = FeatureLayout.RowMajor)
        where TBin : unmanaged => new(bins, rowCount, featureCount, layout);
}

/// <summary>Bin numbers of binned features, in memory of the caller's.</summary>
/// <typeparam name="TBin"><see cref="byte"/>, for up to 256 bins a feature, or <see cref="ushort"/>, for up to 65,536.</typeparam>
[StructLayout(LayoutKind.Auto)]
public readonly ref struct BinMatrix<TBin>
    where TBin : unmanaged
{
    /// <summary>Describes bin numbers.</summary>
    /// <param name="bins">Bin numbers, rows · features of them.</param>
    /// <param name="rowCount">n, at least 0.</param>
    /// <param name="featureCount">F, at least 1.</param>
    /// <param name="layout">Which neighbour comes next: of the row or of the feature.</param>
    /// <exception cref="NotSupportedException"><typeparamref name="TBin"/> is neither byte nor ushort.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A count or the layout is outside its range.</exception>
    /// <exception cref="ArgumentException">The length is not rows · features.</exception>
    public BinMatrix(ReadOnlySpan<TBin> bins, int rowCount, int featureCount, FeatureLayout layout = FeatureLayout.RowMajor)
    {
        FeatureChecks.BinType<TBin>();
        Guard.AtLeast(rowCount, 0);
        Guard.AtLeast(featureCount, 1);
        FeatureChecks.Layout(layout, nameof(layout));
        if (bins.Length != (long)rowCount * featureCount)
        {
            throw new ArgumentException(Guard.Text($"bins has {bins.Length} elements; {rowCount} rows × {featureCount} features need {(long)rowCount * featureCount}."), nameof(bins));
        }

        Bins = bins;
        RowCount = rowCount;
        FeatureCount = featureCount;
        Layout = layout;
    }

    /// <summary>The bin numbers.</summary>
    public ReadOnlySpan<TBin> Bins { get; }

    /// <summary>n.</summary>
    public int RowCount { get; }

    /// <summary>F.</summary>
    public int FeatureCount { get; }

    /// <summary>How the bin numbers lie.</summary>
    public FeatureLayout Layout { get; }

    /// <summary>Elements from a row's bin of a feature to the next row's.</summary>
    public int RowStride => Layout == FeatureLayout.RowMajor ? FeatureCount : 1;

    /// <summary>One feature's bins from its first row's on, <see cref="RowStride"/> apart.</summary>
    /// <param name="feature">The feature, in [0, <see cref="FeatureCount"/>).</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such feature.</exception>
    public ReadOnlySpan<TBin> Column(int feature)
    {
        Guard.Index(feature, FeatureCount);
        return FeatureChecks.Column(Bins, feature, RowCount, FeatureCount, Layout);
    }

    /// <summary>Bins that the element type can tell apart.</summary>
    internal static int TypeBins => typeof(TBin) == typeof(byte) ? 256 : 65536;

    /// <summary>The bin of a row and feature, unchecked but for the span's length.</summary>
    internal int this[int row, int feature]
    {
        get
        {
            var bin = Bins[(int)(Layout == FeatureLayout.RowMajor ? ((long)row * FeatureCount) + feature : ((long)feature * RowCount) + row)];
            return typeof(TBin) == typeof(byte) ? (byte)(object)bin : (ushort)(object)bin;
        }
    }
}
