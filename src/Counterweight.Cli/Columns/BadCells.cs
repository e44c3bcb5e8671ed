using System.Globalization;
using System.Text;
using Counterweight.Cli.Reading;
using Counterweight.Cli.Reading.Cells;
using Counterweight.Cli.Reading.Columns;

namespace Counterweight.Cli.Columns;

/// <summary>Says which cells of a column are not what the others are.</summary>
internal static class BadCells
{
    private const int Named = 3;
    private const int RowsOfAStray = 100;

    /// <summary>The problem of a column with cells that are no numbers, or no times.</summary>
    /// <param name="table">The file.</param>
    /// <param name="facts">The column.</param>
    /// <param name="isTime">Whether its cells are times but for those.</param>
    /// <param name="expected">What its cells should be.</param>
    /// <param name="remedy">What helps; null: what the cells suggest.</param>
    public static Problem Problem(RawTable table, ColumnFacts facts, bool isTime, string expected, Func<ColumnOptions, ColumnOptions>? remedy = null)
    {
        var (cells, count) = Find(facts, isTime);
        var name = facts.Column.Name;
        var first = cells[0];
        var others = cells.Skip(1).Take(Named - 1).Select(cell => string.Create(CultureInfo.InvariantCulture, $"'{FilePlace.OneLine(cell.Text)}' (line {cell.Line})")).ToArray();
        var message = string.Create(CultureInfo.InvariantCulture, $"{table.Source}:{first.Line}: column '{FilePlace.OneLine(name)}': '{FilePlace.OneLine(first.Text)}' is not a {(!isTime && InfiniteText.Is(Encoding.UTF8.GetBytes(first.Text)) ? "finite " : "")}{expected}");
        message += others.Length > 0 ? $", nor {(others.Length == 1 ? "is" : "are")} {string.Join(" and ", others)}" : "";
        message += count > 1 ? string.Create(CultureInfo.InvariantCulture, $"; of {facts.Column.RowCount:N0} cells {count:N0} are none") : "";
        message += remedy is null ? " (--ignore leaves the column out, --missing takes a text for a missing value)" : "";
        return new Problem(message, remedy ?? Remedy(facts, cells, count));
    }

    // The first cell of each distinct text, in the order of lines.
    private static (IReadOnlyList<BadCell> Cells, long Count) Find(ColumnFacts facts, bool isTime)
    {
        if (facts.Column.Kind is not RawColumnKind.Coded)
        {
            var known = facts.Column.Kind == RawColumnKind.Texts ? facts.Column.Examples : facts.Column.BadCells;
            return (known.Count > 0 ? [.. known.DistinctBy(cell => cell.Text, StringComparer.Ordinal)] : [new BadCell(1, "a time")], Math.Max(1, facts.BadCount));
        }

        var texts = facts.Present.Where(text => isTime ? !text.IsTime : !text.IsNumber).OrderBy(text => text.FirstLine).ToArray();
        return ([.. texts.Select(text => new BadCell(text.FirstLine, text.Text))], texts.Sum(text => (long)text.RowCount));
    }

    // Words among numbers are missing values, and so are a few texts among very many; others with digits are categories where there are few of them.
    private static Func<ColumnOptions, ColumnOptions> Remedy(ColumnFacts facts, IReadOnlyList<BadCell> cells, long count)
    {
        var name = facts.Column.Name;
        var areAllKnown = facts.Column.Kind == RawColumnKind.Coded || facts.Column.BadCells.Count == count;
        if (areAllKnown && cells.Count <= Named && cells.All(cell => !cell.Text.Any(char.IsControl)) && (count <= facts.Column.RowCount / RowsOfAStray || !cells.Any(cell => cell.Text.Any(char.IsDigit))))
        {
            return options => options with { Missing = [.. options.Missing, .. cells.Select(cell => cell.Text)] };
        }

        return facts.Column.Kind == RawColumnKind.Coded && facts.DistinctCount <= ColumnSorter.MostCategories && facts.DistinctCount <= facts.PresentCount / 2
            ? options => options with { Category = [.. options.Category, name] }
            : options => options with { Ignore = [.. options.Ignore, name] };
    }
}
