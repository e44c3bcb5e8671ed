using System.Runtime.InteropServices;
using Counterweight.Histograms;
using Counterweight.Training.Data;

namespace Counterweight.Training.Trees;

/// <summary>Grows a node and all below it: a whole tree, or a part of it that a thread takes over.</summary>
/// <remarks>
/// Nodes depend on their rows and their key alone. Which are searched by histograms of all bins, less a sibling's, and
/// which by their own bins depends on their rows; neither way changes a bit of the splits.
/// </remarks>
internal sealed class Branch
{
    private readonly GrowthData data;
    private readonly TreeRows tree;
    private readonly NodeSearch search;
    private readonly GrowthProgress progress;
    private readonly int degreeOfParallelism;
    private readonly int deferredRows;
    private readonly List<GrownNode> nodes = [];
    private readonly List<ClassCell> totals = [];
    private readonly List<int> deferred = [];
    private readonly Stack<int> depthFirst = new();
    private readonly PriorityQueue<int, (double Loss, int Found)> bestFirst = new();
    private int carried;

    /// <param name="data">What all trees read.</param>
    /// <param name="tree">The rows.</param>
    /// <param name="search">The kernels.</param>
    /// <param name="progress">Told of finished rows.</param>
    /// <param name="degreeOfParallelism">Threads inside a node.</param>
    /// <param name="deferredRows">Nodes of fewer rows, but the first, are left to other branches.</param>
    public Branch(GrowthData data, TreeRows tree, NodeSearch search, GrowthProgress progress, int degreeOfParallelism = 1, int deferredRows = 0)
    {
        this.data = data;
        this.tree = tree;
        this.search = search;
        this.progress = progress;
        this.degreeOfParallelism = degreeOfParallelism;
        this.deferredRows = deferredRows;
    }

    public ReadOnlySpan<GrownNode> Nodes => CollectionsMarshal.AsSpan(nodes);

    /// <summary>Nodes that other branches are to grow.</summary>
    public IReadOnlyList<int> Deferred => deferred;

    private bool IsBestFirst => data.Options.MaxLeaves < int.MaxValue;

    public ReadOnlySpan<ClassCell> Totals(int node) => CollectionsMarshal.AsSpan(totals).Slice(node * data.ClassCount, data.ClassCount);

    public void Grow(GrownNode root, ReadOnlySpan<ClassCell> rootTotals)
    {
        Add(root, rootTotals);
        if (IsOpen(0) && !IsComplete(1))
        {
            if (UsesHistogram(root.RowsListed) && search.HasRoom)
            {
                this[0].Histogram = search.Build(tree, Rows(0), degreeOfParallelism);
            }

            Search(0, 0);
        }
        else
        {
            progress.Finish(root.RowsListed, nodes.Count);
        }

        var leaves = 1;
        while (!IsComplete(leaves) && (IsBestFirst ? bestFirst.TryDequeue(out var node, out _) : depthFirst.TryPop(out node)))
        {
            progress.Cancellation.ThrowIfCancellationRequested();
            Carry(node);
            leaves++;
        }

        while (bestFirst.TryDequeue(out var node, out _))
        {
            Release(node);
        }
    }

    /// <summary>Puts a grown branch in the place of one of the nodes.</summary>
    public void Graft(int node, Branch branch)
    {
        CheckTotals(branch.nodes.Count - 1L);
        var offset = nodes.Count - 1;
        foreach (ref readonly var grown in branch.Nodes)
        {
            nodes.Add(grown with { LeftChild = grown.LeftChild < 0 ? -1 : grown.LeftChild + offset });
        }

        // The branch's first node is the one that it grew from.
        this[node] = nodes[offset + 1];
        nodes.RemoveAt(offset + 1);
        totals.AddRange(CollectionsMarshal.AsSpan(branch.totals)[data.ClassCount..]);
    }

    private ref GrownNode this[int node] => ref CollectionsMarshal.AsSpan(nodes)[node];

    private bool IsComplete(int leaves) => leaves >= data.Options.MaxLeaves;

    private bool UsesHistogram(int rows) => data.KeepsHistograms && tree.CountOnce && rows >= NodeSearch.HistogramRows;

    private Span<int> Rows(int node) => tree.Order[this[node].Start..this[node].End];

    private int Add(GrownNode node, ReadOnlySpan<ClassCell> sums)
    {
        CheckTotals(1);
        nodes.Add(node);
        totals.AddRange(sums);
        return nodes.Count - 1;
    }

    private void CheckTotals(long more) =>
        ArraySize.Product(nameof(data), "totals of nodes and classes", nodes.Count + more, data.ClassCount);

    private bool IsOpen(int node)
    {
        var sums = Totals(node);
        return data.SampleCount > 0 && this[node].Depth < data.Options.MaxDepth && ClassTotals.Rows(sums) / 2 >= data.Options.MinRows && ClassTotals.Present(sums) > 1;
    }

    /// <summary>Searches a node; of equal improvements the one that was <paramref name="found"/> first is split first, a left child before its sibling.</summary>
    private void Search(int node, int found)
    {
        var histogram = this[node].Histogram;
        var best = histogram is null ? search.Find(tree, Rows(node), this[node].Key) : search.Find(tree, histogram, degreeOfParallelism);
        if (best is not { } split)
        {
            Release(node);
            progress.Finish(this[node].RowsListed, nodes.Count);
            return;
        }

        this[node].Split = split;
        // Children are there from now on, before the split is carried out, so that their totals have a place.
        var child = Add(new GrownNode(0, 0, this[node].Depth + 1, this[node].Key.Left), search.Left);
        var right = new ClassCell[data.ClassCount];
        Counterweight.Histograms.ClassHistogram.Subtract(Totals(node), search.Left, right);
        Add(new GrownNode(child, 0, this[node].Depth + 1, this[node].Key.Right), right);
        this[node].LeftChild = -2 - child;
        if (IsBestFirst)
        {
            bestFirst.Enqueue(node, (-split.Improvement, found));
        }
        else
        {
            depthFirst.Push(node);
        }
    }

    private void Release(int node)
    {
        if (this[node].Histogram is { } histogram)
        {
            search.Return(histogram);
            this[node].Histogram = null;
        }
    }

    /// <summary>Carries out the split found for a node and searches its children.</summary>
    private void Carry(int node)
    {
        var (start, end, child) = (this[node].Start, this[node].End, -2 - this[node].LeftChild);
        var middle = start + search.Partition(Rows(node), this[node].Split, degreeOfParallelism);
        this[node].LeftChild = child;
        (this[child].Start, this[child].End) = (start, middle);
        (this[child + 1].Start, this[child + 1].End) = (middle, end);
        GiveHistograms(node, child);
        carried++;
        for (var side = child + 1; side >= child; side--)
        {
            if (!IsOpen(side))
            {
                progress.Finish(this[side].RowsListed, nodes.Count);
            }
            else if (IsDeferred(side))
            {
                deferred.Add(side);
            }
            else
            {
                Search(side, (2 * carried) + side - child);
            }
        }
    }

    private bool IsDeferred(int node) => this[node].RowsListed < deferredRows;

    // Only the smaller child is ever summed; the larger is the parent less the smaller, in the parent's memory.
    private void GiveHistograms(int node, int child)
    {
        var smaller = this[child].RowsListed <= this[child + 1].RowsListed ? child : child + 1;
        var larger = (2 * child) + 1 - smaller;
        if (this[node].Histogram is not { } parent)
        {
            return;
        }

        if (!search.HasRoom)
        {
            Release(node);
            return;
        }

        if (Wants(larger))
        {
            var sums = search.Build(tree, Rows(smaller), degreeOfParallelism);
            search.Subtract(parent, sums);
            this[larger].Histogram = parent;
            this[node].Histogram = null;
            this[smaller].Histogram = sums;
            if (!Wants(smaller))
            {
                Release(smaller);
            }
        }
        else
        {
            if (Wants(smaller))
            {
                this[smaller].Histogram = search.Build(tree, Rows(smaller), degreeOfParallelism);
            }

            Release(node);
        }
    }

    private bool Wants(int node) => IsOpen(node) && !IsDeferred(node) && UsesHistogram(this[node].RowsListed);
}
