using System.CommandLine;

namespace Counterweight.Cli.Arguments;

/// <summary>Options of several commands, which mean the same in each.</summary>
internal sealed class SharedOptions
{
    public Option<ulong> Seed { get; } = Numbers.Whole("--seed", "Seed of all that is drawn at random (splits, samples of rows and features)", ulong.MinValue, ulong.MaxValue, isDefault: 0UL);

    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Print the results as JSON",
        Recursive = true,
    };

    public Option<int> Threads { get; } = Numbers.Whole("--threads", "Threads at most (results do not depend on them)", 1, 1024, Math.Min(Environment.ProcessorCount, 1024));
}
