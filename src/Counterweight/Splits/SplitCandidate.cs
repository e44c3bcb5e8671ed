using System.Runtime.InteropServices;

namespace Counterweight.Splits;

/// <summary>A threshold and what it gains; the order of candidates is total, so that no order of the search shows.</summary>
/// <param name="Key">The gain above the margin times the feature's weight: what candidates are compared by.</param>
/// <param name="Gain">What the sides score more than the node.</param>
/// <param name="Feature">The feature.</param>
/// <param name="Bin">The last bin on the left; of a categorical feature, its place in the order of categories.</param>
/// <param name="MissingGoesLeft">Missing values go left.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SplitCandidate(double Key, double Gain, int Feature, int Bin, bool MissingGoesLeft)
{
    /// <summary>Greater gain, then lower feature, then lower bin, then missing to the right.</summary>
    public bool IsBetterThan(in SplitCandidate other)
    {
        if (Key != other.Key)
        {
            return Key > other.Key;
        }

        if (Feature != other.Feature)
        {
            return Feature < other.Feature;
        }

        return Bin != other.Bin ? Bin < other.Bin : !MissingGoesLeft && other.MissingGoesLeft;
    }

    /// <summary>This candidate, or the other where it is better.</summary>
    public SplitCandidate OrBetter(in SplitCandidate other) => other.IsBetterThan(in this) ? other : this;
}
