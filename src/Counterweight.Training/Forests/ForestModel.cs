using Counterweight.Splits;

namespace Counterweight.Training.Forests;

/// <summary>What a fitted forest consists of.</summary>
/// <param name="Nodes">Nodes of all trees, children numbered from the first of all.</param>
/// <param name="Roots">The root of each tree.</param>
/// <param name="Shares">Class shares of each node.</param>
/// <param name="CategorySets">Words of a <see cref="CategorySetList"/>.</param>
/// <param name="FeatureImportances">One a feature.</param>
/// <param name="ClassCount">Classes.</param>
/// <param name="KernelTime">What the fit asked of the kernels.</param>
/// <param name="OutOfBag">Present where asked for.</param>
internal sealed record ForestModel(
    TreeSplit[] Nodes,
    int[] Roots,
    double[] Shares,
    ulong[] CategorySets,
    double[] FeatureImportances,
    int ClassCount,
    KernelTime KernelTime,
    OutOfBag? OutOfBag);
