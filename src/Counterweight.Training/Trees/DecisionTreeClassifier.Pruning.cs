namespace Counterweight.Training.Trees;

/// <content>Weighted minimal cost-complexity pruning.</content>
public sealed partial class DecisionTreeClassifier
{
    /// <summary>
    /// The tree without the branches that are not worth their leaves: as long as the weakest node's
    /// (r_node − r_branch)/(leaves − 1) is at most α it becomes a leaf, where r(t) = W_t·I_t/W and r_branch is the sum over
    /// the branch's leaves; of equally weak nodes the first goes first.
    /// </summary>
    /// <remarks>Source: Breiman, Friedman, Olshen, Stone, Classification and Regression Trees, 1984, section 3.3; as scikit-learn's <c>ccp_alpha</c>, except that 0 prunes splits that gain nothing.</remarks>
    /// <param name="alpha">α, at least 0; +∞ leaves the root alone.</param>
    /// <exception cref="ArgumentOutOfRangeException">α is negative or NaN.</exception>
    public DecisionTreeClassifier Prune(double alpha)
    {
        Require.That(alpha >= 0, alpha, nameof(alpha), "at least 0");
        var pruning = new CostComplexity(nodes, NodeRisks());
        bool[] isLeaf = [.. nodes.Select(node => node.IsLeaf)];
        foreach (var node in pruning.Pruned)
        {
            isLeaf[node] |= pruning.Alpha(node) <= alpha;
        }

        return Without(isLeaf);
    }

    /// <summary>The trees that <see cref="Prune"/> passes through: first the whole one at α = 0, last the root alone.</summary>
    public PruningPath PruningPath()
    {
        var pruning = new CostComplexity(nodes, NodeRisks());
        return new PruningPath([0, .. pruning.Pruned.Select(pruning.Alpha)], [.. pruning.TotalRisks()]);
    }

    private DecisionTreeClassifier Without(ReadOnlySpan<bool> isLeaf)
    {
        // Children follow their parents, so one pass finds what is still reached.
        var place = new int[nodes.Length];
        place.AsSpan().Fill(-1);
        place[0] = 0;
        for (var node = 0; node < nodes.Length; node++)
        {
            if (place[node] >= 0 && !isLeaf[node])
            {
                place[nodes[node].Left] = place[nodes[node].Left + 1] = 0;
            }
        }

        var kept = new List<TreeNode>();
        var keptFractions = new List<double>();
        for (var node = 0; node < nodes.Length; node++)
        {
            if (place[node] >= 0)
            {
                place[node] = kept.Count;
                kept.Add(isLeaf[node] ? nodes[node] with { Feature = -1, Threshold = 0, MissingGoesLeft = false, Left = -1, CategorySet = -1 } : nodes[node]);
                keptFractions.AddRange(ClassFractions(node));
            }
        }

        for (var node = 0; node < kept.Count; node++)
        {
            kept[node] = kept[node].IsLeaf ? kept[node] : kept[node] with { Left = place[kept[node].Left] };
        }

        return new DecisionTreeClassifier([.. kept], [.. keptFractions], FeatureCount, ClassCount, CategorySets.ToArray()) { Criterion = Criterion };
    }
}
