using Counterweight.Binning;
using Counterweight.Features;
using Counterweight.Histograms;
using Counterweight.Histograms.Compact;
using Counterweight.Splits;
using Counterweight.Training.Data;

namespace Counterweight.Training.Trees.Classification;

/// <summary>What all trees of a fit read: bins, labels and options.</summary>
internal sealed class GrowthData
{
    private byte[] bins;
    private int[] labels;

    /// <param name="data">Bins and labels.</param>
    /// <param name="options">Limits of the trees.</param>
    /// <param name="limits">Histograms in memory at a time; null for the usual ones.</param>
    /// <param name="timer">Told of the kernels, or null.</param>
    public GrowthData(BinnedDataset data, DecisionTreeOptions options, HistogramLimits? limits = null, KernelTimer? timer = null)
    {
        Binned = data;
        Options = options;
        Timer = timer;
        (FeatureCount, ClassCount) = (data.FeatureCount, data.Source.ClassCount);
        (bins, labels) = (data.BinArray, data.Source.Labels.ToArray());
        RowCount = labels.Length;
        (MissingBin, BinCount) = (data.MissingBin, data.BinCount);
        Categorical = [.. Enumerable.Range(0, FeatureCount).Select(feature => Mapper[feature].Kind == FeatureKind.Categorical)];
        Candidates = [.. Enumerable.Range(0, FeatureCount).Where(feature => options.FeatureWeights is not { } weights || weights[feature] > 0)];
        GainWeights = options.FeatureWeights is null ? [] : [.. options.FeatureWeights];
        SampleCount = Candidates.Length == 0 ? 0 : options.MaxFeatures.Of(Candidates.Length);
        limits ??= HistogramLimits.Default;
        // The cells of a search hold all bins of a byte.
        ArraySize.Product(nameof(data), "sums of the features, bins and classes of a search", Math.Min(2, FeatureCount), (2 * CompactHistogram.MaxBinCount) + 4, ClassCount);
        GroupSize = (int)Math.Clamp(limits.SearchedCells / ((long)CompactHistogram.MaxBinCount * ClassCount), 2, int.MaxValue);
        WholeCount = (int)Math.Min(int.MaxValue, limits.KeptCells / ((long)FeatureCount * (((long)BinCount * ClassCount) + 4)));
    }

    public BinnedDataset Binned { get; }

    public BinMapper Mapper => Binned.Mapper;

    public DecisionTreeOptions Options { get; }

    public KernelTimer? Timer { get; }

    public ReadOnlySpan<int> Labels => labels.AsSpan(0, RowCount);

    public int RowCount { get; private set; }

    public int FeatureCount { get; }

    public int ClassCount { get; }

    /// <summary>Bins of a histogram, the missing one included.</summary>
    public int BinCount { get; }

    /// <summary>−1 where no value is missing.</summary>
    public int MissingBin { get; }

    public bool[] Categorical { get; }

    /// <summary>Features that may be split.</summary>
    public int[] Candidates { get; }

    /// <summary>Features drawn at every node.</summary>
    public int SampleCount { get; }

    /// <summary>Empty, or a factor a feature.</summary>
    public double[] GainWeights { get; }

    /// <summary>Features whose bins a node sums and searches at a time, at least 2: the best of several groups meet once more.</summary>
    public int GroupSize { get; }

    /// <summary>Histograms of all features and bins that a thread may keep.</summary>
    public int WholeCount { get; }

    /// <summary>Whether every node searches all features and thresholds, and histograms are small: then one less a child's is the sibling's.</summary>
    public bool KeepsHistograms => SampleCount == FeatureCount && !Options.RandomThresholds && WholeCount >= 2;

    public BinMatrix<byte> Bins => new(bins.AsSpan(0, RowCount * FeatureCount), RowCount, FeatureCount);

    /// <summary>The same of some of the rows, chosen by <see cref="Take"/>: few rows side by side stay in a near cache.</summary>
    /// <param name="capacity">Most rows.</param>
    public GrowthData Part(int capacity)
    {
        var part = (GrowthData)MemberwiseClone();
        part.bins = GC.AllocateUninitializedArray<byte>(ArraySize.Product("options", "bins of drawn rows and features", capacity, FeatureCount));
        part.labels = new int[capacity];
        part.RowCount = capacity;
        return part;
    }

    /// <summary>Makes this part the given rows of all.</summary>
    public void Take(GrowthData all, ReadOnlySpan<int> rows)
    {
        RowCount = rows.Length;
        for (var i = 0; i < rows.Length; i++)
        {
            labels[i] = all.labels[rows[i]];
            all.bins.AsSpan(rows[i] * FeatureCount, FeatureCount).CopyTo(bins.AsSpan(i * FeatureCount));
        }
    }

    public SplitOptions SplitOptions(double rootWeight, double minGain) => new()
    {
        LastBinIsMissing = MissingBin >= 0,
        MinRowCount = Options.MinRowCount,
        MinWeight = Options.MinWeight,
        MinGain = minGain,
        RootWeight = rootWeight,
    };

    /// <summary>Halfway between the node's own rows on either side, not between the bins: a gap is cut in its middle.</summary>
    public double Threshold(int feature, int below, int above) =>
        above < 0 ? double.PositiveInfinity : below < 0 ? double.NegativeInfinity : Mapper[feature].Threshold(below, above);

    public Split Find(ClassHistogramView histogram, double rootWeight, SplitFeatures features, double minGain, int degreeOfParallelism = 1) =>
        Options.Impurity.Find(histogram, SplitOptions(rootWeight, minGain), features, degreeOfParallelism);
}
