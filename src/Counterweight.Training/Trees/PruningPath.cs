namespace Counterweight.Training.Trees;

/// <summary>The trees that minimal cost-complexity pruning passes through, one node pruned at a time.</summary>
/// <param name="Alphas">α at which each tree is reached, ascending; the whole tree's is 0.</param>
/// <param name="Impurities">Σ over its leaves of W_t·I_t/W.</param>
public sealed record PruningPath(IReadOnlyList<double> Alphas, IReadOnlyList<double> Impurities);
