using System.Runtime.InteropServices;
using Counterweight.Training.Data;

namespace Counterweight.Training.Trees.Growth;

/// <summary>The nodes of a growing tree, or of a part of it, in the order in which they came about; the root is the first.</summary>
/// <remarks>References to nodes, sums and rows hold until nodes are added for which there was no room. Different nodes may be changed at the same time.</remarks>
/// <param name="sumLength">Cells of a node's sums.</param>
/// <param name="setCount">Sets of rows that fall through the tree; it is grown on the first.</param>
internal sealed class NodeStore<TSplit, TCell>(int sumLength, int setCount)
    where TSplit : struct
    where TCell : struct
{
    private readonly List<GrowingNode<TSplit, TCell>> nodes = [];
    private readonly List<TCell> sums = [];
    private readonly List<RowRange> ranges = [];

    public int Count => nodes.Count;

    public ref GrowingNode<TSplit, TCell> this[int node] => ref CollectionsMarshal.AsSpan(nodes)[node];

    /// <summary>What the rows of a node sum to.</summary>
    public Span<TCell> Sums(int node) => CollectionsMarshal.AsSpan(sums).Slice(node * sumLength, sumLength);

    /// <summary>The rows of a node in each set.</summary>
    public Span<RowRange> Ranges(int node) => CollectionsMarshal.AsSpan(ranges).Slice(node * setCount, setCount);

    /// <summary>The rows of a node that the tree is grown on.</summary>
    public RowRange Rows(int node) => ranges[node * setCount];

    /// <summary>Of children of as many rows, the left.</summary>
    public int SmallerChild(int node)
    {
        var left = this[node].LeftChild;
        return Rows(left).Length <= Rows(left + 1).Length ? left : left + 1;
    }

    public int LargerChild(int node)
    {
        var left = this[node].LeftChild;
        return SmallerChild(node) == left ? left + 1 : left;
    }

    /// <summary>Forgets all nodes, but not their memory.</summary>
    public void Clear()
    {
        nodes.Clear();
        sums.Clear();
        ranges.Clear();
    }

    public void AddRoot(NodeKey key, ReadOnlySpan<TCell> rootSums, ReadOnlySpan<RowRange> rows)
    {
        Extend(1);
        nodes.Add(new GrowingNode<TSplit, TCell>(0, key));
        rootSums.CopyTo(Sums(0));
        rows.CopyTo(Ranges(0));
    }

    /// <summary>Whether two nodes can be added while references are held.</summary>
    public bool HasRoom => Count + 2 <= Math.Min(nodes.Capacity, Math.Min(sums.Capacity / sumLength, ranges.Capacity / setCount));

    /// <summary>Makes room for more nodes that can be added while references are held.</summary>
    public void Reserve(int more)
    {
        var count = ArraySize.Product("data", "nodes", 1, Count + (long)more);
        nodes.EnsureCapacity(count);
        sums.EnsureCapacity(ArraySize.Product("data", "totals of nodes and classes", count, sumLength));
        ranges.EnsureCapacity(ArraySize.Product("data", "rows of nodes", count, setCount));
    }

    /// <summary>Makes places for the children of a node, their sums and rows not yet set.</summary>
    public void AddChildren(int node)
    {
        Extend(2);
        var (depth, key) = (this[node].Depth + 1, this[node].Key);
        this[node].LeftChild = nodes.Count;
        nodes.Add(new GrowingNode<TSplit, TCell>(depth, key.Left));
        nodes.Add(new GrowingNode<TSplit, TCell>(depth, key.Right));
    }

    /// <summary>A store of its own for what grows from a node.</summary>
    public NodeStore<TSplit, TCell> Branch(int node)
    {
        var branch = new NodeStore<TSplit, TCell>(sumLength, setCount);
        branch.AddRoot(default, Sums(node), Ranges(node));
        branch[0] = this[node];
        return branch;
    }

    /// <summary>Puts a grown branch in the place of the node that it grew from.</summary>
    public void Graft(int node, NodeStore<TSplit, TCell> branch)
    {
        // The branch's first node is that node: those after it are moved by one less.
        var offset = nodes.Count - 1;
        var (firstSum, firstRange) = (sums.Count, ranges.Count);
        Extend(branch.Count - 1);
        for (var grown = 1; grown < branch.Count; grown++)
        {
            nodes.Add(Moved(branch[grown], offset));
        }

        this[node] = Moved(branch[0], offset);
        CollectionsMarshal.AsSpan(branch.sums)[sumLength..].CopyTo(CollectionsMarshal.AsSpan(sums)[firstSum..]);
        CollectionsMarshal.AsSpan(branch.ranges)[setCount..].CopyTo(CollectionsMarshal.AsSpan(ranges)[firstRange..]);
    }

    /// <summary>Level by level, lets as many nodes stay split as the leaves allow; the others become leaves.</summary>
    public void Trim(int maxLeaves)
    {
        var splits = maxLeaves - 1;
        var level = new Queue<int>([0]);
        while (level.TryDequeue(out var node))
        {
            if (!this[node].IsSplit)
            {
                continue;
            }

            if (splits == 0)
            {
                this[node].State = NodeState.Leaf;
                continue;
            }

            splits--;
            level.Enqueue(this[node].LeftChild);
            level.Enqueue(this[node].LeftChild + 1);
        }
    }

    private static GrowingNode<TSplit, TCell> Moved(in GrowingNode<TSplit, TCell> node, int offset) =>
        node with { LeftChild = node.LeftChild < 0 ? -1 : node.LeftChild + offset };

    // Grows the arrays for the sums and rows of more nodes.
    private void Extend(int more)
    {
        ArraySize.Product("data", "totals of nodes and classes", nodes.Count + (long)more, Math.Max(sumLength, setCount));
        var count = nodes.Count + more;
        CollectionsMarshal.SetCount(sums, count * sumLength);
        CollectionsMarshal.SetCount(ranges, count * setCount);
    }
}
