using System.Numerics;
using Counterweight.Core.Sorting;

namespace Counterweight.Metrics.Ranking.Curves;

/// <summary>A score as a key that ascends where scores descend, with all that a curve needs of its row: nothing is gathered after the sort.</summary>
internal interface IRankEntry<TSelf, T> : IRadixKey
    where TSelf : unmanaged, IRankEntry<TSelf, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Bits of a score's mantissa.</summary>
    static abstract int MantissaBits { get; }

    /// <summary>The key of a score that is not NaN; −0 has the key of 0.</summary>
    static abstract ulong KeyOf(T score);

    /// <summary>The weight's sign bit, which is free, tells the class.</summary>
    static abstract TSelf Create(T score, T weight, int isPositive);

    /// <summary>The key.</summary>
    ulong Key { get; }

    /// <summary>1 of a positive row, 0 of a negative one.</summary>
    int IsPositive { get; }

    /// <summary>The row's weight.</summary>
    double Weight { get; }

    /// <summary>The score that the key stands for.</summary>
    T Score { get; }
}
