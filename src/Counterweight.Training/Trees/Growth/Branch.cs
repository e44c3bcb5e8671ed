using System.Runtime.InteropServices;
using Counterweight.Threading;

namespace Counterweight.Training.Trees.Growth;

/// <summary>Grows a node and all below it in any order: a whole tree, or a part of it that a thread takes over.</summary>
/// <param name="division">Divides the nodes; all grow from the first.</param>
/// <param name="degreeOfParallelism">Threads.</param>
internal sealed class Branch<TSplit, TCell>(NodeDivision<TSplit, TCell> division, int degreeOfParallelism)
    where TSplit : struct
    where TCell : struct
{
    private readonly NodeStore<TSplit, TCell> nodes = division.Nodes;
    private readonly Frontier frontier = Frontier.Create(division.Policy.Order);
    private readonly List<int> next = [];
    private readonly List<SplittableNode> found = [];
    private readonly List<int> deferred = [];

    /// <summary>Nodes that other branches are to grow.</summary>
    public IReadOnlyList<int> Deferred => deferred;

    public void Grow()
    {
        var leaves = 1;
        var maxLeaves = division.Policy.LeavesWhileGrowing;
        division.Begin(degreeOfParallelism);
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
                division.StayLeaf(node);
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
                division.Divide(node, childrenMaySplit, degreeOfParallelism);
            }
        }
        else
        {
            DivideSideBySide(childrenMaySplit);
        }

        found.Clear();
        foreach (var node in next)
        {
            nodes[node].State = NodeState.Split;
            Collect(nodes[node].LeftChild);
            Collect(nodes[node].LeftChild + 1);
        }

        frontier.Add(CollectionsMarshal.AsSpan(found));
    }

    private void DivideSideBySide(bool childrenMaySplit) =>
        ParallelItems.Run(next.Count, degreeOfParallelism, item => division.Divide(next[item], childrenMaySplit, 1));

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
            default:
                division.Finish(node);
                break;
        }
    }
}
