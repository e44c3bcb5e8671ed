using Counterweight.Cli.Output;
using Counterweight.Cli.Reading;

namespace Counterweight.Cli.Columns;

/// <summary>Finds a command that would run where the one that was given does not.</summary>
internal static class CommandSuggestion
{
    // A remedy may show another problem, as a class of a single row whose other rows were dropped.
    private const int Tries = 5;

    /// <summary>Options with which the file has no problem; null where none were found.</summary>
    /// <param name="plan">What the given options lead to.</param>
    /// <param name="cancellation">Ends the search early.</param>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static ColumnOptions? Find(TablePlan plan, CancellationToken cancellation)
    {
        for (var i = 0; i < Tries && plan.Problems.Count > 0; i++)
        {
            if (plan.Problems.Any(problem => problem.Remedy is null))
            {
                return null;
            }

            var options = plan.Problems.Aggregate(plan.Options, (options, problem) => problem.Remedy!(options));
            plan = TablePlanner.Plan(plan.Table, options, cancellation);
        }

        return plan.Problems.Count == 0 ? plan.Options : null;
    }

    /// <summary>The options of columns as they are written on a command line.</summary>
    /// <param name="options">One column a value.</param>
    /// <param name="table">The file.</param>
    public static IEnumerable<string> Write(ColumnOptions options, RawTable table)
    {
        if (options.Label is { } label)
        {
            yield return ShellText.Option("--label", Names([label], table));
        }

        foreach (var (name, columns) in ((string, IReadOnlyList<string>)[])[("--ignore", options.Ignore), ("--keep", options.Keep), ("--category", options.Category)])
        {
            if (columns.Count > 0)
            {
                yield return ShellText.Option(name, Names([.. columns.Distinct(StringComparer.Ordinal)], table));
            }
        }

        foreach (var text in options.Missing.Distinct(StringComparer.Ordinal))
        {
            yield return ShellText.Option("--missing", text);
        }

        if (options.DropUnlabelled)
        {
            yield return "--drop-unlabelled";
        }

        if (options.DropRare > 0)
        {
            yield return FormattableString.Invariant($"--drop-rare {options.DropRare}");
        }

        if (options.Regression)
        {
            yield return "--regression";
        }
    }

    // A name that a terminal cannot show is given by its number. One name alone needs no quotes for its commas.
    private static string Names(string[] names, RawTable table)
    {
        var written = Array.ConvertAll(names, name => !Shown.IsShown(name) || name.Any(char.IsSurrogate) ? Number(name, table) : name);
        return written.Length == 1 && !written[0].StartsWith('"') ? written[0] : NamedColumns.Join(written);
    }

    private static string Number(string name, RawTable table)
    {
        for (var place = 0; place < table.Columns.Count; place++)
        {
            if (string.Equals(table.Columns[place].Name, name, StringComparison.Ordinal))
            {
                return FormattableString.Invariant($"{place + 1}");
            }
        }

        return name;
    }
}
