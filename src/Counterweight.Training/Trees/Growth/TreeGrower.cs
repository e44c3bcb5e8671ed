using Counterweight.Threading;

namespace Counterweight.Training.Trees.Growth;

/// <summary>Grows a tree of any kind from its root.</summary>
/// <param name="policy">Order and limits.</param>
/// <param name="degreeOfParallelism">Threads.</param>
/// <param name="progress">Told of finished rows.</param>
internal sealed class TreeGrower<TSplit, TCell>(GrowthPolicy policy, int degreeOfParallelism, GrowthProgress progress)
    where TSplit : struct
    where TCell : struct
{
    /// <summary>Nodes of fewer rows are grown by one thread.</summary>
    private const int LeastShared = 512;

    /// <summary>Grows what the root of a store leads to.</summary>
    public void Grow(NodeStore<TSplit, TCell> nodes, SplitSource<TSplit, TCell> source)
    {
        progress.Cancellation.ThrowIfCancellationRequested();
        if (degreeOfParallelism > 1 && policy.Order == GrowthOrder.BestFirst && source.DividesSideBySide)
        {
            new BestFirstTeam<TSplit, TCell>(new(nodes, source, policy, progress, 0), degreeOfParallelism).Grow();
        }
        else
        {
            GrowBranches(nodes, source);
        }

        if (policy.LeavesWhileGrowing > policy.MaxLeaves)
        {
            nodes.Trim(policy.MaxLeaves);
        }

        progress.Complete(nodes.Count);
    }

    private void GrowBranches(NodeStore<TSplit, TCell> nodes, SplitSource<TSplit, TCell> source)
    {
        var isShared = degreeOfParallelism > 1 && policy.Order == GrowthOrder.DepthFirst && source.HasForks;
        var deferredRows = isShared ? Math.Max(LeastShared, (int)(nodes.Rows(0).Length / (4L * degreeOfParallelism))) : 0;
        var trunk = new Branch<TSplit, TCell>(new(nodes, source, policy, progress, deferredRows), degreeOfParallelism);
        trunk.Grow();
        GrowDeferred(nodes, source, trunk.Deferred);
    }

    private void GrowDeferred(NodeStore<TSplit, TCell> nodes, SplitSource<TSplit, TCell> source, IReadOnlyList<int> deferred)
    {
        if (deferred.Count == 0)
        {
            return;
        }

        // The longest first, so that threads end together.
        int[] longestFirst = [.. deferred.OrderByDescending(node => nodes.Rows(node).Length)];
        NodeStore<TSplit, TCell>[] branches = [.. longestFirst.Select(nodes.Branch)];
        ParallelItems.Run(branches.Length, degreeOfParallelism, i =>
        {
            var own = source.Fork();
            new Branch<TSplit, TCell>(new(branches[i], own, policy, progress, 0), 1).Grow();
            own.GiveBack();
        });
        for (var i = 0; i < branches.Length; i++)
        {
            nodes.Graft(longestFirst[i], branches[i]);
        }
    }
}
