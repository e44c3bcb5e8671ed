using System.Globalization;
using Counterweight.Cli.Reading;
using Counterweight.Cli.Reading.Columns;

namespace Counterweight.Cli.Columns;

/// <summary>Decides what becomes of every column of a file.</summary>
internal sealed class TablePlanner
{
    private readonly RawTable table;
    private readonly ColumnChoices choices;
    private readonly ColumnFacts[] facts;
    private readonly bool hasNames;
    private readonly LabelPlan? label;
    private readonly Lazy<double[]> targets;
    private readonly LabelGiveaway? giveaway;
    private readonly CancellationToken cancellation;

    private TablePlanner(RawTable table, ColumnOptions options, CancellationToken cancellation)
    {
        this.table = table;
        this.cancellation = cancellation;
        choices = new ColumnChoices(table, options);
        var scratch = new RowScratch();
        facts = [.. table.Columns.Select(column => new ColumnFacts(column, options.Missing, scratch))];
        targets = new(() => label!.Facts.Numbers());
        hasNames = table.Columns.Any(column => column.IsNamed);
        if (choices.Label >= 0 && table.RowCount > 0)
        {
            label = new LabelReader(table, choices.Label, facts[choices.Label], options, choices.Categories.Contains(choices.Label)).Read();
            giveaway = label.IsUsable && !label.IsRegression ? new LabelGiveaway(label) : null;
        }
    }

    /// <summary>Decides what becomes of every column. All problems are found, not the first alone.</summary>
    /// <exception cref="InputException">There are no columns.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static TablePlan Plan(RawTable table, ColumnOptions options, CancellationToken cancellation) => table.Columns.Count > 0
        ? new TablePlanner(table, options, cancellation).Plan()
        : throw new InputException($"{table.Source}: the file is empty");

    private TablePlan Plan()
    {
        ColumnPlan[] columns = [.. Enumerable.Range(0, facts.Length).Select(PlanColumn)];
        List<Problem> problems = [.. DuplicateProblems(), .. table.Problems.Select(problem => new Problem(problem.StartsWith(table.Source, StringComparison.Ordinal) ? problem : $"{table.Source}: {problem}", null))];
        problems.AddRange(choices.Problems);
        problems.AddRange(label?.Problems ?? []);
        problems.AddRange(columns.Where(column => column.Problem is not null).Select(column => column.Problem!));
        if (table.RowCount == 0)
        {
            if (table.Problems.Count == 0)
            {
                problems.Add(new Problem($"{table.Source}: no rows after the header", null));
            }
        }
        else if (!Array.Exists(columns, column => column.IsFeature || column.Kind == ColumnKind.Refused))
        {
            problems.Add(NoFeature(columns));
        }

        List<string> notes = [.. table.Notes, .. SimilarTexts.Notes([.. table.Columns.Select(column => column.Name)]), .. label?.Notes ?? []];
        notes.AddRange(columns.Where(column => column.Note is not null).Select(column => column.Note!));
        return new TablePlan(table, choices.Options, columns, label, problems, notes)
        {
            Beside = [.. choices.Beside.Where(beside => beside.Place >= 0).Select(beside => (beside.Request, columns[beside.Place]))],
        };
    }

    // Of two columns with the same name one has to be ignored: which is meant by the name?
    private IEnumerable<Problem> DuplicateProblems()
    {
        const int MostTold = 3;
        var found = table.Duplicates.Where(duplicate => !choices.Ignored.Contains(duplicate.First) && !choices.Ignored.Contains(duplicate.Second)).ToArray();
        var place = table.HeaderLine > 0 ? FormattableString.Invariant($"{table.Source}:{table.HeaderLine}") : table.Source;
        foreach (var duplicate in found.Take(MostTold))
        {
            yield return new Problem($"{place}: {duplicate.Problem} (--ignore '{NameOf(duplicate)}' leaves one out)", options => options with { Ignore = [.. options.Ignore, NameOf(duplicate)] });
        }

        if (found.Length > MostTold)
        {
            yield return new Problem(
                FormattableString.Invariant($"{place}: {found.Length} columns in all have the name of another"),
                options => options with { Ignore = [.. options.Ignore, .. found.Skip(MostTold).Select(NameOf)] });
        }

        string NameOf(DuplicateName duplicate) => table.Columns[duplicate.Second == choices.Label ? duplicate.First : duplicate.Second].Name;
    }

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Quoted(ColumnFacts facts) => $"column '{FilePlace.OneLine(facts.Column.Name)}'";

    private Problem NoFeature(ColumnPlan[] columns)
    {
        var reasons = columns.Where(column => column.Kind == ColumnKind.LeftOut).Take(5).Select(column => $"'{FilePlace.OneLine(column.Name)}' is left out, {column.Reason}").ToArray();
        return new Problem(
            $"{table.Source}: no column is left as a feature{(reasons.Length > 0 ? $": {string.Join("; ", reasons)} (--keep brings columns back)" : "")}{(columns.Length == 1 && table.IsDelimited ? " (--separator CHAR if its fields are separated otherwise)" : "")}",
            Array.Find(columns, column => column.Kind == ColumnKind.LeftOut && column.Raw.Kind != RawColumnKind.Texts) is { } some ? options => options with { Keep = [.. options.Keep, some.Name] } : null);
    }

    private ColumnPlan PlanColumn(int place)
    {
        cancellation.ThrowIfCancellationRequested();
        var column = facts[place];
        if (place == choices.Label)
        {
            return new ColumnPlan(place, ColumnKind.Label, column) { MissingCount = label?.UnlabelledCount ?? column.MissingCount };
        }

        if (choices.Beside.Any(beside => beside.Place == place && !beside.Request.StaysFeature))
        {
            return new ColumnPlan(place, ColumnKind.Beside, column);
        }

        if (choices.Ignored.Contains(place))
        {
            return new ColumnPlan(place, ColumnKind.Ignored, column);
        }

        if (table.RowCount == 0)
        {
            return new ColumnPlan(place, ColumnKind.LeftOut, column);
        }

        if (choices.Categories.Contains(place))
        {
            return PlanCategories(place, column, "--category");
        }

        if (choices.Kept.Contains(place) || choices.KeepsAll)
        {
            return PlanKept(place, column, choices.Kept.Contains(place));
        }

        return Reason(column) is { } reason ? new ColumnPlan(place, ColumnKind.LeftOut, column) { Reason = reason } : PlanOther(place, column);
    }

    private string? Reason(ColumnFacts column)
    {
        if (column.PresentCount == 0)
        {
            return "empty: no value in any row";
        }

        if (column.Column.Kind == RawColumnKind.Coded && column.MissingCount == 0 && column.DistinctCount == 1)
        {
            return "constant: the same in every row";
        }

        return ColumnIds.Reason(column, hasNames);
    }

    private ColumnPlan PlanOther(int place, ColumnFacts column)
    {
        var kind = ColumnSorter.Kind(column);
        if (kind == ColumnKind.Refused)
        {
            return Refuse(place, column);
        }

        var (reason, note) = giveaway?.Judge(column, kind) ?? IsTarget(column, kind);
        return reason is not null
            ? new ColumnPlan(place, ColumnKind.LeftOut, column) { Reason = reason }
            : Used(place, kind, column, note);
    }

    private ColumnPlan PlanKept(int place, ColumnFacts column, bool isNamed)
    {
        var kind = column.PresentCount == 0 ? ColumnKind.Number : ColumnSorter.Kind(column);
        if (kind != ColumnKind.Refused)
        {
            return Used(place, kind, column, null);
        }

        if (ColumnSorter.IsNumeric(column) || ColumnSorter.IsTime(column))
        {
            return Refuse(place, column);
        }

        // Of all columns those that cannot be brought back stay where they are.
        return column.Column.Kind == RawColumnKind.Texts && !isNamed && Reason(column) is { } reason
            ? new ColumnPlan(place, ColumnKind.LeftOut, column) { Reason = reason }
            : PlanCategories(place, column, "--keep");
    }

    private ColumnPlan PlanCategories(int place, ColumnFacts column, string option)
    {
        if (column.Column.Kind == RawColumnKind.Coded)
        {
            return Used(place, column.PresentCount == 0 ? ColumnKind.Number : ColumnKind.Category, column, null);
        }

        var name = column.Column.Name;
        return new ColumnPlan(place, ColumnKind.Refused, column)
        {
            Problem = new Problem($"{table.Source}: {option} '{FilePlace.OneLine(name)}': the column has too many distinct values to be categories", options => options with
            {
                Category = [.. options.Category.Except([name], StringComparer.Ordinal)],
                Keep = [.. options.Keep.Except([name], StringComparer.Ordinal)],
            }),
        };
    }

    private static ColumnPlan Used(int place, ColumnKind kind, ColumnFacts column, string? note)
    {
        if (kind == ColumnKind.Category)
        {
            note = SimilarTexts.Notes([.. column.Present], $"categories of {Quoted(column)}").FirstOrDefault();
        }

        if (column.Column.Note is { } assumed)
        {
            assumed = assumed.StartsWith("column ", StringComparison.Ordinal) ? assumed : $"{Quoted(column)}: {assumed}";
            note = note is null ? assumed : $"{assumed}; {note}";
        }

        return new ColumnPlan(place, kind, column) { Note = note };
    }

    private ColumnPlan Refuse(int place, ColumnFacts column) => new(place, ColumnKind.Refused, column)
    {
        Problem = column.Column.Unreadable is { } unreadable ? new Problem($"{table.Source}: {Quoted(column)} {unreadable} (--ignore leaves the column out)", Without(column))
            : ColumnSorter.IsNumeric(column) ? BadCells.Problem(table, column, isTime: false, "number")
            : ColumnSorter.IsTime(column) ? BadCells.Problem(table, column, isTime: true, "time")
            : FreeText(column),
    };

    private Problem FreeText(ColumnFacts column)
    {
        var example = column.Column.Kind == RawColumnKind.Texts
            ? column.Column.Examples is [var some, ..] ? some : default
            : column.Present.Select(text => new BadCell(text.FirstLine, text.Text)).FirstOrDefault();
        var distinct = column.Column.Kind == RawColumnKind.Texts ? "more than 65,536" : Count(column.DistinctCount ?? 0);
        var what = ColumnSorter.HasPhrases(column) ? "free text" : "too many texts to be categories";
        return new Problem(
            string.Create(CultureInfo.InvariantCulture, $"{table.Source}:{Math.Max(1, example.Line)}: {Quoted(column)}: {what}: {distinct} distinct texts in {column.PresentCount:N0} rows, as '{FilePlace.OneLine(example.Text)}' (--ignore leaves the column out{(column.Column.Kind == RawColumnKind.Coded ? ", --category takes each text for a category" : "")})"),
            Without(column));
    }

    private static Func<ColumnOptions, ColumnOptions> Without(ColumnFacts column) => options => options with { Ignore = [.. options.Ignore, column.Column.Name] };

    // Of a number to predict: another column that is it.
    private (string? Reason, string? Note) IsTarget(ColumnFacts column, ColumnKind kind) =>
        label is { IsRegression: true, IsUsable: true } && kind == ColumnKind.Number && column.View().SequenceEqual(targets.Value)
            ? ("gives the label away: it is the label in every row", null)
            : (null, null);
}
