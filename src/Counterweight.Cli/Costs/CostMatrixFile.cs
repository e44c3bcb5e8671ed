using Counterweight.Cli.Arguments;
using Counterweight.Cli.Columns;
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

        var rows = Names(table.Columns[0]);
        RequireSame(table.Source, "rows", rows, classes);
        RequireSame(table.Source, "columns", [.. table.Columns.Skip(1).Select(column => column.Name)], classes);
        var places = classes.Index().ToDictionary(each => each.Item, each => each.Index, StringComparer.Ordinal);
        var costs = new double[classes.Count * classes.Count];
        foreach (var column in table.Columns.Skip(1))
        {
            var answer = places[column.Name];
            var numbers = new ColumnFacts(column, [], new RowScratch()).Numbers();
            for (var row = 0; row < rows.Length; row++)
            {
                costs[(places[rows[row]] * classes.Count) + answer] = Math.Abs(numbers[row]) <= RowCosts.Greatest
                    ? numbers[row]
                    : throw new InputException($"{table.Source}: the cost of answering '{FilePlace.OneLine(column.Name)}' where '{FilePlace.OneLine(rows[row])}' is right is no number within ±1E+290");
            }
        }

        return new CostMatrix(classes.Count, costs);
    }

    private static string[] Names(RawColumn column) => column.Kind == RawColumnKind.Coded
        ? [.. Enumerable.Range(0, column.RowCount).Select(row => column.Texts[column.Codes[row]].Text)]
        : [];

    private static void RequireSame(string source, string what, string[] found, IReadOnlyList<string> classes)
    {
        if (found.FirstOrDefault(name => !classes.Contains(name, StringComparer.Ordinal)) is { } unknown)
        {
            throw new InputException($"{source}: {what}: there is no class '{FilePlace.OneLine(unknown)}'; the classes are {NamedNumbers.List(classes)}");
        }

        if (found.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new InputException($"{source}: {what}: class '{FilePlace.OneLine(twice.Key)}' is there twice");
        }

        if (classes.FirstOrDefault(name => !found.Contains(name, StringComparer.Ordinal)) is { } left)
        {
            throw new InputException($"{source}: {what}: class '{FilePlace.OneLine(left)}' is missing");
        }
    }
}
