using Counterweight.Binning;
using Counterweight.Features;
using Counterweight.Traversal;

namespace Counterweight.Training.Data;

/// <summary>A dataset and the bins of its features, made once for any number of fits. Immutable.</summary>
public sealed class BinnedDataset
{
    private readonly byte[] bins;
    private readonly Lazy<ColumnBins> growthBins;
    private readonly Lazy<bool> hasMissing;

    private BinnedDataset(Dataset source, BinMapper mapper, byte[] bins, int degreeOfParallelism)
    {
        Source = source;
        Mapper = mapper;
        this.bins = bins;
        growthBins = new(() => ColumnBins.Create(this, Map(source, mapper, FeatureLayout.FeatureMajor, degreeOfParallelism), degreeOfParallelism));
        hasMissing = new(() => mapper.HasMissing || (mapper.MissingBin <= byte.MaxValue && bins.Contains((byte)mapper.MissingBin)));
    }

    private BinnedDataset(BinnedDataset other, Dataset source)
    {
        Source = source;
        (Mapper, bins, growthBins, hasMissing) = (other.Mapper, other.bins, other.growthBins, other.hasMissing);
    }

    /// <summary>The rows before they were binned.</summary>
    public Dataset Source { get; }

    /// <summary>The bins of each feature.</summary>
    public BinMapper Mapper { get; }

    /// <summary>Number of rows.</summary>
    public int RowCount => Source.RowCount;

    /// <summary>Number of features.</summary>
    public int FeatureCount => Source.FeatureCount;

    /// <summary>Bin numbers, row-major: row r, feature f at r · features + f.</summary>
    public ReadOnlySpan<byte> Bins => bins;

    /// <summary>Whether histograms need the bin of missing values: bins found elsewhere may not know of those that are here.</summary>
    internal bool HasMissing => hasMissing.Value;

    /// <summary>The bin of missing values; −1 where histograms need none.</summary>
    internal int MissingBin => HasMissing ? Mapper.MissingBin : -1;

    /// <summary>Bins of a histogram, the missing one included.</summary>
    internal int BinCount => Mapper.MissingBin + (HasMissing ? 1 : 0);

    /// <summary>The same memory, for those who hold on to it.</summary>
    internal byte[] BinArray => bins;

    /// <summary>What trees of gradients are grown on and rows fall through, made when first asked for.</summary>
    internal ColumnBins GrowthBins => growthBins.Value;

    /// <summary>Finds the bins of all features, of numbers by weighted quantiles, and applies them.</summary>
    /// <remarks>
    /// The heaviest categories of a feature, <paramref name="maxBins"/> − 1 of them at most, have bins of their own; of equal weight,
    /// those of lower index. All others share one bin, with those that no row has: a tree sends them the same way.
    /// </remarks>
    /// <param name="data">Rows; at least one.</param>
    /// <param name="sampleWeights">One finite weight of at least 0 a row, in place of those of the data; empty: those of the data. A row of weight 0 is binned but shapes no bin.</param>
    /// <param name="maxBins">Most bins a feature beside that of missing values, 2 … 255.</param>
    /// <param name="isCategorical">Empty: as <see cref="Dataset.Categories"/> says. Or one flag a feature, of data without names of categories: categories are integers in [0, 2²⁴).</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included.</param>
    /// <exception cref="ArgumentException">No rows, lengths that do not fit, or flags that are not those of the data's categories.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A weight, a category or a number of bins is out of its range.</exception>
    public static BinnedDataset Create(
        Dataset data,
        ReadOnlySpan<double> sampleWeights = default,
        int maxBins = 255,
        ReadOnlySpan<bool> isCategorical = default,
        int degreeOfParallelism = 1)
    {
        ArgumentNullException.ThrowIfNull(data);
        Require.That(maxBins is >= 2 and <= byte.MaxValue, maxBins, nameof(maxBins), "in [2, 255]");
        Require.Threads(degreeOfParallelism);
        if (data.RowCount == 0)
        {
            throw Require.Misfit($"data has no rows.", nameof(data));
        }

        if (sampleWeights.IsEmpty)
        {
            sampleWeights = data.SampleWeights;
        }

        isCategorical = Flags(data, isCategorical);
        var mapper = data.IsSingle
            ? BinMapper.Find(data.SingleMatrix, sampleWeights, maxBins, isCategorical, degreeOfParallelism)
            : BinMapper.Find(data.DoubleMatrix, sampleWeights, maxBins, isCategorical, degreeOfParallelism);
        return Apply(data, mapper, degreeOfParallelism);
    }

    /// <summary>Applies bins found before, such as those of the training rows to validation rows.</summary>
    /// <param name="data">Rows with the mapper's features.</param>
    /// <param name="mapper">The bins of each feature.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included.</param>
    /// <exception cref="ArgumentException">Another number of features, or numbers where the other has categories.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A category is outside [0, 2²⁴).</exception>
    public static BinnedDataset Apply(Dataset data, BinMapper mapper, int degreeOfParallelism = 1)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(mapper);
        CheckCategories(mapper);
        CheckKinds(data, mapper);
        return new BinnedDataset(data, mapper, Map(data, mapper, FeatureLayout.RowMajor, degreeOfParallelism), degreeOfParallelism);
    }

    /// <summary>The same bins of the same rows with other numbers to predict, see <see cref="Dataset.WithTargets"/>.</summary>
    /// <param name="targets">One finite number a row. The array is taken over.</param>
    /// <exception cref="ArgumentException">Another number of them than rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">One is not finite (the message names it).</exception>
    public BinnedDataset WithTargets(float[] targets) => new(this, Source.WithTargets(targets));

    /// <summary>The same bins of the same rows with other weights, see <see cref="Dataset.WithSampleWeights"/>.</summary>
    /// <param name="sampleWeights">One finite weight of at least 0 a row; null or empty: all rows weigh 1. The array is taken over.</param>
    /// <exception cref="ArgumentException">Another number of weights than rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A weight is out of range (the message names it).</exception>
    public BinnedDataset WithSampleWeights(double[]? sampleWeights) => new(this, Source.WithSampleWeights(sampleWeights));

    // Of data that has no categories the caller may know more.
    private static ReadOnlySpan<bool> Flags(Dataset data, ReadOnlySpan<bool> isCategorical)
    {
        if (!data.HasCategories)
        {
            return isCategorical;
        }

        var flags = data.IsCategorical();
        if (isCategorical.IsEmpty)
        {
            return flags;
        }

        var same = isCategorical.CommonPrefixLength(flags);
        if (same < Math.Min(flags.Length, isCategorical.Length))
        {
            throw Require.Misfit($"isCategorical[{same}] is {isCategorical[same]}, but feature '{data.FeatureNames[same]}' of data has {KindOf(flags[same])}.", nameof(isCategorical));
        }

        return isCategorical;
    }

    private static void CheckKinds(Dataset data, BinMapper mapper)
    {
        for (var feature = 0; data.HasCategories && feature < Math.Min(data.FeatureCount, mapper.FeatureCount); feature++)
        {
            var isCategorical = mapper[feature].Kind == FeatureKind.Categorical;
            if (isCategorical != data.Categories[feature] is not null)
            {
                throw Require.Misfit($"mapper[{feature}] has bins of {KindOf(isCategorical)}, but feature '{data.FeatureNames[feature]}' of data has {KindOf(!isCategorical)}.", nameof(mapper));
            }
        }
    }

    private static string KindOf(bool isCategorical) => isCategorical ? "categories" : "numbers";

    // The sets of categories that trees split by hold no others.
    private static void CheckCategories(BinMapper mapper)
    {
        for (var feature = 0; feature < mapper.FeatureCount; feature++)
        {
            if (mapper[feature].Kind != FeatureKind.Categorical)
            {
                continue;
            }

            foreach (var category in mapper[feature].Lowest)
            {
                if (category is not (>= 0 and < CategorySetList.MaxCategories))
                {
                    throw Require.OutOfRange($"mapper[{feature}] has category {category}; it must be in [0, {CategorySetList.MaxCategories}).", nameof(mapper));
                }
            }
        }
    }

    private static byte[] Map(Dataset data, BinMapper mapper, FeatureLayout layout, int degreeOfParallelism)
    {
        var mapped = GC.AllocateUninitializedArray<byte>(data.ValueCount);
        if (data.IsSingle)
        {
            mapper.Apply(data.SingleMatrix, mapped, layout, degreeOfParallelism);
        }
        else
        {
            mapper.Apply(data.DoubleMatrix, mapped, layout, degreeOfParallelism);
        }

        return mapped;
    }
}
