using System.Numerics;
using Counterweight.Core.Checks;

namespace Counterweight.Metrics;

/// <summary>Rows to count, pinned and checked.</summary>
internal unsafe struct ConfusionOperands<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public LabelColumn Labels;

    /// <summary>Null where all are 1.</summary>
    public T* Weights;

    public int Rows;

    public int Classes;

    public int? IgnoreLabel;

    /// <summary>Whether labels are validated part by part before they are counted; otherwise they have been.</summary>
    public bool ChecksLabels;

    /// <summary>The least position of a weight that goes into a table: digits of 128 bits hold this and 63 more.</summary>
    public int Base;
}
