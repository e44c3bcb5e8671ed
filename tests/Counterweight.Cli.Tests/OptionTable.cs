using System.CommandLine;

namespace Counterweight.Cli.Tests;

/// <summary>The table of README that says which commands have which options, made of the options themselves.</summary>
internal static class OptionTable
{
    private const string Header = "| options |";

    /// <summary>Its lines: options that the same commands have share one.</summary>
    public static string[] Lines()
    {
        Command[] commands = [.. CommandLine.CreateRoot(new Session(TextWriter.Null, TextWriter.Null, Progress: null, Width: null, CancellationToken.None)).Subcommands];
        var rows = commands.SelectMany(command => command.Options.Select(option => option.Name)).Distinct(StringComparer.Ordinal)
            .GroupBy(name => string.Join('|', commands.Select(command => command.Options.Any(option => string.Equals(option.Name, name, StringComparison.Ordinal)) ? " ✓ " : "   ")), StringComparer.Ordinal)
            .OrderByDescending(group => group.Key.Count(sign => sign == '✓'))
            .Select(group => $"| {string.Join(", ", group.Select(name => $"`{name}`"))} |{group.Key}|");
        return [$"{Header} {string.Join(" | ", commands.Select(command => command.Name))} |", "|---|" + string.Concat(commands.Select(_ => ":-:|")), .. rows];
    }

    /// <summary>Where it is among the lines of a text.</summary>
    public static (int Begin, int End) Find(IReadOnlyList<string> lines)
    {
        var begin = lines.Index().First(line => line.Item.StartsWith(Header, StringComparison.Ordinal)).Index;
        return (begin, begin + lines.Skip(begin).TakeWhile(line => line.StartsWith('|')).Count());
    }
}
