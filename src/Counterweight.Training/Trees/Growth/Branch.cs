using System.Runtime.InteropServices;

namespace Counterweight.Training.Trees.Growth;

/// <summary>Grows a node and all below it: a whole tree, or a part of it that a thread takes over.</summary>
/// <param name="nodes">The node that all grow from.</param>
/// <param name="source">Finds splits and carries them out.</param>
/// <param name="policy">Order and limits.</param>
/// <param name="progress">Told of finished rows.</param>
/// <param name="degreeOfParallelism">Threads.</param>
/// <param name="deferredRows">Nodes of fewer rows, but the first, are left to other branches.</param>
internal sealed class Branch<TSplit, TCell>(
    NodeStore<TSplit, TCell> nodes,
    SplitSource<TSplit, TCell> source,
    GrowthPolicy policy,
    GrowthProgress progress,
    int degreeOfParallelism,
    int deferredRows)
    where TSplit : struct
    where TCell : struct
{
    private readonly Frontier frontier = Frontier.Create(policy.Order);
    private readonly List<int> next = [];
    private readonly List<SplittableNode> found = [];
    private readonly List<int> deferred = [];

    /// <summary>Nodes that other branches are to grow.</summary>
    public IReadOnlyList<int> Deferred => deferred;

    public void Grow()
    {
        var leaves = 1;
        var maxLeaves = policy.LeavesWhileGrowing;
        nodes[0].State = maxLeaves > 1 && AllowsSplit(0) ? NodeState.Open : NodeState.Leaf;
        if (nodes[0].State == NodeState.Open)
        {
            source.Open(nodes, degreeOfParallelism);
        }

        Search(0, degreeOfParallelism);
        Collect(0);
        frontier.Add(CollectionsMarshal.AsSpan(found));
        while (leaves < maxLeaves && MoveToNext(maxLeaves - leaves))
        {
            leaves += next.Count;
            SplitAll(leaves < maxLeaves);
        }

        while (MoveToNext(int.MaxValue))
        {
            foreach (var node in next)
            {
                Close(node);
            }
        }
    }

    private bool MoveToNext(int most)
    {
        frontier.Next(most, next);
        return next.Count > 0;
    }

    // Many nodes: each on one thread. Few: all threads work on one after the other.
    private void SplitAll(bool childrenMaySplit)
    {
        foreach (var node in next)
        {
            nodes.AddChildren(node);
        }

        if (degreeOfParallelism == 1 || next.Count < 2L * degreeOfParallelism)
        {
            foreach (var node in next)
            {
                Split(node, childrenMaySplit, degreeOfParallelism);
            }
        }
        else
        {
            SplitSideBySide(childrenMaySplit);
        }

        found.Clear();
        foreach (var node in next)
        {
            Collect(nodes[node].LeftChild);
            Collect(nodes[node].LeftChild + 1);
        }

        frontier.Add(CollectionsMarshal.AsSpan(found));
    }

    private void SplitSideBySide(bool childrenMaySplit) =>
        ParallelItems.Run(next.Count, degreeOfParallelism, item => Split(next[item], childrenMaySplit, 1));

    private void Split(int node, bool childrenMaySplit, int threads)
    {
        progress.Cancellation.ThrowIfCancellationRequested();
        source.Divide(nodes, node, threads);
        nodes[node].State = NodeState.Split;
        var left = nodes[node].LeftChild;
        for (var child = left; child <= left + 1; child++)
        {
            nodes[child].State = !childrenMaySplit || !AllowsSplit(child) ? NodeState.Leaf
                : nodes.Rows(child).Length < deferredRows ? NodeState.Deferred
                : NodeState.Open;
        }

        source.HandDown(nodes, node, threads);

        // The larger child's histogram was made last: it is in the cache.
        Search(nodes.LargerChild(node), threads);
        Search(nodes.SmallerChild(node), threads);
    }

    private bool AllowsSplit(int node) => nodes[node].Depth < policy.MaxDepth && source.AllowsSplit(nodes.Sums(node));

    private void Search(int node, int threads)
    {
        var state = nodes[node].State;
        if (state == NodeState.Leaf || (state == NodeState.Open && !source.Search(nodes, node, threads)))
        {
            Close(node);
        }
    }

    private void Collect(int node)
    {
        switch (nodes[node].State)
        {
            case NodeState.Open:
                found.Add(new SplittableNode(node, nodes[node].Gain));
                break;
            case NodeState.Deferred:
                deferred.Add(node);
                break;
        }
    }

    private void Close(int node)
    {
        source.Release(ref nodes[node]);
        nodes[node].State = NodeState.Leaf;
        progress.Finish(nodes.Rows(node).Length, nodes.Count);
    }
}
