namespace Counterweight.Training.Trees.Growth;

/// <summary>The numbers of a grown tree's nodes, whatever order they grew in.</summary>
internal sealed class NodeNumbering
{
    private readonly List<int> nodes = [0];
    private readonly List<int> leftChildren = [-1];
    private readonly List<int> splits = [];

    private NodeNumbering()
    {
    }

    /// <summary>The place in the store of each node.</summary>
    public IReadOnlyList<int> Nodes => nodes;

    /// <summary>The number of each node's left child; −1 in leaves.</summary>
    public IReadOnlyList<int> LeftChildren => leftChildren;

    /// <summary>The numbers of split nodes in the order in which the numbering came to them.</summary>
    public IReadOnlyList<int> Splits => splits;

    public static NodeNumbering Create<TSplit, TCell>(NodeStore<TSplit, TCell> store, NodeOrder order)
        where TSplit : struct
        where TCell : struct
    {
        var numbering = new NodeNumbering();
        switch (order)
        {
            case NodeOrder.DepthFirst:
                numbering.NumberDepthFirst(store);
                break;
            case NodeOrder.ByLevel:
                numbering.NumberByLevel(store);
                break;
            default:
                numbering.NumberAsGrown(store);
                break;
        }

        return numbering;
    }

    private void NumberDepthFirst<TSplit, TCell>(NodeStore<TSplit, TCell> store)
        where TSplit : struct
        where TCell : struct
    {
        var open = new Stack<int>([0]);
        while (open.TryPop(out var number))
        {
            if (store[nodes[number]].IsSplit)
            {
                NumberChildren(number, store[nodes[number]].LeftChild);
                open.Push(leftChildren[number] + 1);
                open.Push(leftChildren[number]);
            }
        }
    }

    private void NumberByLevel<TSplit, TCell>(NodeStore<TSplit, TCell> store)
        where TSplit : struct
        where TCell : struct
    {
        for (var number = 0; number < nodes.Count; number++)
        {
            if (store[nodes[number]].IsSplit)
            {
                NumberChildren(number, store[nodes[number]].LeftChild);
            }
        }
    }

    // No node was undone, so the store's order is the numbers'.
    private void NumberAsGrown<TSplit, TCell>(NodeStore<TSplit, TCell> store)
        where TSplit : struct
        where TCell : struct
    {
        nodes.AddRange(Enumerable.Range(1, store.Count - 1));
        leftChildren.Clear();
        for (var number = 0; number < store.Count; number++)
        {
            leftChildren.Add(store[number].LeftChild);
            if (store[number].IsSplit)
            {
                splits.Add(number);
            }
        }
    }

    private void NumberChildren(int number, int left)
    {
        splits.Add(number);
        leftChildren[number] = nodes.Count;
        nodes.Add(left);
        nodes.Add(left + 1);
        leftChildren.Add(-1);
        leftChildren.Add(-1);
    }
}
