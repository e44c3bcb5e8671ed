using Counterweight.Decisions;

namespace Counterweight.Cli.Evaluation;

/// <summary>What is asked for beside the measures that there always are.</summary>
internal sealed record EvaluationOptions
{
    /// <summary>Costs of mistakes; null: none are known.</summary>
    public CostMatrix? Costs { get; init; }

    /// <summary>Coverage of intervals.</summary>
    public double Level { get; init; } = 0.95;

    /// <summary>Replicates of bootstraps; 0: as many as the rows allow.</summary>
    public int Replicates { get; init; }

    /// <summary>Seed of bootstraps.</summary>
    public ulong Seed { get; init; }

    /// <summary>Threads at most.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
