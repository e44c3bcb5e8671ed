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
    /// <summary>Where results that are bytes go: the stream below <see cref="Output"/>, which is flushed before.</summary>
    public Stream Bytes { get; init; } = Stream.Null;

    /// <summary>Called when the work has ended by itself, before that is told: nobody else need end it and tell.</summary>
    public Action WorkEnded { get; init; } = static () => { };
}
