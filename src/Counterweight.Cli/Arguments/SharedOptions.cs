using System.CommandLine;

namespace Counterweight.Cli.Arguments;

/// <summary>Options of several commands, which mean the same in each.</summary>
internal sealed class SharedOptions
{
    public Option<ulong> Seed { get; } = new("--seed")
    {
        Description = "Seed of all that is drawn at random: splits, samples of rows and features",
        HelpName = "S",
        DefaultValueFactory = _ => 0,
        CustomParser = result => Numbers.Parse<ulong>(result, _ => true, "a whole number of at least 0"),
    };

    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Print the results as JSON",
        Recursive = true,
    };

    public Option<int> Threads { get; } = new("--threads")
    {
        Description = "Threads at most; results do not depend on them",
        HelpName = "N",
        DefaultValueFactory = _ => Environment.ProcessorCount,
        CustomParser = result => Numbers.Parse<int>(result, value => value is >= 1 and <= 1024, "a whole number from 1 to 1024"),
    };
}
