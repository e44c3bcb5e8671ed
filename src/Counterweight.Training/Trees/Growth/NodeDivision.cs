namespace Counterweight.Training.Trees.Growth;

/// <summary>Divides single nodes of a growing tree, and searches the splits of their children.</summary>
/// <param name="nodes">The nodes.</param>
/// <param name="source">Finds splits and carries them out.</param>
/// <param name="policy">Order and limits.</param>
/// <param name="progress">Told of finished rows.</param>
/// <param name="deferredRows">Nodes of fewer rows, but the first, are left to other branches.</param>
internal sealed class NodeDivision<TSplit, TCell>(
    NodeStore<TSplit, TCell> nodes,
    SplitSource<TSplit, TCell> source,
    GrowthPolicy policy,
    GrowthProgress progress,
    int deferredRows)
    where TSplit : struct
    where TCell : struct
{
    public NodeStore<TSplit, TCell> Nodes => nodes;

    public GrowthPolicy Policy => policy;

    /// <summary>Searches the split of the first node.</summary>
    public void Begin(int degreeOfParallelism)
    {
        nodes[0].State = policy.LeavesWhileGrowing > 1 && AllowsSplit(0) ? NodeState.Open : NodeState.Leaf;
        if (nodes[0].State == NodeState.Open)
        {
            source.Open(nodes, degreeOfParallelism);
        }

        Search(0, degreeOfParallelism);
    }

    /// <summary>Divides the rows of a node among children that have a place, and searches theirs.</summary>
    public void Divide(int node, bool childrenMaySplit, int degreeOfParallelism)
    {
        progress.Cancellation.ThrowIfCancellationRequested();
        source.Divide(nodes, node, degreeOfParallelism);
        var left = nodes[node].LeftChild;
        for (var child = left; child <= left + 1; child++)
        {
            nodes[child].State = !childrenMaySplit || !AllowsSplit(child) ? NodeState.Leaf
                : nodes.Rows(child).Length < deferredRows ? NodeState.Deferred
                : NodeState.Open;
        }

        source.HandDown(nodes, node, degreeOfParallelism);

        // The larger child's histogram was made last: it is in the cache.
        Search(nodes.LargerChild(node), degreeOfParallelism);
        Search(nodes.SmallerChild(node), degreeOfParallelism);
    }

    /// <summary>Undoes the division of a node.</summary>
    public void Undo(int node) => source.Undo(nodes, node);

    /// <summary>Leaves a node a leaf whose split was found.</summary>
    public void StayLeaf(int node)
    {
        source.Release(ref nodes[node]);
        nodes[node].State = NodeState.Leaf;
        Finish(node);
    }

    /// <summary>Tells of a leaf that stays one.</summary>
    public void Finish(int leaf) => progress.Finish(nodes.Rows(leaf).Length, nodes.Count);

    private bool AllowsSplit(int node) => nodes[node].Depth < policy.MaxDepth && source.AllowsSplit(nodes.Sums(node));

    private void Search(int node, int threads)
    {
        var state = nodes[node].State;
        if (state == NodeState.Leaf || (state == NodeState.Open && !source.Search(nodes, node, threads)))
        {
            source.Release(ref nodes[node]);
            nodes[node].State = NodeState.Leaf;
        }
    }
}
