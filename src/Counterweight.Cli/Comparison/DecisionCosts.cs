namespace Counterweight.Cli.Comparison;

/// <summary>Mean costs a row of a model's answers, averaged over the splits.</summary>
internal sealed class DecisionCosts
{
    /// <summary>Of the most probable class.</summary>
    public Spread Answered { get; } = new();

    /// <summary>Of the answer of least expected cost by the probabilities as they are.</summary>
    public Spread Decided { get; } = new();

    /// <summary>Of the answer of least expected cost by corrected probabilities; the same where they need no correction.</summary>
    public Spread Corrected { get; } = new();
}
