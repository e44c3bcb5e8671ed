using System.Numerics;
using System.Runtime.InteropServices;
using Counterweight.Features;
using Counterweight.Sorting;

namespace Counterweight.Splits.Exact;

/// <summary>What an exact split search reads of one node. All pointers are pinned and all sizes checked by the caller.</summary>
/// <typeparam name="T">The type of the features' values.</typeparam>
[StructLayout(LayoutKind.Auto)]
internal unsafe struct ExactOperands<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>What a node, its data and the scratch say; pointers to what is pinned are the caller's to add.</summary>
    public ExactOperands(SortedRows rows, FeatureMatrix<T> data, in ExactNodeScratch scratch)
    {
        OrderStride = rows.Stride;
        Count = rows.Count;
        Features = rows.FeatureCount;
        FeatureStride = data.Layout == FeatureLayout.RowMajor ? 1 : data.RowCount;
        RowStride = data.RowStride;
        RowCount = data.RowCount;
        Node = scratch.Node;
        Totals = scratch.Totals;
        Found = scratch.Found;
    }

    /// <summary>The node's rows in ascending order of the first feature's values, those without one last.</summary>
    public int* Orders;

    /// <summary>From a feature's order to the next one's.</summary>
    public nint OrderStride;

    /// <summary>Rows of the node.</summary>
    public int Count;

    /// <summary>Features.</summary>
    public int Features;

    /// <summary>Row r's value of feature f at f · <see cref="FeatureStride"/> + r · <see cref="RowStride"/>.</summary>
    public T* Values;
    public nint FeatureStride;
    public nint RowStride;

    /// <summary>Which features have no value twice and none missing, or null: not known.</summary>
    public bool* Distinct;

    /// <summary>A class and units for each row: see <see cref="WeightedLabel"/>.</summary>
    public long* Labels;

    /// <summary>Rows that there are.</summary>
    public int RowCount;

    /// <summary>K.</summary>
    public int Classes;
    public double MinRowCount;

    /// <summary>In units.</summary>
    public double MinWeight;

    /// <summary>The node, open.</summary>
    public SplitNode* Node;

    /// <summary>The node's rows and units of each class.</summary>
    public long* Totals;

    /// <summary>What was found in each feature.</summary>
    public ExactFeature* Found;
}
