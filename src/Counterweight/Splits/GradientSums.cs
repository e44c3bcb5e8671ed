using System.Runtime.InteropServices;
using Counterweight.Histograms;

namespace Counterweight.Splits;

/// <summary>Exact sums over the rows of one side of a split, the last three in the quanta of <see cref="GradientHistogramScale"/>.</summary>
/// <remarks>Of one output the sums fit a <see cref="long"/>; those of several outputs together may not.</remarks>
/// <param name="RowCount">Rows of positive weight.</param>
/// <param name="Weight">Sum of their weights.</param>
/// <param name="Gradient">Sum of weighted gradients, over all outputs.</param>
/// <param name="Hessian">Sum of weighted Hessians, over all outputs.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct GradientSums(long RowCount, long Weight, Int128 Gradient, Int128 Hessian);
