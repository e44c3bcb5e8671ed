namespace Counterweight.Training.Trees.Growth;

/// <summary>What is to become of a node of a growing tree.</summary>
internal enum NodeState
{
    /// <summary>It stays a leaf: a limit forbids a split, or none gains.</summary>
    Leaf,

    /// <summary>It may be split, and this branch of the tree searches its split or has found it.</summary>
    Open,

    /// <summary>It may be split, and another branch does all of that.</summary>
    Deferred,

    /// <summary>Its rows are divided among its children.</summary>
    Split,
}
