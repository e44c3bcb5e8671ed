namespace Counterweight.Peers.Measuring;

/// <summary>A line of the table: we and one peer. Times are medians of all rounds and seeds.</summary>
/// <param name="Work">What was done.</param>
/// <param name="Shape">Its size.</param>
/// <param name="Peer">Who else did it.</param>
/// <param name="Threads">Threads of both.</param>
/// <param name="Ours">What it took us.</param>
/// <param name="Other">What it took the peer.</param>
/// <param name="Qualities">How good the outcomes were.</param>
internal sealed record Row(string Work, string Shape, string Peer, int Threads, Times Ours, Times Other, IReadOnlyList<QualityPair> Qualities)
{
    /// <summary>Which time counts: of one thread that of processors, which another process does not lengthen, of several that of the day.</summary>
    public bool CountsWall => Threads > 1;

    /// <summary>What it took us.</summary>
    public double OursSeconds => CountsWall ? Ours.Wall : Ours.Processor;

    /// <summary>What it took the peer.</summary>
    public double PeerSeconds => CountsWall ? Other.Wall : Other.Processor;

    /// <summary>How many times as long the peer took.</summary>
    public double Ratio => PeerSeconds / OursSeconds;

    /// <summary>How much of its time the side that had least had a processor; of several threads nobody can tell, as some of them wait.</summary>
    public double ProcessorShare => CountsWall ? 1 : Math.Min(Ours.Processor / Ours.Wall, Other.Processor / Other.Wall);
}

/// <summary>A line that could not be measured.</summary>
/// <param name="Work">What was to be done.</param>
/// <param name="Shape">Its size.</param>
/// <param name="Peer">Who else was to do it.</param>
/// <param name="Reason">Why not.</param>
internal sealed record Skipped(string Work, string Shape, string Peer, string Reason);
