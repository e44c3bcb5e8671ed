using System.Runtime.InteropServices;

namespace Counterweight.Splits.Exact;

/// <summary>What an exact search found in one feature.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct ExactFeature
{
    /// <summary>The best candidate, <see cref="SplitCandidate.Bin"/> being the place of the last value on the left.</summary>
    public SplitCandidate Best;

    /// <summary>Rows that have a value.</summary>
    public int Numbers;

    /// <summary>The place of a row that does not exist, or −1.</summary>
    public int BadRow;
}
