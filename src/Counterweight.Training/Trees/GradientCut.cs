using System.Runtime.InteropServices;
using Counterweight.Features;

namespace Counterweight.Training.Trees;

/// <summary>A split as all rows take it, also those that were not there when it was found.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Bin">The last bin that goes left; −1 where only missing values do.</param>
/// <param name="Threshold">The value that cuts between this bin and the next.</param>
/// <param name="MissingLeft">Missing values go left.</param>
/// <param name="IsCategorical">The feature is categorical.</param>
/// <param name="LeftBins">Its bins that go left.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct GradientCut(int Feature, int Bin, double Threshold, bool MissingLeft, bool IsCategorical, BinSet LeftBins);
