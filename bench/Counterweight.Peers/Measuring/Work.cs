namespace Counterweight.Peers.Measuring;

/// <summary>Something that we and others do, of one size.</summary>
/// <param name="name">What is done: "boosting with binning".</param>
/// <param name="shape">The size: "500000x28".</param>
/// <param name="peers">Who else does it.</param>
internal abstract class Work(string name, string shape, params IReadOnlyList<string> peers)
{
    /// <summary>What is done.</summary>
    public string Name => name;

    /// <summary>The size.</summary>
    public string Shape => shape;

    /// <summary>Who else does it.</summary>
    public IReadOnlyList<string> Peers => peers;

    /// <summary>What exactly is timed, with which parameters: one sentence or two.</summary>
    public abstract string Description { get; }

    /// <summary>Whether it makes no use of more threads than one.</summary>
    public virtual bool IsSingleThreaded => false;

    /// <summary>Makes the data, and what runs on them.</summary>
    /// <param name="threads">Threads of every side.</param>
    /// <param name="seed">Of the data.</param>
    /// <exception cref="PeerMissingException">The peer does not run on this machine.</exception>
    public abstract Contest Prepare(int threads, int seed);
}
