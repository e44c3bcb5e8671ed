using System.Runtime.InteropServices;
using Counterweight.Randomness;
using Counterweight.Training.Data;

namespace Counterweight.Training.Trees.Growth;

/// <summary>What a node's draws are keyed by: the seed, the tree and the path from the root, so that no order of work matters.</summary>
/// <param name="Tree">A number of the seed and the tree.</param>
/// <param name="Path">1 for the root, and then a bit for each step, 1 to the right. Beyond 63 steps it is a random number.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct NodeKey(ulong Tree, ulong Path)
{
    private const ulong TopBit = 1UL << 63;

    /// <summary>Words of a stream far beyond those that a node draws.</summary>
    private const long Steps = 1L << 62;

    public static NodeKey Root(ulong seed, int tree) => new(SeedStreams.Key(seed, DrawPurpose.Nodes, tree), 1);

    public NodeKey Left => Child(0);

    public NodeKey Right => Child(1);

    /// <summary>The node's own stream.</summary>
    public RandomStream Stream() => new(Tree, Path);

    private NodeKey Child(uint side) => this with { Path = Path < TopBit ? (Path << 1) | side : Beyond(side) };

    private ulong Beyond(uint side) =>
        TopBit | ((ulong)Stream().Bits(Steps + (2L * side)) << 32) | Stream().Bits(Steps + (2L * side) + 1);
}
