namespace Counterweight.Training.Trees.Growth;

/// <summary>In which order the nodes of a grown tree are numbered. Siblings are neighbours, and children follow their parent.</summary>
internal enum NodeOrder
{
    /// <summary>A left child's descendants before its sibling's.</summary>
    DepthFirst,

    /// <summary>Level by level, each from left to right.</summary>
    ByLevel,

    /// <summary>As the nodes were split.</summary>
    AsGrown,
}
