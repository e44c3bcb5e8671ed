using System.Runtime.InteropServices;
using Counterweight.Splits.Exact;

namespace Counterweight.Training.Trees;

/// <summary>A node whose split is found but not made: rows [start, start + count) of every order.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ExactNode(int Index, int Depth, int Start, int Count, ExactSplit Split);
