namespace Counterweight.Training.Trees.Growth;

/// <summary>A node whose split is found.</summary>
/// <param name="node">The node.</param>
/// <param name="gain">What its split gains.</param>
/// <param name="order">How many were found before it.</param>
internal sealed class FrontierNode(int node, double gain, int order)
{
    /// <summary>The order in which nodes are split: the greatest gain first, of equal ones the first found.</summary>
    public static IComparer<FrontierNode> BestFirst { get; } = Comparer<FrontierNode>.Create((one, other) => one.Rank.CompareTo(other.Rank));

    public int Node => node;

    /// <summary>What threads have done with it.</summary>
    public FrontierStage Stage { get; set; }

    private (double LessGain, int Order) Rank => (-gain, order);
}

/// <summary>What threads have done with a node that may be split.</summary>
internal enum FrontierStage
{
    /// <summary>Its split is found.</summary>
    Searched,

    /// <summary>A thread divides it.</summary>
    Taken,

    /// <summary>Its rows are divided, and the splits of its children found.</summary>
    Divided,
}
