using Spectre.Console;

namespace Counterweight.Benchmarks;

/// <summary>Standard output, never so narrow that a table breaks its cells.</summary>
internal static class Output
{
    private const int LeastWidth = 160;

    private static readonly IAnsiConsole Terminal = Create();

    public static void Write(Table table) => Terminal.Write(table);

    public static void WriteLines(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            Terminal.WriteLine(line);
        }
    }

    private static IAnsiConsole Create()
    {
        var terminal = AnsiConsole.Create(new AnsiConsoleSettings());
        terminal.Profile.Width = Math.Max(terminal.Profile.Width, LeastWidth);
        return terminal;
    }
}
