using System.Runtime.InteropServices;

namespace Counterweight.Histograms.Compact;

/// <summary>What a row adds to the cells of its bins: sixteen bytes, made once a tree and read at every node.</summary>
/// <param name="Label">Class of the row.</param>
/// <param name="Count">How often the row counts, at least 0: 1, or how often a bootstrap has drawn it; 0 where its weight is 0.</param>
/// <param name="Weight">Its weight, all times together, in units of <see cref="WeightScale.Quantum"/>; at least 0.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct ClassRow(int Label, int Count, long Weight);
