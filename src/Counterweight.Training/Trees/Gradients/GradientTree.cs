using Counterweight.Training.Trees.Growth;
using Counterweight.Traversal;

namespace Counterweight.Training.Trees.Gradients;

/// <summary>A grown boosting tree: nodes numbered level by level, the values of its leaves, and where their rows are.</summary>
/// <param name="Splits">The nodes, the root first.</param>
/// <param name="Nodes">What the training rows said of each.</param>
/// <param name="Values">K values a node before shrinkage, those of inner nodes included.</param>
/// <param name="Leaves">The leaves' numbers and rows.</param>
/// <param name="CategorySets">The sets of categories that go left.</param>
internal sealed record GradientTree(TreeSplit[] Splits, GradientTreeNode[] Nodes, double[] Values, (int Node, RowRange[] Ranges)[] Leaves, CategorySetList CategorySets);
