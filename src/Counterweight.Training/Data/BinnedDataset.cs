using Counterweight.Binning;
using Counterweight.Features;
using Counterweight.Traversal;

namespace Counterweight.Training.Data;

/// <summary>A dataset and the bins of its features, made once for any number of fits. Immutable.</summary>
public sealed class BinnedDataset
{
    private readonly byte[] bins;
    private readonly Lazy<byte[]> columns;
    private readonly Lazy<bool> hasMissing;

    private BinnedDataset(Dataset source, BinMapper mapper, byte[] bins, int degreeOfParallelism)
    {
        Source = source;
        Mapper = mapper;
        this.bins = bins;
        columns = new(() => MakeColumns(degreeOfParallelism));
        hasMissing = new(() => mapper.HasMissing || (mapper.MissingBin <= byte.MaxValue && bins.Contains((byte)mapper.MissingBin)));
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

    /// <summary>The bins feature-major, made when first asked for: splits read one feature of many rows.</summary>
    internal byte[] ColumnArray => columns.Value;

    /// <summary>Finds the bins of all features by weighted quantiles and applies them.</summary>
    /// <param name="data">Rows; at least one.</param>
    /// <param name="sampleWeights">Empty, or one finite weight ≥ 0 a row; a row of weight 0 is binned but shapes no bin.</param>
    /// <param name="maxBins">Most bins a feature beside that of missing values, 2 … 255.</param>
    /// <param name="isCategorical">Empty, or one flag a feature: categories are integers in [0, 2²⁴).</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included.</param>
    /// <exception cref="ArgumentException">No rows, or lengths that do not fit.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A weight, a category or a number of bins is out of its range.</exception>
    public static BinnedDataset Create(
        Dataset data,
        ReadOnlySpan<double> sampleWeights = default,
        int maxBins = 255,
        ReadOnlySpan<bool> isCategorical = default,
        int degreeOfParallelism = 1)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxBins, byte.MaxValue);
        if (data.RowCount == 0)
        {
            throw new ArgumentException("There are no rows.", nameof(data));
        }

        var values = new FeatureMatrix<double>(data.Values, data.RowCount, data.FeatureCount, FeatureLayout.FeatureMajor);
        return Apply(data, BinMapper.Find(values, sampleWeights, maxBins, isCategorical, degreeOfParallelism), degreeOfParallelism);
    }

    /// <summary>Applies bins found before, such as those of the training rows to validation rows.</summary>
    /// <param name="data">Rows with the mapper's features.</param>
    /// <param name="mapper">The bins of each feature.</param>
    /// <param name="degreeOfParallelism">Threads at most, the caller's included.</param>
    /// <exception cref="ArgumentException">Another number of features.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A category is outside [0, 2²⁴).</exception>
    public static BinnedDataset Apply(Dataset data, BinMapper mapper, int degreeOfParallelism = 1)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(mapper);
        CheckCategories(mapper);
        var mapped = new byte[data.Values.Length];
        var values = new FeatureMatrix<double>(data.Values, data.RowCount, data.FeatureCount, FeatureLayout.FeatureMajor);
        mapper.Apply(values, mapped, degreeOfParallelism: degreeOfParallelism);
        return new BinnedDataset(data, mapper, mapped, degreeOfParallelism);
    }

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
                    throw new ArgumentOutOfRangeException(nameof(mapper), category, FormattableString.Invariant($"Category {category} of feature {feature} is not in [0, {CategorySetList.MaxCategories})."));
                }
            }
        }
    }

    private byte[] MakeColumns(int degreeOfParallelism)
    {
        var mapped = GC.AllocateUninitializedArray<byte>(bins.Length);
        Mapper.Apply(new FeatureMatrix<double>(Source.Values, RowCount, FeatureCount, FeatureLayout.FeatureMajor), mapped, FeatureLayout.FeatureMajor, degreeOfParallelism);
        return mapped;
    }
}
