using System.Runtime.InteropServices;

namespace Counterweight.Training.Trees;

/// <summary>What the training rows said of a node of a boosting tree, per unit of the weight of all rows that the tree was grown on.</summary>
/// <param name="Gain">The loss that its split saves, less γ; 0 in a leaf.</param>
/// <param name="RowCount">Training rows of positive weight that the tree was grown on.</param>
/// <param name="Weight">Their fraction of the weight: 1 at the root.</param>
/// <param name="Hessian">Sum of their weighted Hessians, over all outputs.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct GradientTreeNode(double Gain, long RowCount, double Weight, double Hessian);
