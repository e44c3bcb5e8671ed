using System.Runtime.InteropServices;

namespace Counterweight.Features.Bundles;

/// <summary>A feature of a bundle.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Common">The bin that all rows have which are not marked.</param>
/// <param name="Others">The bins that marked rows have.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BundleMember(int Feature, byte Common, BinSet Others);
