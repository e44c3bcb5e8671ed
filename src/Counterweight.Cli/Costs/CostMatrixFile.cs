using System.Globalization;
using Counterweight.Cli.Arguments;
using Counterweight.Cli.Reading;
using Counterweight.Cli.Reading.Columns;
using Counterweight.Decisions;

namespace Counterweight.Cli.Costs;

/// <summary>A table of costs: the first column names the class that is right, the others are named by the class that is answered.</summary>
internal static class CostMatrixFile
{
    /// <summary>Reads the costs of some classes, whose order in the file is free.</summary>
    /// <exception cref="InputException">The file cannot be read, lacks a class or has another, or a cost is no number.</exception>
    public static CostMatrix Read(string path, IReadOnlyList<string> classes, CancellationToken cancellation)
    {
        var table = TableReader.Read(path, new ReadingOptions { HasHeader = true }, null, cancellation);
        if (table.Problems is [var problem, ..])
        {
            throw new InputException(problem.StartsWith(table.Source, StringComparison.Ordinal) ? problem : $"{table.Source}: {problem}");
        }

        if (table.Duplicates is [var duplicate, ..])
        {
            throw FilePlace.Error(table.Source, table.HeaderLine, duplicate.Problem);
        }

        var rows = Enumerable.Range(0, table.RowCount).Select(row => Cell(table.Columns[0], row)).ToArray();
        RequireSame(rows, classes, (fault, row) => row < 0 ? FilePlace.Error(table.Source, $"rows: {fault}") : FilePlace.Error(table.Source, table.LineOf(row), fault));
        RequireSame([.. table.Columns.Skip(1).Select(column => column.Name)], classes, (fault, _) => FilePlace.Error(table.Source, $"columns: {fault}"));
        var places = classes.Index().ToDictionary(each => each.Item, each => each.Index, StringComparer.Ordinal);
        var costs = new double[classes.Count * classes.Count];
        foreach (var column in table.Columns.Skip(1))
        {
            for (var row = 0; row < rows.Length; row++)
            {
                var number = column.Kind == RawColumnKind.Coded ? column.Texts[column.Codes[row]].Number : column.Kind == RawColumnKind.Numbers ? column.Values[row] : double.NaN;
                costs[(places[rows[row]] * classes.Count) + places[column.Name]] = RowCosts.IsCost(number)
                    ? number
                    : throw FilePlace.Error(table.Source, table.LineOf(row), column.Name, $"'{FilePlace.OneLine(Cell(column, row))}' is no cost; the cost of answering '{FilePlace.OneLine(column.Name)}' where '{FilePlace.OneLine(rows[row])}' is right must be {RowCosts.Range}");
            }
        }

        return new CostMatrix(classes.Count, costs);
    }

    private static string Cell(RawColumn column, int row) => column.Kind == RawColumnKind.Coded
        ? column.Texts[column.Codes[row]].Text
        : column.Kind == RawColumnKind.Numbers ? column.Values[row].ToString(CultureInfo.InvariantCulture) : "";

    // Who refuses is told the place of a name, −1 where none is there.
    private static void RequireSame(string[] found, IReadOnlyList<string> classes, Func<string, int, InputException> refuse)
    {
        if (Array.FindIndex(found, name => !classes.Contains(name, StringComparer.Ordinal)) is >= 0 and var unknown)
        {
            throw refuse($"there is no class '{FilePlace.OneLine(found[unknown])}'; the classes are {NamedNumbers.List(classes)}", unknown);
        }

        if (found.Index().GroupBy(name => name.Item, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw refuse($"class '{FilePlace.OneLine(twice.Key)}' is there twice", twice.ElementAt(1).Index);
        }

        if (classes.FirstOrDefault(name => !found.Contains(name, StringComparer.Ordinal)) is { } left)
        {
            throw refuse($"class '{FilePlace.OneLine(left)}' is missing", -1);
        }
    }
}
