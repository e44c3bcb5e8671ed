namespace Counterweight.Cli.Output;

/// <summary>A table of visible text. The first column is aligned to the left, the others to the right, but for those that say otherwise.</summary>
internal sealed class TextTable
{
    /// <summary>Spaces between columns.</summary>
    public const int Gap = 2;

    // Less says nothing.
    private const int LeastName = 8;

    // Some words.
    private const int LeastWrapped = 20;
    private const string Indentation = "  ";

    private readonly List<(string[] Header, bool IsRight)> columns = [];
    private readonly List<string[]> rows = [];

    /// <summary>Adds a column. Lines of its header stand at the bottom.</summary>
    public void AddColumn(bool isRight, params string[] header) => columns.Add((header, isRight));

    /// <summary>Adds a row: a text a column.</summary>
    public void AddRow(params string[] cells) => rows.Add(cells);

    /// <summary>Breaks the texts of the first column into lines where the table would not fit otherwise: other cells stand beside the first.</summary>
    /// <param name="width">Columns of the terminal.</param>
    public void WrapFirst(int width)
    {
        var widths = Widths(int.MaxValue);
        var room = Math.Max(LeastWrapped, width - widths.Skip(1).Sum(other => other + Gap));
        string[][] wrapped = [.. rows.SelectMany(row => Shown.Wrap(row[0], room, Indentation).Select((line, i) => i == 0 ? [line, .. row[1..]] : (string[])[line, .. row[1..].Select(_ => "")]))];
        columns[0] = ([.. columns[0].Header.SelectMany(text => Shown.Wrap(text, room, Indentation))], columns[0].IsRight);
        rows.Clear();
        rows.AddRange(wrapped);
    }

    /// <summary>The lines, without space at their ends.</summary>
    /// <param name="width">Columns of the terminal: columns of names are cut until the table fits, or has only short ones.</param>
    public IEnumerable<string> Lines(int width = int.MaxValue)
    {
        var widths = Widths(width);
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

    // The widest column of names first.
    private int[] Widths(int width)
    {
        var widths = columns.Select((column, i) => Math.Max(column.Header.Max(Shown.Width), rows.Count == 0 ? 0 : rows.Max(row => Shown.Width(row[i])))).ToArray();
        for (var surplus = Surplus(); surplus > 0; surplus = Surplus())
        {
            var widest = Enumerable.Range(0, widths.Length).Where(i => !columns[i].IsRight && widths[i] > LeastName).OrderByDescending(i => widths[i]).FirstOrDefault(-1);
            if (widest < 0)
            {
                break;
            }

            var next = Enumerable.Range(0, widths.Length).Where(i => i != widest && !columns[i].IsRight && widths[i] < widths[widest]).Select(i => widths[i]).DefaultIfEmpty(LeastName).Max();
            widths[widest] = Math.Max(Math.Max(LeastName, next), widths[widest] - Math.Max(1, (int)Math.Min(surplus, int.MaxValue)));
        }

        return widths;

        long Surplus() => widths.Sum() + (Gap * (widths.Length - 1L)) - width;
    }

    private string Line(int[] widths, Func<int, string> cell) =>
        string.Join(new string(' ', Gap), widths.Select((width, i) => Shown.Pad(Shown.CutMiddle(cell(i), width), width, columns[i].IsRight))).TrimEnd();
}
