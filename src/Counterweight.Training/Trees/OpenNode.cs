using System.Runtime.InteropServices;
using Counterweight.Engine;

namespace Counterweight.Training.Trees;

/// <summary>A node that may still be split: rows [start, end) of the partition, and their histogram, absent where no split is sought.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct OpenNode(int Index, int Depth, int Start, int End, ClassCell[]? Histogram)
{
    public int Rows => End - Start;
}
