namespace Counterweight.Training.Trees.Growth;

/// <summary>Where splits come from: it searches nodes and divides them. Growth asks nothing else of a kind of tree.</summary>
/// <typeparam name="TSplit">What says which rows go left.</typeparam>
/// <typeparam name="TCell">An element of sums and histograms.</typeparam>
internal abstract class SplitSource<TSplit, TCell>
    where TSplit : struct
    where TCell : struct
{
    /// <summary>Whether other threads can grow branches of the tree, each with a source by <see cref="Fork"/>.</summary>
    public virtual bool HasForks => false;

    /// <summary>Whether threads can divide different nodes and search their children at the same time, before it is known that the nodes are split.</summary>
    public virtual bool DividesSideBySide => false;

    /// <summary>A source for another thread, until it is given back.</summary>
    public virtual SplitSource<TSplit, TCell> Fork() => this;

    /// <summary>Gives the source's memory back.</summary>
    public virtual void GiveBack()
    {
    }

    /// <summary>Whether the limits allow a split of rows with these sums, depth and leaves aside.</summary>
    public abstract bool AllowsSplit(ReadOnlySpan<TCell> sums);

    /// <summary>Makes what the search of a store's first node reads.</summary>
    public virtual void Open(NodeStore<TSplit, TCell> nodes, int degreeOfParallelism)
    {
    }

    /// <summary>Sets the best split of a node, its gain, and the sums of its left side where they are known; false where there is none.</summary>
    public abstract bool Search(NodeStore<TSplit, TCell> nodes, int node, int degreeOfParallelism);

    /// <summary>Sets the sums and rows of the children that a node's split leads to.</summary>
    public abstract void Divide(NodeStore<TSplit, TCell> nodes, int node, int degreeOfParallelism);

    /// <summary>Makes what searches of the children read, as their states ask for it, and frees what the node held.</summary>
    public abstract void HandDown(NodeStore<TSplit, TCell> nodes, int node, int degreeOfParallelism);

    /// <summary>Undoes what <see cref="Divide"/> and <see cref="HandDown"/> did to a node that is not split after all, for sources that divide side by side.</summary>
    public virtual void Undo(NodeStore<TSplit, TCell> nodes, int node)
    {
    }

    /// <summary>Frees what a node holds that is not split after all.</summary>
    public virtual void Release(ref GrowingNode<TSplit, TCell> node)
    {
    }
}
