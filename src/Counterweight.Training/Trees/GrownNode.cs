using System.Runtime.InteropServices;
using Counterweight.Histograms;

namespace Counterweight.Training.Trees;

/// <summary>A node while its tree grows: rows [Start, End) of the order, and the split found for it, carried out or not.</summary>
[StructLayout(LayoutKind.Auto)]
internal record struct GrownNode(int Start, int End, int Depth, NodeKey Key)
{
    /// <summary>−1 as long as the split is not carried out.</summary>
    public int LeftChild { get; set; } = -1;

    public FoundSplit Split { get; set; }

    /// <summary>Present where the children's are found by subtraction.</summary>
    public ClassCell[]? Histogram { get; set; }

    public readonly int RowsListed => End - Start;
}
