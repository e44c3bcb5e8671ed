using Spectre.Console;

namespace Counterweight.Cli;

/// <summary>Where a command writes, and what ends it early.</summary>
/// <param name="Output">Results.</param>
/// <param name="Error">One line where something is wrong.</param>
/// <param name="Progress">Console for a progress bar; null where nobody watches.</param>
/// <param name="Width">Columns of the output; null where it is not a terminal.</param>
/// <param name="Cancellation">Set by Ctrl-C.</param>
internal sealed record Session(TextWriter Output, TextWriter Error, IAnsiConsole? Progress, int? Width, CancellationToken Cancellation)
{
    // Wide enough that no table is wrapped in a file or a pipe.
    private const int UnlimitedWidth = 1000;

    /// <summary>A console for tables on <see cref="Output"/>: plain text, since nothing in them needs colour.</summary>
    public IAnsiConsole CreateTables()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(Output),
        });
        console.Profile.Width = Width ?? UnlimitedWidth;
        console.Profile.Capabilities.Unicode = false;
        return console;
    }
}
