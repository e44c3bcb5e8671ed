namespace Counterweight.Training.Trees.Growth;

/// <summary>Which of the nodes that may be split is split next.</summary>
internal enum GrowthOrder
{
    /// <summary>The node found last, a left child before its sibling. Nodes beyond the most leaves are undone in the end, level by level.</summary>
    DepthFirst,

    /// <summary>The node that gains most, of several the one that came about first.</summary>
    BestFirst,

    /// <summary>All nodes of a level, as many as the leaves allow from the left.</summary>
    LevelByLevel,
}
