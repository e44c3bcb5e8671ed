using System.Runtime.InteropServices;

namespace Counterweight.Training.Trees.Growth;

/// <summary>A node whose split is found.</summary>
/// <param name="Node">The node.</param>
/// <param name="Gain">What its split gains.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SplittableNode(int Node, double Gain);
