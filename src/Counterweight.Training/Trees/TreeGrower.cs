using System.Collections.Concurrent;

namespace Counterweight.Training.Trees;

/// <summary>Grows one tree of prepared rows, alone on its thread or with others.</summary>
internal sealed class TreeGrower(GrowthData data)
{
    /// <summary>Nodes of fewer rows are grown by one thread.</summary>
    private const int LeastShared = 512;

    private readonly ConcurrentBag<NodeSearch> searches = [];

    /// <summary>Of all trees grown so far.</summary>
    public KernelTime KernelTime => searches.Aggregate(default(KernelTime), (sum, search) => sum + search.Time);

    /// <summary>Grows a tree; its rows are brought into another order.</summary>
    /// <param name="tree">The rows, at least one.</param>
    /// <param name="index">Number of the tree in its forest, 0 of a single one: what draws are keyed by.</param>
    /// <param name="degreeOfParallelism">Threads.</param>
    /// <param name="progress">Told of finished rows, or null.</param>
    /// <param name="cancellation">Checked at every node.</param>
    public GrownTree Grow(TreeRows tree, int index, int degreeOfParallelism, IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        var told = new GrowthProgress(progress, tree.Order.Length, cancellation);
        var root = new GrownNode(0, tree.Order.Length, 0, NodeKey.Root(data.Options.Seed, index));
        var isShared = degreeOfParallelism > 1 && data.Options.MaxLeaves == int.MaxValue;
        var search = Take();
        var trunk = new Branch(data, tree, search, told, degreeOfParallelism, isShared ? Math.Max(LeastShared, (int)(tree.Order.Length / (4L * degreeOfParallelism))) : 0);
        trunk.Grow(root, tree.Totals);
        searches.Add(search);
        GrowDeferred(tree, trunk, told, degreeOfParallelism);
        told.Complete(trunk.Nodes.Length);
        return new GrownTree(data, tree, trunk) { KernelTime = KernelTime };
    }

    private void GrowDeferred(TreeRows tree, Branch trunk, GrowthProgress told, int degreeOfParallelism)
    {
        if (trunk.Deferred.Count == 0)
        {
            return;
        }

        var nodes = trunk.Nodes.ToArray();
        int[] longestFirst = [.. trunk.Deferred.OrderByDescending(node => nodes[node].RowsListed)];
        var totals = longestFirst.Select(node => trunk.Totals(node).ToArray()).ToArray();
        var branches = new Branch[longestFirst.Length];
        GradientWork.Run(branches.Length, degreeOfParallelism, i =>
        {
            var search = Take();
            branches[i] = new Branch(data, tree, search, told);
            branches[i].Grow(nodes[longestFirst[i]], totals[i]);
            searches.Add(search);
        });
        for (var i = 0; i < branches.Length; i++)
        {
            trunk.Graft(longestFirst[i], branches[i]);
        }
    }

    private NodeSearch Take() => searches.TryTake(out var search) ? search : new NodeSearch(data);
}
