using System.Runtime.InteropServices;

namespace Counterweight.Training.Trees.Growth;

/// <summary>A node while its tree grows; its sums and rows are in the <see cref="NodeStore{TSplit, TCell}"/>.</summary>
/// <typeparam name="TSplit">What says which rows go left.</typeparam>
/// <typeparam name="TCell">An element of sums and histograms.</typeparam>
/// <param name="Depth">Splits between the root and it.</param>
/// <param name="Key">What its draws are keyed by.</param>
[StructLayout(LayoutKind.Auto)]
internal record struct GrowingNode<TSplit, TCell>(int Depth, NodeKey Key)
    where TSplit : struct
{
    public NodeState State { get; set; }

    /// <summary>The right child is the next; −1 unless the node is split.</summary>
    public int LeftChild { get; set; } = -1;

    /// <summary>The best split, once it is found.</summary>
    public TSplit Split { get; set; }

    /// <summary>What the split gains.</summary>
    public double Gain { get; set; }

    /// <summary>Sums of the rows that the split sends left, where the search knows them.</summary>
    public TCell[]? LeftSums { get; set; }

    /// <summary>Present where the search reads it, or the children's are found by subtraction.</summary>
    public TCell[]? Histogram { get; set; }

    public readonly bool IsSplit => State == NodeState.Split;
}
