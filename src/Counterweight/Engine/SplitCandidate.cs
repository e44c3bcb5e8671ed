using System.Runtime.InteropServices;

namespace Counterweight.Engine;

/// <summary>A threshold and what it gains; the order of candidates is total, so that no order of the search shows.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SplitCandidate(double Gain, int Feature, int Bin, bool MissingLeft)
{
    /// <summary>Greater gain, then lower feature, then lower bin, then missing to the right.</summary>
    public bool IsBetterThan(in SplitCandidate other)
    {
        if (Gain != other.Gain)
        {
            return Gain > other.Gain;
        }

        if (Feature != other.Feature)
        {
            return Feature < other.Feature;
        }

        return Bin != other.Bin ? Bin < other.Bin : !MissingLeft && other.MissingLeft;
    }
}
