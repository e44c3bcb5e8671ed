using System.Numerics;

namespace Counterweight.Metrics;

/// <summary>Rows to count, pinned and checked.</summary>
internal unsafe struct ConfusionOperands<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public int* Labels;

    /// <summary>Null where all are 1.</summary>
    public T* Weights;

    public int Rows;

    public int Classes;

    /// <summary>−1 where none is ignored.</summary>
    public int IgnoreLabel;

    /// <summary>The least position of a weight that goes into a table: digits of 128 bits hold this and 63 more.</summary>
    public int Base;
}
