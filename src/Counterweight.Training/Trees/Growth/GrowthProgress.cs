namespace Counterweight.Training.Trees.Growth;

/// <summary>Progress of one tree, told by the threads that grow it.</summary>
internal sealed class GrowthProgress(FitMonitor monitor, int rows)
{
    private readonly Lock gate = new();
    private long finished;

    public CancellationToken Cancellation => monitor.Cancellation;

    /// <summary>Rows have reached a leaf that stays one.</summary>
    public void Finish(int count, int nodes)
    {
        if (monitor.Progress is null)
        {
            return;
        }

        lock (gate)
        {
            finished += count;
            monitor.Report((double)finished / rows, $"{nodes} nodes");
        }
    }

    /// <summary>The tree is done, some nodes perhaps left unsplit.</summary>
    public void Complete(int nodes)
    {
        if (finished < rows)
        {
            Finish((int)(rows - finished), nodes);
        }
    }
}
