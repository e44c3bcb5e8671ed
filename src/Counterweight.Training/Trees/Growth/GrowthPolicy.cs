using System.Runtime.InteropServices;

namespace Counterweight.Training.Trees.Growth;

/// <summary>How a tree grows, whatever its splits are.</summary>
/// <param name="Order">Which node is split next.</param>
/// <param name="MaxDepth">Most splits between the root and a leaf, at least 0.</param>
/// <param name="MaxLeaves">Most leaves, at least 1.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct GrowthPolicy(GrowthOrder Order, int MaxDepth, int MaxLeaves)
{
    /// <summary>Leaves at which growth ends.</summary>
    public int LeavesWhileGrowing => Order == GrowthOrder.DepthFirst && MaxLeaves > 1 ? int.MaxValue : MaxLeaves;

    /// <summary>Depth first without a limit of leaves, else best first.</summary>
    public static GrowthPolicy Of(DecisionTreeOptions options) =>
        new(options.MaxLeaves < int.MaxValue ? GrowthOrder.BestFirst : GrowthOrder.DepthFirst, options.MaxDepth, options.MaxLeaves);

    /// <summary>
    /// As the options say. Where hardly more leaves than allowed can come about, levels grow depth first: few histograms
    /// are alive, and a parent's is still in the cache when a child's is taken from it.
    /// </summary>
    public static GrowthPolicy Of(GradientTreeOptions options)
    {
        var order = options.Growth == GradientTreeGrowth.BestFirst ? GrowthOrder.BestFirst
            : options.MaxDepth < 31 && 1L << options.MaxDepth <= 2L * options.MaxLeaves ? GrowthOrder.DepthFirst
            : GrowthOrder.LevelByLevel;
        return new(order, options.MaxDepth, options.MaxLeaves);
    }
}
