using System.CommandLine;
using Counterweight.Benchmarks;
using Counterweight.Benchmarks.FirstCalls;
using Counterweight.Benchmarks.Quick;
using Counterweight.Benchmarks.Roofline;
using Counterweight.Benchmarks.Serve;
using Counterweight.Benchmarks.Trees;

var root = new RootCommand("""
    Benchmarks of the kernel catalogue. Arguments that begin with an option go to BenchmarkDotNet,
    which runs every kernel at every shape: --list flat, --filter '*focal*', --job short. No argument runs it all.
    """)
{
    QuickCommand.Create(),
    RooflineCommand.Create(),
    FirstCallsCommand.Create(),
    ServeCommand.Create(),
    ServeTreesCommand.Create(),
};

var isCommand = args.Length > 0
    && (root.Subcommands.Any(command => string.Equals(command.Name, args[0], StringComparison.Ordinal)) || args[0] is "--help" or "-h" or "-?");
if (!isCommand)
{
    // BenchmarkDotNet would pass over a misspelt command and run everything, for hours.
    if (args is [not ['-', ..], ..])
    {
        Console.Error.WriteLine($"There is no command '{args[0]}', only {string.Join(", ", root.Subcommands.Select(command => command.Name))}.");
        return UsageException.ExitCode;
    }

    return BenchmarkDotNetRun.Run(args);
}

return CommandRun.Of(root.Parse(args));
