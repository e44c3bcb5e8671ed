namespace Counterweight.Cli.Output;

/// <summary>A table of visible text. The first column is aligned to the left, the others to the right, but for those that say otherwise.</summary>
internal sealed class TextTable
{
    /// <summary>Spaces between columns.</summary>
    public const int Gap = 2;

    private readonly List<(string[] Header, bool IsRight)> columns = [];
    private readonly List<string[]> rows = [];

    /// <summary>Adds a column. Lines of its header stand at the bottom.</summary>
    public void AddColumn(bool isRight, params string[] header) => columns.Add((header, isRight));

    /// <summary>Adds a row: a text a column.</summary>
    public void AddRow(params string[] cells) => rows.Add(cells);

    /// <summary>The lines, without space at their ends.</summary>
    public IEnumerable<string> Lines()
    {
        var widths = columns.Select((column, i) => Math.Max(column.Header.Max(Shown.Width), rows.Count == 0 ? 0 : rows.Max(row => Shown.Width(row[i])))).ToArray();
        var height = columns.Max(column => column.Header.Length);
        for (var line = 0; line < height; line++)
        {
            yield return Line(widths, i => columns[i].Header.ElementAtOrDefault(line - height + columns[i].Header.Length) ?? "");
        }

        yield return new string('─', widths.Sum() + (Gap * (widths.Length - 1)));
        foreach (var row in rows)
        {
            yield return Line(widths, i => row[i]);
        }
    }

    private string Line(int[] widths, Func<int, string> cell) =>
        string.Join(new string(' ', Gap), widths.Select((width, i) => Shown.Pad(cell(i), width, columns[i].IsRight))).TrimEnd();
}
