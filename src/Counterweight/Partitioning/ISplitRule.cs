using System.Runtime.Intrinsics;

namespace Counterweight.Partitioning;

/// <summary>Which bins go left.</summary>
internal interface ISplitRule
{
    /// <summary>1 where the bin goes left, else 0.</summary>
    int Left(int bin);

    /// <summary>The same in bit 0 of each lane, whatever the others hold.</summary>
    Vector512<int> Left(Vector512<int> bins);
}
