using System.Runtime.InteropServices;
using Counterweight.Training.Data;

namespace Counterweight.Training.Trees.Growth;

/// <summary>What a node's draws are keyed by: the seed, the tree and the path from the root, so that no order of work matters.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct NodeKey(ulong Value)
{
    public static NodeKey Root(ulong seed, int tree) => new NodeKey(seed).Child((ulong)tree + 2);

    public NodeKey Left => Child(0);

    public NodeKey Right => Child(1);

    /// <summary>A stream of its own for each number.</summary>
    public NodeKey Child(ulong number) => new(new SplitMix64(Value ^ new SplitMix64(number).Next()).Next());

    public SplitMix64 Stream() => new(Value);
}
