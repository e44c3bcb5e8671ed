using System.CommandLine;
using Counterweight.Cli.Reading;

namespace Counterweight.Cli.Arguments;

/// <summary>The files that a command reads, each of which may be standard input.</summary>
internal static class InputFiles
{
    /// <summary>The one that is an argument.</summary>
    public static Argument<string> Argument(string description, string name = "FILE") => new InputArgument(name) { Description = Describe(description) };

    /// <summary>One that is an option.</summary>
    public static Option<string> Option(string name, string description, string helpName = "FILE") => new InputOption(name) { Description = Describe(description), HelpName = helpName };

    /// <summary>All of a command.</summary>
    public static IEnumerable<Symbol> Of(Command command) => [.. command.Arguments.OfType<InputArgument>(), .. command.Options.OfType<InputOption>()];

    /// <summary>Refuses a command line by which two are standard input, which is read once.</summary>
    /// <exception cref="InputException">Two are.</exception>
    public static void RefuseTwice(ParseResult parsed)
    {
        var given = Of(parsed.CommandResult.Command).Where(symbol => parsed.GetResult(symbol)?.Tokens is [{ Value: TableReader.StandardInput }]).Select(symbol => symbol.Name).ToArray();
        if (given.Length > 1)
        {
            throw new InputException($"{given[0]} and {given[1]} are both -: standard input is read once, and only one of them can be it");
        }
    }

    private static string Describe(string description) => $"{description}; - reads standard input";

    private sealed class InputArgument(string name) : Argument<string>(name);

    private sealed class InputOption(string name) : Option<string>(name);
}
