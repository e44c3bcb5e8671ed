namespace Counterweight.Cli.Reading.Sources;

/// <summary>Counts lines.</summary>
internal static class LineBreaks
{
    /// <summary>Number of line feeds; of carriage returns where there is none.</summary>
    public static int Count(ReadOnlySpan<byte> text)
    {
        var count = text.Count((byte)'\n');
        return count > 0 ? count : text.Count((byte)'\r');
    }

    /// <inheritdoc cref="Count(ReadOnlySpan{byte})"/>
    public static int Count(ReadOnlySpan<char> text)
    {
        var count = text.Count('\n');
        return count > 0 ? count : text.Count('\r');
    }
}
