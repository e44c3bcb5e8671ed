using Counterweight.Cli.Output;

namespace Counterweight.Cli.Reading;

/// <summary>Writes where in a file something is wrong.</summary>
internal static class FilePlace
{
    private const int QuotedColumns = 60;

    public static InputException Error(string source, string message) => new($"{source}: {message}");

    public static InputException Error(string source, long line, string message, Exception? inner = null) =>
        new(FormattableString.Invariant($"{source}:{line}: {message}"), inner);

    public static InputException Error(string source, long line, string column, string message) =>
        Error(source, line, $"column '{OneLine(column)}': {message}");

    /// <summary>Text from a file, fit for one line of a message.</summary>
    public static string OneLine(string text) => Shown.Cut(text, QuotedColumns);

    /// <summary>A whole message on one line.</summary>
    public static string WithoutBreaks(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
}
