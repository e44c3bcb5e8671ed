using System.Runtime.InteropServices;

namespace Counterweight.Neighbors;

/// <summary>A query and a candidate that may be near.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct NearPair(int query, int candidate, int sum)
{
    /// <summary>The query's place in its work item.</summary>
    public readonly int Query = query;

    public readonly int Candidate = candidate;

    /// <summary>What the grid says of them.</summary>
    public readonly int Sum = sum;
}
