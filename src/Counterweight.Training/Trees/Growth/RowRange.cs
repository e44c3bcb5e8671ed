using System.Runtime.InteropServices;

namespace Counterweight.Training.Trees.Growth;

/// <summary>The rows of a node, neighbours in an order of rows.</summary>
/// <param name="Start">The first.</param>
/// <param name="End">One past the last.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RowRange(int Start, int End)
{
    public int Length => End - Start;
}
