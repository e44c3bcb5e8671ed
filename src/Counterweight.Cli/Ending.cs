namespace Counterweight.Cli;

/// <summary>Ends the process soon after Ctrl-C, even where it waits for a pipe that sends nothing and hears no token.</summary>
internal sealed class Ending(TextWriter error)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(150);

    private readonly Lock gate = new();
    private Timer? timer;
    private bool isOver;

    /// <summary>Gives the work a moment to end by itself.</summary>
    public void Begin() => timer ??= new Timer(_ => Force(), null, Patience, Timeout.InfiniteTimeSpan);

    /// <summary>The work has ended by itself.</summary>
    public void Complete()
    {
        lock (gate)
        {
            isOver = true;
            timer?.Dispose();
        }
    }

    private void Force()
    {
        lock (gate)
        {
            if (!isOver)
            {
                error.WriteLine("counterweight: cancelled");
                Environment.Exit(ExitCode.Cancelled);
            }
        }
    }
}
