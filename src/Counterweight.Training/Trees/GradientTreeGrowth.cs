namespace Counterweight.Training.Trees;

/// <summary>In which order the nodes of a boosting tree are split.</summary>
public enum GradientTreeGrowth
{
    /// <summary>The node of the greatest gain first: the order matters where the number of leaves is limited.</summary>
    BestFirst,

    /// <summary>Level by level, each from left to right.</summary>
    DepthWise,
}
