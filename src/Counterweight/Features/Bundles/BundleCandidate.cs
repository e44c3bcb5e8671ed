namespace Counterweight.Features.Bundles;

/// <summary>A feature of which most rows of a sample have the same bin.</summary>
/// <param name="Feature">The feature.</param>
/// <param name="Common">That bin.</param>
/// <param name="OtherCount">Rows of the sample that have another one.</param>
/// <param name="Marks">Which they are.</param>
internal sealed record BundleCandidate(int Feature, byte Common, int OtherCount, ulong[] Marks)
{
    /// <summary>No row of the sample has two features outside their common bins.</summary>
    public unsafe bool Excludes(BundleCandidate other)
    {
        fixed (ulong* one = Marks, two = other.Marks)
        {
            return !RowMarkLoop.Meet(one, two, Marks.Length);
        }
    }
}
