using System.Diagnostics;
using Counterweight.Core.Checks;
using Counterweight.Core.Work;
using Counterweight.Splits;

namespace Counterweight.Features.Bundles;

/// <summary>
/// Which features share a column. Features may share one where no row has two of them outside their commonest bins, as columns of 0 and 1
/// for the levels of a variable. Histograms of the columns have fewer sums, and the splits found in them are the very same. Immutable.
/// </summary>
/// <remarks>
/// <para>
/// Bin 0 of a column of several features is of the rows that have the commonest bin of each of them. Every other bin of a feature becomes a
/// bin of the column. The sums of a feature's commonest bin are those of the node less those of its other bins. Sums are integers, so nothing
/// is lost. A feature with a column by itself keeps its bins.
/// </para>
/// <para>Columns are for growing trees. To predict, take the split that was found: it is of a feature and its bins.</para>
/// <para>
/// Source: exclusive feature bundling, G. Ke et al., «LightGBM», NIPS 2017, section 4. There a few rows may have two features
/// outside their commonest bins; here none may. Features are taken in the order of how many rows of a sample are outside the commonest bin. Each
/// joins the first bundle that it fits.
/// A feature of which fewer than half of the sample's rows share a bin stays alone. So does one that cannot share with any of the 1,024 others
/// nearest to it.
/// </para>
/// </remarks>
[DebuggerDisplay("{FeatureCount} features in {ColumnCount} columns")]
public sealed class FeatureBundles
{
    private readonly BundledFeature[] features;
    private readonly byte[] placeBins;
    private readonly short[] placeCells;
    private readonly BundleColumns columns;

    private FeatureBundles(BundleTables tables, int binCount)
    {
        (features, placeBins, placeCells, columns) = (tables.Features, [.. tables.PlaceBins], [.. tables.PlaceCells], tables.Columns());
        MostPlaces = features.Max(feature => feature.Count);
        BinCount = binCount;
        ColumnBinCount = tables.ColumnBinCount;
    }

    /// <summary>Features.</summary>
    public int FeatureCount => features.Length;

    /// <summary>Bins of each feature, the missing bin included.</summary>
    public int BinCount { get; }

    /// <summary>Columns, at most as many as features.</summary>
    public int ColumnCount => columns.Count;

    /// <summary>Bins of each column, as many as the column with most needs: those of a histogram of the columns.</summary>
    public int ColumnBinCount { get; }

    /// <summary>Finds features that can share columns.</summary>
    /// <param name="bins">Bins of all rows and features. Feature-major is faster.</param>
    /// <param name="binCount">Bins a feature, 1 … 256, the missing bin included: it is the last one, if there is one.</param>
    /// <exception cref="ArgumentException">There are no rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of bins is outside its range, or a bin is not below it (the message names row and feature).</exception>
    public static unsafe FeatureBundles Find(BinMatrix<byte> bins, int binCount)
    {
        Guard.AtLeast(binCount, 1);
        Guard.AtMost(binCount, BinSet.Capacity);
        if (bins.RowCount == 0)
        {
            throw new ArgumentException("bins has no rows.", nameof(bins));
        }

        BundleChecks.Bins(bins, binCount);
        fixed (byte* first = bins.Bins)
        {
            nint featureStride = bins.Layout == FeatureLayout.RowMajor ? 1 : bins.RowCount;
            var bundles = BundleSearch.Find(first, bins.RowCount, bins.FeatureCount, bins.RowStride, featureStride);
            return new(new BundleTables(bundles, bins.FeatureCount, binCount), binCount);
        }
    }

    /// <summary>The column of a feature.</summary>
    /// <param name="feature">The feature, in [0, <see cref="FeatureCount"/>).</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such feature.</exception>
    public int ColumnOf(int feature)
    {
        Guard.Index(feature, features.Length);
        return features[feature].Column;
    }

    /// <summary>Makes the columns of rows.</summary>
    /// <param name="bins">Bins of the rows that the bundles were found for, or of others that fit them. Rows that do not fit need bundles of their own.</param>
    /// <param name="destination">A bin for each row and column: as many elements as rows times <see cref="ColumnCount"/>.</param>
    /// <param name="layout">The layout of <paramref name="destination"/>.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included. Allocates nothing where it is 1.</param>
    /// <exception cref="ArgumentException">
    /// A number of features or a length does not fit, memory overlaps, or a row does not fit the bundles: it has two features of a column outside
    /// their commonest bins (the message names row and features). Nothing has been written.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The layout or the degree of parallelism is outside its range, or a feature that shares its column has a bin that no row had when the bundles were found. Nothing has been written.</exception>
    public unsafe void Apply(BinMatrix<byte> bins, Span<byte> destination, FeatureLayout layout = FeatureLayout.RowMajor, int degreeOfParallelism = 1)
    {
        Guard.DegreeOfParallelism(degreeOfParallelism);
        FeatureChecks.Layout(layout, nameof(layout));
        if (bins.FeatureCount != features.Length)
        {
            throw new ArgumentException(Guard.Text($"bins has {bins.FeatureCount} features, not {features.Length}."), nameof(bins));
        }

        Guard.SameLength(destination.Length, (long)bins.RowCount * columns.Count, nameof(destination), "the number of rows and columns");
        Guard.Disjoint<byte, byte>(destination, bins.Bins, nameof(destination), nameof(bins));
        BundleChecks.Bins(bins, BinCount);
        var isRowMajor = layout == FeatureLayout.RowMajor;
        fixed (byte* from = bins.Bins, to = destination)
        {
            var operands = new BundleOperands
            {
                Bins = from,
                RowCount = bins.RowCount,
                RowStride = bins.RowStride,
                FeatureStride = bins.Layout == FeatureLayout.RowMajor ? 1 : bins.RowCount,
                ColumnRowStride = isRowMajor ? columns.Count : 1,
                ColumnStride = isRowMajor ? 1 : bins.RowCount,
            };
            Run(ref operands, bins, degreeOfParallelism);
            operands.Columns = to;
            Run(ref operands, bins, degreeOfParallelism);
        }
    }

    /// <summary>The same split by the feature's column: what a partition of rows takes with the bins of the columns.</summary>
    /// <param name="split">A split by a feature.</param>
    /// <param name="missingBin">
    /// The bin of missing values, or −1 where there is none. The partition takes the same one: a feature with a column by itself has its missing values there.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The split's feature is not in [0, <see cref="FeatureCount"/>), or the missing bin is below −1.</exception>
    public Split ToColumn(GradientSplit split, int missingBin) => ToColumn(split.ToSplit(), missingBin);

    /// <inheritdoc cref="ToColumn(GradientSplit, int)"/>
    public Split ToColumn(Split split, int missingBin)
    {
        Guard.AtLeast(missingBin, -1);
        if ((uint)split.Feature >= (uint)features.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(split), split.Feature, Guard.Text($"split is of feature {split.Feature}; there are {features.Length} features."));
        }

        var feature = features[split.Feature];
        var column = split with { Feature = feature.Column };
        if (feature.Count == 0)
        {
            return column;
        }

        var places = PlacesOf(split.Feature);
        var common = CommonBin(split.Feature);
        Span<ulong> left = stackalloc ulong[BinSet.Capacity / 64];
        left.Fill(split.GoesLeft(common, common == missingBin) ? ulong.MaxValue : 0);
        for (var place = 0; place < places.Length; place++)
        {
            var (bin, own) = (places[place], BinOf(split.Feature, place));
            if (bin >= 0)
            {
                var bit = 1UL << (bin & 63);
                left[bin >> 6] = split.GoesLeft(own, own == missingBin) ? left[bin >> 6] | bit : left[bin >> 6] & ~bit;
            }
        }

        return column with { Bin = 0, MissingGoesLeft = false, IsCategorical = true, LeftBins = BinSet.OfWords(left) };
    }

    /// <summary>Where each feature is among the columns.</summary>
    internal ReadOnlySpan<BundledFeature> Features => features;

    /// <summary>The bin of each place.</summary>
    internal ReadOnlySpan<byte> PlaceBins => placeBins;

    /// <summary>The bin of the column of each place.</summary>
    internal ReadOnlySpan<short> PlaceCells => placeCells;

    /// <summary>Places of a feature at most.</summary>
    internal int MostPlaces { get; }

    /// <summary>A histogram is one of the columns.</summary>
    internal void CheckHistogram(int columnCount, int columnBinCount, string parameter)
    {
        if (columnCount != ColumnCount || columnBinCount != ColumnBinCount)
        {
            throw new ArgumentException(Guard.Text($"The histogram has {columnCount} columns of {columnBinCount} bins; the bundles of {FeatureCount} features ask for {ColumnCount} columns of {ColumnBinCount} bins."), parameter);
        }
    }

    /// <summary>The bin of the column of each place of a feature; empty where it has the column by itself.</summary>
    internal ReadOnlySpan<short> PlacesOf(int feature)
    {
        Guard.Index(feature, features.Length);
        return placeCells.AsSpan(features[feature].First, features[feature].Count);
    }

    /// <summary>The bin of a place of a feature that shares its column.</summary>
    internal int BinOf(int feature, int place) => placeBins[features[feature].First + place];

    /// <summary>The bin of a feature that shares its column, in rows of which the column does not say another one.</summary>
    internal int CommonBin(int feature) => BinOf(feature, PlacesOf(feature).IndexOf(BundlePlaces.Rest));

    private void Run(ref BundleOperands operands, BinMatrix<byte> bins, int degreeOfParallelism)
    {
        var job = new BundleLoop(operands, columns);
        WorkItems.Run(ref job, BundleLoop.Items(bins.RowCount), degreeOfParallelism);
        if (job.Failed)
        {
            throw BundleChecks.FirstError(bins, columns);
        }
    }
}
