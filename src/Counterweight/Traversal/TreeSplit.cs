using System.Runtime.InteropServices;

namespace Counterweight.Traversal;

/// <summary>A node of a tree as traversal sees it. Children have higher numbers than their parent.</summary>
/// <param name="Feature">Feature that is split, −1 in a leaf.</param>
/// <param name="Threshold">Values ≤ the threshold go left, others right; ±∞ sends all values one way. Not read in leaves and where categories are split.</param>
/// <param name="MissingGoesLeft">Where NaN goes.</param>
/// <param name="Left">Left child; the right one is the next. Not read in leaves.</param>
/// <param name="CategorySet">−1 where a threshold splits; else which set of categories goes left, as <see cref="CategorySetList.Add"/> numbers them.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TreeSplit(int Feature, double Threshold, bool MissingGoesLeft, int Left, int CategorySet)
{
    /// <summary>A leaf.</summary>
    public static TreeSplit Leaf => new(-1, 0, false, -1, -1);

    /// <summary>True where nothing is split.</summary>
    public bool IsLeaf => Feature < 0;
}
