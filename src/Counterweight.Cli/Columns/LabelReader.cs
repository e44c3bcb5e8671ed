using System.Globalization;
using Counterweight.Cli.Reading;
using Counterweight.Cli.Reading.Columns;

namespace Counterweight.Cli.Columns;

/// <summary>Finds the classes of a label, and all that is wrong with them.</summary>
internal sealed class LabelReader(RawTable table, int place, ColumnFacts facts, ColumnOptions options, bool isCategory)
{
    private const int MostClasses = 1000;

    // More numbers than that, or fractions, are hardly classes.
    private const int MostNumericClasses = 20;

    // From here on a note says that they may be a number to predict.
    private const int ManyNumericClasses = 10;

    // Missing values elsewhere, and class names that people give: a sleeper's disorder is None, an application was + or -.
    private static readonly string[] ClassMarkers = ["None", "none", "NONE", "-"];

    private readonly List<Problem> problems = [];
    private readonly List<string> notes = [];

    private long unlabelledCount;

    private string Place => $"column '{FilePlace.OneLine(facts.Column.Name)}'";

    public LabelPlan Read()
    {
        if (options.Regression)
        {
            return ReadNumbers();
        }

        if (facts.Column.Kind != RawColumnKind.Coded)
        {
            RefuseManyValues();
            return Plan([], []);
        }

        var unlabelled = facts.Column.Texts.Where(IsUnlabelled).ToArray();
        CheckUnlabelled(unlabelled);
        var texts = facts.Column.Texts.Where(text => !IsUnlabelled(text)).ToArray();
        CheckClasses(texts);
        notes.AddRange(SimilarTexts.Notes(texts, "classes"));
        NoteMarkers(texts);
        DistinctText[] kept = [.. texts.Where(text => text.RowCount >= options.DropRare).OrderBy(text => text.Text, StringComparer.Ordinal)];
        NoteDropped(texts, kept);
        CheckKept(kept, texts.Length);
        var classes = kept.Select((text, label) => (text.Text, label)).ToDictionary(pair => pair.Text, pair => pair.label, StringComparer.Ordinal);
        return Plan(
            [.. kept.Select(text => new LabelClass(text.Text, text.RowCount, text.FirstLine))],
            [.. facts.Column.Texts.Select(text => classes.GetValueOrDefault(text.Text, -1))]);
    }

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private bool IsUnlabelled(DistinctText text) =>
        facts.IsMissing(text) && (!ClassMarkers.Contains(text.Text, StringComparer.Ordinal) || options.Missing.Contains(text.Text, StringComparer.OrdinalIgnoreCase));

    private LabelPlan ReadNumbers()
    {
        var unlabelled = facts.Column.Texts.Where(facts.IsMissing).ToArray();
        CheckUnlabelled(unlabelled);
        NoteDropped([], []);
        RefuseClasses();
        if (facts.Column.Kind is RawColumnKind.Times or RawColumnKind.Texts || facts.TimeRows + facts.TextRows > 0 || facts.BadCount > 0)
        {
            problems.Add(BadCells.Problem(table, facts, isTime: false, "number to predict", options => options with { Regression = false }));
        }
        else if (Array.Find(facts.Numbers(), number => Math.Abs(number) > float.MaxValue) is var large && large != 0)
        {
            problems.Add(new Problem($"{table.Source}: {Place}: {large.ToString(CultureInfo.InvariantCulture)} is too large for a number to predict", null));
        }
        else if (facts.DistinctCount < 2)
        {
            problems.Add(new Problem($"{table.Source}: {Place}: {(facts.DistinctCount == 0 ? "the label is missing in every row" : "every row has the same number, there is nothing to predict")}", null));
        }

        return Plan([], []);
    }

    // A number to predict has no classes.
    private void RefuseClasses()
    {
        if (isCategory)
        {
            problems.Add(new Problem($"{table.Source}: {Place}: --regression and --category contradict each other: the label is either a number to predict or a class", options => options with { Category = [.. options.Category.Except([facts.Column.Name], StringComparer.Ordinal)] }));
        }

        if (options.DropRare > 0)
        {
            problems.Add(new Problem($"{table.Source}: {Place}: --regression and --drop-rare contradict each other: a number to predict has no classes", options => options with { DropRare = 0 }));
        }
    }

    private void RefuseManyValues()
    {
        if (facts.Column.Kind == RawColumnKind.Numbers && facts.BadCount == 0 && !isCategory)
        {
            RefuseNumbers(facts.DistinctCount);
            return;
        }

        problems.Add(new Problem($"{table.Source}: {Place}: more than {Count(MostClasses)} classes: is this the label?", null));
    }

    private void RefuseNumbers(int? distinct) => problems.Add(new Problem(
        $"{table.Source}: {Place}: {(distinct is { } count ? Count(count) : $"more than {Count(DistinctNumberCount.Most)}")} distinct numbers{(facts.AreWhole && facts.Column.Kind == RawColumnKind.Coded ? "" : ", some with fractions")}: it looks like a number to predict ({(options.OffersRegression ? "--regression predicts it, " : "")}--category takes each number for a class)",
        options.OffersRegression ? options => options with { Regression = true } : null));

    private void CheckUnlabelled(DistinctText[] unlabelled)
    {
        var count = unlabelledCount = facts.Column.Kind == RawColumnKind.Coded ? unlabelled.Sum(text => (long)text.RowCount) : facts.MissingCount;
        if (count == 0 || options.DropUnlabelled || count == facts.Column.RowCount)
        {
            return;
        }

        var line = unlabelled.Length > 0 ? unlabelled.Min(text => text.FirstLine) : 0;
        var where = line > 0 ? string.Create(CultureInfo.InvariantCulture, $"{table.Source}:{line}") : table.Source;
        var rows = RowsWithoutLabel().Take(5).Select(row => Count(row + 1)).ToArray();
        var which = count == 1 ? "the label is missing" : $"the label is missing in {Count(count)} rows, of the table's rows {string.Join(", ", rows)}{(count > rows.Length ? ", …" : "")}";
        var texts = unlabelled.Where(text => text.Text.Length > 0).Select(text => $"'{FilePlace.OneLine(text.Text)}'").Take(5).ToArray();
        var written = texts.Length > 0 ? $", written {string.Join(", ", texts)}" : "";
        problems.Add(new Problem($"{where}: {Place}: {which}{written} (--drop-unlabelled leaves such rows out)", options => options with { DropUnlabelled = true }));
    }

    private IEnumerable<int> RowsWithoutLabel()
    {
        if (facts.Column.Kind is RawColumnKind.Numbers)
        {
            var numbers = facts.Numbers();
            return Enumerable.Range(0, numbers.Length).Where(row => double.IsNaN(numbers[row]));
        }

        var isUnlabelled = facts.Column.Texts.Select(text => options.Regression ? facts.IsMissing(text) : IsUnlabelled(text)).ToArray();
        return facts.Column.Kind == RawColumnKind.Coded ? Enumerable.Range(0, facts.Column.RowCount).Where(row => isUnlabelled[facts.Column.Codes[row]]) : [];
    }

    private void CheckClasses(DistinctText[] texts)
    {
        var areNumbers = texts.Length > 0 && Array.TrueForAll(texts, text => text.IsNumber) && !isCategory;
        if (areNumbers && (texts.Length > MostNumericClasses || !facts.AreWhole))
        {
            RefuseNumbers(texts.Length);
        }
        else if (texts.Length > MostClasses)
        {
            problems.Add(new Problem($"{table.Source}: {Place}: more than {Count(MostClasses)} classes: is this the label?", null));
        }
        else if (areNumbers && texts.Length > ManyNumericClasses)
        {
            notes.Add($"the label {Place} has {texts.Length} whole numbers: it looks like a number to predict{(options.OffersRegression ? " (--regression)" : "")}");
        }
    }

    private void CheckKept(DistinctText[] kept, int all)
    {
        if (problems.Count > 0 && kept.Length > MostNumericClasses)
        {
            return;
        }

        if (kept.Length < 2)
        {
            problems.Add(new Problem(
                $"{table.Source}: {Place}: " + (kept.Length, all) switch
                {
                    (0, 0) => "the label is missing in every row",
                    (0, _) => string.Create(CultureInfo.InvariantCulture, $"every class has fewer than {options.DropRare:N0} rows, so --drop-rare leaves none"),
                    (_, 1) => $"every row is of class '{FilePlace.OneLine(kept[0].Text)}', and two classes are needed",
                    _ => string.Create(CultureInfo.InvariantCulture, $"only class '{FilePlace.OneLine(kept[0].Text)}' has {options.DropRare:N0} rows or more, so --drop-rare leaves one class, and two are needed"),
                },
                null));
            return;
        }

        if (options.IsSplit && Array.FindAll(kept, text => text.RowCount == 1) is { Length: > 0 } singles)
        {
            const int Named = 10;
            var isNumber = kept.Length > ManyNumericClasses && Array.TrueForAll(kept, text => text.IsNumber) && !isCategory;
            Array.Sort(singles, (a, b) => a.FirstLine.CompareTo(b.FirstLine));
            var others = singles.Skip(1).Take(Named - 1).Select(text => string.Create(CultureInfo.InvariantCulture, $"'{FilePlace.OneLine(text.Text)}' (line {text.FirstLine})")).ToArray();
            var more = singles.Length > Named ? $" and {Count(singles.Length - Named)} more" : "";
            problems.Add(new Problem(
                string.Create(CultureInfo.InvariantCulture, $"{table.Source}:{singles[0].FirstLine}: {Place}: class '{FilePlace.OneLine(singles[0].Text)}' has a single row")
                    + (others.Length > 0 ? $", and so {(others.Length == 1 ? "has" : "have")} {string.Join(", ", others)}{more}" : "")
                    + ", a split into training and test rows needs two"
                    + (isNumber ? ": it looks like a number to predict (--regression predicts it, --drop-rare 2 leaves such rows out)" : " (--drop-rare 2 leaves such rows out)"),
                options => isNumber ? options with { Regression = true } : options with { DropRare = 2 }));
        }
    }

    private void NoteMarkers(DistinctText[] texts)
    {
        foreach (var text in texts.Where(facts.IsMissing))
        {
            notes.Add($"'{FilePlace.OneLine(text.Text)}' of the label {Place} is a class (--missing \"{FilePlace.OneLine(text.Text)}\" makes it a missing label)");
        }
    }

    private void NoteDropped(DistinctText[] texts, DistinctText[] kept)
    {
        if (unlabelledCount > 0 && options.DropUnlabelled)
        {
            notes.Add($"{Count(unlabelledCount)} {(unlabelledCount == 1 ? "row" : "rows")} without a label left out");
        }

        if (kept.Length < texts.Length)
        {
            var rows = texts.Sum(text => (long)text.RowCount) - kept.Sum(text => (long)text.RowCount);
            var names = texts.Except(kept).OrderBy(text => text.Text, StringComparer.Ordinal).Select(text => $"'{FilePlace.OneLine(text.Text)}'").Take(10);
            notes.Add($"{Count(rows)} {(rows == 1 ? "row" : "rows")} of {Count(texts.Length - kept.Length)} rare {(texts.Length - kept.Length == 1 ? "class" : "classes")} left out: {string.Join(", ", names)}{(texts.Length - kept.Length > 10 ? ", …" : "")}");
        }
    }

    private LabelPlan Plan(IReadOnlyList<LabelClass> classes, IReadOnlyList<int> classOfCode) => new()
    {
        Facts = facts,
        Place = place,
        IsRegression = options.Regression,
        Classes = classes,
        ClassOfCode = classOfCode,
        UnlabelledCount = unlabelledCount,
        Problems = problems,
        Notes = notes,
    };
}
