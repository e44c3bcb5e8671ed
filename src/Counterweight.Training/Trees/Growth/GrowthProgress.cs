namespace Counterweight.Training.Trees.Growth;

/// <summary>Progress of one tree, told by the threads that grow it.</summary>
internal sealed class GrowthProgress(IProgress<FitProgress>? progress, int rows, CancellationToken cancellation)
{
    private readonly Lock gate = new();
    private long finished;

    public CancellationToken Cancellation => cancellation;

    /// <summary>Rows have reached a leaf that stays one.</summary>
    public void Finish(int count, int nodes)
    {
        if (progress is null)
        {
            return;
        }

        lock (gate)
        {
            finished += count;
            progress.Report(new FitProgress((double)finished / rows, $"{nodes} nodes"));
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
