namespace Counterweight.Training.Trees;

/// <summary>A tree while its weakest nodes become leaves, one after the other.</summary>
internal sealed class CostComplexity
{
    private readonly TreeNode[] nodes;
    private readonly double[] risks;
    private readonly double[] branchRisks;
    private readonly int[] leaves;
    private readonly int[] parents;
    private readonly bool[] isLeaf;
    private readonly PriorityQueue<(int Node, double Alpha), (double Alpha, int Node)> weakest = new();

    /// <param name="nodes">The tree.</param>
    /// <param name="risks">r of every node.</param>
    public CostComplexity(TreeNode[] nodes, double[] risks)
    {
        this.nodes = nodes;
        this.risks = risks;
        branchRisks = [.. risks];
        leaves = new int[nodes.Length];
        parents = new int[nodes.Length];
        isLeaf = [.. nodes.Select(node => node.IsLeaf)];
        parents[0] = -1;
        for (var node = nodes.Length - 1; node >= 0; node--)
        {
            leaves[node] = 1;
            if (!isLeaf[node])
            {
                parents[nodes[node].Left] = parents[nodes[node].Left + 1] = node;
                Sum(node);
            }
        }
    }

    /// <summary>Nodes that are leaves by now. Those below them still say what they were.</summary>
    public ReadOnlySpan<bool> IsLeaf => isLeaf;

    /// <summary>Σ r over the leaves.</summary>
    public double TotalRisk => branchRisks[0];

    /// <summary>The weakest node's (r_node − r_branch)/(leaves − 1), at least 0; false where the root is a leaf.</summary>
    public bool TryPeek(out double alpha)
    {
        while (weakest.TryPeek(out var top, out _))
        {
            if (IsCurrent(top.Node) && top.Alpha == Alpha(top.Node))
            {
                alpha = top.Alpha;
                return true;
            }

            weakest.Dequeue();
        }

        alpha = 0;
        return false;
    }

    /// <summary>Makes the weakest node a leaf.</summary>
    public void Prune()
    {
        var (node, _) = weakest.Dequeue();
        isLeaf[node] = true;
        branchRisks[node] = risks[node];
        leaves[node] = 1;
        for (var above = parents[node]; above >= 0; above = parents[above])
        {
            Sum(above);
        }
    }

    private bool IsCurrent(int node)
    {
        for (var at = node; at >= 0; at = parents[at])
        {
            if (isLeaf[at])
            {
                return false;
            }
        }

        return true;
    }

    private void Sum(int node)
    {
        var left = nodes[node].Left;
        branchRisks[node] = branchRisks[left] + branchRisks[left + 1];
        leaves[node] = leaves[left] + leaves[left + 1];
        var alpha = Alpha(node);
        weakest.Enqueue((node, alpha), (alpha, node));
    }

    private double Alpha(int node) => Math.Max(0, (risks[node] - branchRisks[node]) / (leaves[node] - 1));
}
