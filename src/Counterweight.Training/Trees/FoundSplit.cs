using System.Runtime.InteropServices;
using Counterweight.Features;

namespace Counterweight.Training.Trees;

/// <summary>A split in bins of the data.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Bin">The last bin that goes left, unless the feature is categorical.</param>
/// <param name="Threshold">The same as a value.</param>
/// <param name="MissingLeft">Where missing values go.</param>
/// <param name="IsCategorical">Whether <paramref name="LeftBins"/> says what goes left.</param>
/// <param name="LeftBins">Categories that go left.</param>
/// <param name="Improvement">What is gained, of the root's weight.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FoundSplit(int Feature, int Bin, double Threshold, bool MissingLeft, bool IsCategorical, BinSet LeftBins, double Improvement);
