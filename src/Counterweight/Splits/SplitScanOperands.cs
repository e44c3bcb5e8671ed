using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Counterweight.Core.Work;
using Counterweight.Features.Bundles;
using Counterweight.Splits.Categories;
using Counterweight.Splits.Thresholds;

namespace Counterweight.Splits;

/// <summary>What a split scan reads. All pointers are pinned and all sizes checked by the caller.</summary>
/// <remarks>A cell has <see cref="Components"/>, two longs each: {rows, weight} of each class, or {rows, weight}, then {G, H} of each output.</remarks>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct SplitScanOperands
{
    /// <summary>What searches of class and of gradient histograms set alike.</summary>
    public SplitScanOperands(int* slots, int nodeCount, int features, int binCount, bool lastBinIsMissing, long minRowCount)
    {
        Slots = slots;
        NodeCount = nodeCount;
        Features = features;
        BinCount = binCount;
        LastBinIsMissing = lastBinIsMissing;
        MinRowCount = Math.Max(1, minRowCount);
    }

    public long* Histograms;

    /// <summary>The places of the nodes' histograms; null stands for 0, 1, 2 …</summary>
    public int* Slots;
    public int NodeCount;
    public nint NodeStride;
    public int Features;
    public nint FeatureStride;
    public int BinCount;

    /// <summary>Where the features are among the columns of the histograms; where there are no bundles each feature has a column.</summary>
    public BundlePlaces Places;

    /// <summary>Pairs of sums in a cell.</summary>
    public int Components;

    public bool LastBinIsMissing;

    /// <summary>A factor for each feature's gains, or null: all 1.</summary>
    public double* GainWeights;

    /// <summary>From a node's factors to the next's: 0 where all nodes share them.</summary>
    public nint GainWeightStride;

    /// <summary>Which features are categorical, or null: none.</summary>
    public bool* Categorical;
    public CategoryRule Categories;
    public double MinRowCount;

    /// <summary>In the unit of the cells' weights.</summary>
    public double MinWeight;

    /// <summary>In the unit of the cells' Hessians.</summary>
    public double MinHessian;

    /// <summary>What every gain is reduced by, in the unit of the scores.</summary>
    public double Margin;

    /// <summary>One for each node.</summary>
    public SplitNode* Nodes;

    /// <summary>The nodes' sums: a cell each.</summary>
    public long* Totals;

    /// <summary>The best candidate of each work item.</summary>
    public SplitCandidate* Found;

    /// <summary>Numbers in a cell.</summary>
    public readonly nint CellLength => 2 * (nint)Components;

    /// <summary>Features of a work item, by the shape alone: enough work to be worth handing out.</summary>
    public readonly int FeaturesPerItem => (int)Math.Clamp(SplitTuning.CellsPerItem / Math.Max(1, (long)MeanBins * Components), 1, Features);

    public readonly int ItemsPerNode => WorkItems.Count(Features, FeaturesPerItem);

    /// <summary>Work items of all nodes; no more than <see cref="SplitRun.ScratchLength"/> allows.</summary>
    public readonly int Items => checked(NodeCount * ItemsPerNode);

    /// <summary>Factors of the features' gains, all nodes' or each one's, and which features are categorical.</summary>
    public void SetFeatures(double* gainWeights, int gainWeightCount, bool* categorical)
    {
        GainWeights = gainWeights;
        GainWeightStride = gainWeightCount > Features ? Features : 0;
        Categorical = categorical;
    }

    /// <summary>Thresholds of a batch of features; 0: each feature is scanned by itself.</summary>
    /// <remarks>Where gains are reduced before they are compared, two that differ may become the same, and the lower feature wins.</remarks>
    public readonly int BatchThresholds => Margin == 0 && (Places.Exist || BinCount <= SplitTuning.BatchBins) ? SplitTuning.BatchThresholds : 0;

    /// <summary>Bins of a feature, about: of those that share columns the bins of the columns.</summary>
    private readonly int MeanBins => Places.Exist ? (int)((Places.ColumnCount * (long)Places.ColumnBinCount / Features) + 1) : BinCount;

    public readonly long* Histogram(int node) => Histograms + ((Slots == null ? node : Slots[node]) * NodeStride);

    /// <summary>The scratch of a work item.</summary>
    public readonly ThresholdScratch ItemScratch(long* buffer) => new(buffer, Components, Places.MostPlaces, BatchThresholds);

    /// <summary>The cells of a feature's column.</summary>
    public readonly long* Column(int node, int feature) => Histogram(node) + (Places.Column(feature) * FeatureStride);

    /// <summary>The cells of a feature, in the order of its bins, and how many they are.</summary>
    /// <param name="node">The node, whose sums are there already.</param>
    /// <param name="feature">The feature.</param>
    /// <param name="gathered">Memory for the cells of a feature that shares its column.</param>
    /// <param name="count">Cells; the last one is of missing values where there are any.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly long* Cells(int node, int feature, long* gathered, out int count)
    {
        var column = Column(node, feature);
        count = Places.Count(feature);
        if (count == 0)
        {
            count = BinCount;
            return column;
        }

        Places.Gather(feature, column, CellLength, Totals + (node * CellLength), gathered);
        return gathered;
    }

    public readonly double GainWeight(int node, int feature) => GainWeights == null ? 1 : GainWeights[(node * GainWeightStride) + feature];

    public readonly bool IsCategorical(int feature) => Categorical != null && Categorical[feature];
}
