using System.Globalization;

namespace Counterweight.Cli.Reading.Delimited;

/// <summary>Counts what happens on lines of a file, and remembers the first few.</summary>
internal sealed class Places
{
    private const int Most = 3;

    private readonly List<string> first = [];

    /// <summary>How many there are.</summary>
    public long Count { get; private set; }

    /// <summary>The first line; 0 where there is none.</summary>
    public long FirstLine { get; private set; }

    /// <summary>«line 2», or «lines 2, 3, 5 and 7 more».</summary>
    public string Lines => Listed(first, Count);

    /// <summary>The lines but the first.</summary>
    public string OtherLines => Listed(first.Skip(1), Count - 1);

    /// <summary>What was said of the places but the first.</summary>
    public string Others => string.Join(", ", first.Skip(1)) + More();

    public void Add(long line) => Add(line, line.ToString(CultureInfo.InvariantCulture));

    /// <summary>Counts a line with what is to be said of it.</summary>
    public void Add(long line, string place)
    {
        FirstLine = Count == 0 ? line : FirstLine;
        Count++;
        if (first.Count < Most)
        {
            first.Add(place);
        }
    }

    private string Listed(IEnumerable<string> lines, long count) => (count > 1 ? "lines " : "line ") + string.Join(", ", lines) + More();

    private string More() => Count > Most ? FormattableString.Invariant($" and {Count - Most} more") : "";
}
