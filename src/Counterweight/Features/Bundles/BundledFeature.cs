using System.Runtime.InteropServices;

namespace Counterweight.Features.Bundles;

/// <summary>Where a feature is among the columns.</summary>
/// <param name="Column">Its column.</param>
/// <param name="First">Its first place in the lists of places; of a feature with a column of its own nothing.</param>
/// <param name="Count">Its places, at least 1; 0: it has the column by itself, with its bins as they are.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BundledFeature(int Column, int First, int Count);
