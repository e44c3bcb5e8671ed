namespace Counterweight.Resampling.Under;

/// <summary>When the neighbors of a row vote to keep it.</summary>
public enum NeighborVote
{
    /// <summary>When all of them are of its class: more rows go.</summary>
    All,

    /// <summary>When no class has more of them than its own, nor as many and a lower number.</summary>
    Mode,
}
