using Counterweight.Cli.Columns;
using Counterweight.Cli.Reading;
using Xunit;

namespace Counterweight.Cli.Tests;

/// <summary>Tables of tests, as the command reads them.</summary>
internal static class Tables
{
    /// <summary>The data set of a file.</summary>
    public static TableDataset Load(string path, string label, params string[] ignored) =>
        Load(path, new ColumnOptions { Label = label, Ignore = ignored });

    public static TableDataset Load(string path, ColumnOptions options) => TableLoader.Load(
        new TableRequest("compare", path, new ReadingOptions { Label = options.Label, Missing = options.Missing }, options, []),
        progress: null,
        TestContext.Current.CancellationToken);

    /// <summary>The data set of a text.</summary>
    public static TableDataset OfText(string content, string label, params string[] ignored) =>
        OfText(content, new ColumnOptions { Label = label, Ignore = ignored });

    public static TableDataset OfText(string content, ColumnOptions options)
    {
        using var file = new TemporaryFile(content);
        return Load(file.Path, options);
    }

    /// <summary>The plan of a text, whatever is wrong with it.</summary>
    public static TablePlan Plan(string content, ColumnOptions options)
    {
        using var file = new TemporaryFile(content);
        var reading = new ReadingOptions { Label = options.Label, Missing = options.Missing };
        return TablePlanner.Plan(TableReader.Read(file.Path, reading, progress: null, TestContext.Current.CancellationToken), options, TestContext.Current.CancellationToken);
    }

    /// <summary>A table of rows that are made one by one.</summary>
    /// <param name="header">The first line.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="row">A row's line, by its number from 0.</param>
    public static string Rows(string header, int count, Func<int, string> row) => header + "\n" + string.Concat(Enumerable.Range(0, count).Select(i => row(i) + "\n"));
}
