using System.Runtime.InteropServices;
using Counterweight.Traversal;

namespace Counterweight.Training.Trees;

/// <summary>A node of a <see cref="DecisionTreeClassifier"/>. Nodes are numbered from the root, 0; children follow their parent.</summary>
/// <param name="Feature">Feature that is split, −1 in a leaf.</param>
/// <param name="Threshold">Values ≤ the threshold go left, unless categories are split; +∞ where only missing values go right, −∞ where only they go left.</param>
/// <param name="MissingGoesLeft">Where missing values go: as the training rows of this node tell, else with the heavier child.</param>
/// <param name="Left">Left child; the right one is the next. −1 in a leaf.</param>
/// <param name="Label">Class of the greatest weight, ties to the lowest.</param>
/// <param name="RowCount">Training rows.</param>
/// <param name="Weight">Their fraction of the weight of all training rows: 1 at the root.</param>
/// <param name="CategorySet">−1 where a threshold splits; else the number of the set of categories that goes left, in <see cref="DecisionTreeClassifier.CategorySets"/>.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct TreeNode(int Feature, double Threshold, bool MissingGoesLeft, int Left, int Label, long RowCount, double Weight, int CategorySet = -1)
{
    /// <summary>True where nothing is split.</summary>
    public bool IsLeaf => Feature < 0;

    /// <summary>As traversal sees it.</summary>
    internal TreeSplit ToSplit() => IsLeaf ? TreeSplit.Leaf : new TreeSplit(Feature, Threshold, MissingGoesLeft, Left, CategorySet);
}
