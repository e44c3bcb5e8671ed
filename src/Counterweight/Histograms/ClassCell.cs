using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Counterweight.Histograms;

/// <summary>One cell (feature, bin, class) of a class-weight histogram: sixteen bytes, added to in one 128-bit add.</summary>
/// <param name="RowCount">Rows whose scaled weight is not zero.</param>
/// <param name="Weight">Sum of their weights in units of <c>WeightScale.Quantum</c>.</param>
[DebuggerDisplay("{RowCount} rows of weight {Weight}")]
[StructLayout(LayoutKind.Sequential)]
public readonly record struct ClassCell(long RowCount, long Weight);
