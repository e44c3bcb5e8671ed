namespace Counterweight.Cli.Reading;

/// <summary>The line that each row begins on. Rows that follow each other line by line take no memory.</summary>
internal sealed class RowLines
{
    private readonly List<int> rows = [];
    private readonly List<long> lines = [];
    private long next = -1;

    /// <summary>Number of rows.</summary>
    public int Count { get; private set; }

    /// <summary>The line of a row, from 1.</summary>
    public long this[int row]
    {
        get
        {
            var found = rows.BinarySearch(row);
            var run = found >= 0 ? found : ~found - 1;
            return lines[run] + (row - rows[run]);
        }
    }

    /// <summary>Takes the line of the next row.</summary>
    public void Add(long line)
    {
        if (line != next)
        {
            rows.Add(Count);
            lines.Add(line);
        }

        next = line + 1;
        Count++;
    }
}
