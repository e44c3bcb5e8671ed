namespace Counterweight.Training.Trees;

/// <summary>
/// When each node of a tree becomes a leaf as leaves grow dearer: (r_node − r_branch)/(leaves − 1), where the branch is
/// what is left of it by then. O(n log n) whatever the tree's shape.
/// </summary>
/// <remarks>
/// <para>
/// Bottom up: a node is first priced as if all below it were leaves before. A node below that would be one later, or at
/// the same price, never is: it is opened again, the dearest first, for good.
/// </para>
/// <para>Risks are summed in units of 2⁻¹²⁰, so that opening undoes what closing did, to the bit.</para>
/// </remarks>
internal sealed class CostComplexity
{
    private const int RiskBits = 120;

    private readonly Int128[] closedRisks;
    private readonly Int128[] risesOfPrice;
    private readonly Int128[] rises;
    private readonly int[] leavesLost;
    private readonly double[] alphas;
    private readonly PairingHeaps dearest;
    private readonly Int128 wholeRisk;

    /// <param name="nodes">The tree.</param>
    /// <param name="risks">r of every node, of weights that sum to 1.</param>
    public CostComplexity(ReadOnlySpan<TreeNode> nodes, double[] risks)
    {
        closedRisks = Array.ConvertAll(risks, risk => (Int128)Math.ScaleB(risk, RiskBits));
        risesOfPrice = new Int128[nodes.Length];
        rises = new Int128[nodes.Length];
        leavesLost = new int[nodes.Length];
        alphas = new double[nodes.Length];
        dearest = new PairingHeaps(alphas);
        Int128[] own = [.. closedRisks];
        var heaps = new int[nodes.Length];
        for (var node = nodes.Length - 1; node >= 0; node--)
        {
            heaps[node] = -1;
            if (nodes[node].IsLeaf)
            {
                wholeRisk += own[node];
                continue;
            }

            var left = nodes[node].Left;
            heaps[node] = Price(node, own[node], closedRisks[left] + closedRisks[left + 1], own[left] + own[left + 1], dearest.Merge(heaps[left], heaps[left + 1]));
        }

        Pruned = [.. dearest.All(heaps[0]).OrderBy(node => alphas[node]).ThenBy(node => node)];
    }

    /// <summary>Nodes that become leaves, the weakest first and of equally weak ones the first.</summary>
    public int[] Pruned { get; }

    /// <summary>The price of leaves at which a node of <see cref="Pruned"/> becomes one, at least 0.</summary>
    public double Alpha(int node) => alphas[node];

    /// <summary>Σ r over the leaves: of the whole tree, and after each of <see cref="Pruned"/>.</summary>
    public IEnumerable<double> TotalRisks()
    {
        var total = wholeRisk;
        yield return ToRisk(total);
        foreach (var node in Pruned)
        {
            total += rises[node];
            yield return ToRisk(total);
        }
    }

    private static double ToRisk(Int128 units) => Math.ScaleB((double)units, -RiskBits);

    // What rounding has made a split lose counts as no loss where others are priced, so that closing never cheapens those above.
    private int Price(int node, Int128 risk, Int128 branchOfPrice, Int128 branch, int heap)
    {
        var lost = 1;
        while (true)
        {
            alphas[node] = Math.Max(0, ToRisk(risk - branchOfPrice) / lost);
            if (heap < 0 || alphas[node] > alphas[heap])
            {
                break;
            }

            branchOfPrice -= risesOfPrice[heap];
            branch -= rises[heap];
            lost += leavesLost[heap];
            heap = dearest.WithoutTop(heap);
        }

        (risesOfPrice[node], rises[node], leavesLost[node]) = (Int128.Max(0, risk - branchOfPrice), risk - branch, lost);
        closedRisks[node] = branchOfPrice + risesOfPrice[node];
        return dearest.Merge(node, heap);
    }
}
