namespace Counterweight.Peers.Measuring;

/// <summary>A work made ready on some data: we and the peers.</summary>
internal sealed class Contest : IDisposable
{
    private readonly Dictionary<string, Side> peers = new(StringComparer.Ordinal);
    private readonly Stack<IDisposable> owned = new();

    /// <param name="ours">Our side.</param>
    /// <param name="unitsPerRun">What the time of a run is divided by, where one run does the work several times.</param>
    public Contest(Side ours, int unitsPerRun = 1) => (Ours, UnitsPerRun) = (ours, unitsPerRun);

    /// <summary>Our side.</summary>
    public Side Ours { get; }

    /// <summary>What the time of a run is divided by.</summary>
    public int UnitsPerRun { get; }

    /// <summary>The side of a peer.</summary>
    public Side this[string peer] => peers[peer];

    /// <summary>Adds a peer.</summary>
    /// <param name="peer">Its name, as the work has it.</param>
    /// <param name="side">What it does.</param>
    /// <param name="resources">What to dispose of at the end.</param>
    public Contest Against(string peer, Side side, params ReadOnlySpan<IDisposable> resources)
    {
        peers.Add(peer, side);
        foreach (var resource in resources)
        {
            owned.Push(resource);
        }

        return this;
    }

    public void Dispose()
    {
        while (owned.TryPop(out var resource))
        {
            resource.Dispose();
        }
    }
}
