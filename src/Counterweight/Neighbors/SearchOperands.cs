using System.Runtime.InteropServices;

namespace Counterweight.Neighbors;

/// <summary>What a search reads and writes.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly unsafe struct SearchOperands
{
    public NeighborScratch Scratch { get; init; }

    /// <summary>Features of the caller's rows.</summary>
    public required int FeatureCount { get; init; }

    public required int K { get; init; }

    /// <summary>Whether query i is candidate i.</summary>
    public bool AreSame { get; init; }

    /// <summary>What is returned for each candidate; null for its place.</summary>
    public int* Numbers { get; init; }

    /// <summary>k a query.</summary>
    public required int* Indices { get; init; }

    /// <summary>k a query.</summary>
    public required float* SquaredDistances { get; init; }
}
