using Counterweight.Cli.Columns.Beside;
using Counterweight.Cli.Reading;
using Counterweight.Cli.Reading.Columns;
using Counterweight.Training.Data;

namespace Counterweight.Cli.Columns;

/// <summary>The columns that the user names, and the names that are no columns.</summary>
internal sealed class ColumnChoices
{
    private static readonly string[] LabelNames = ["class", "label", "target", "y", "outcome", "diagnosis", "species", "result", "fraud", "isfraud", "churn", "default", "survived", "category", "type", "quality"];

    private readonly RawTable table;
    private readonly string[] names;
    private readonly Lazy<NearestName> nearestName;
    private readonly List<Problem> problems = [];

    public ColumnChoices(RawTable table, ColumnOptions options)
    {
        this.table = table;
        names = [.. table.Columns.Select(column => column.Name)];
        nearestName = new(() => new NearestName(names));
        KeepsAll = options.Keep.Contains(ColumnOptions.All, StringComparer.Ordinal) && !names.Contains(ColumnOptions.All, StringComparer.Ordinal);
        var columns = new NamedColumns(names);
        Label = FindLabel(columns, options);
        Ignored = FindAll(columns, options.Ignore, "--ignore", (options, name) => options with { Ignore = [.. options.Ignore, name] });
        Beside = [.. options.Beside.Select(request => (request, FindBeside(columns, request)))];
        Kept = FindAll(columns, KeepsAll ? [.. options.Keep.Except([ColumnOptions.All], StringComparer.Ordinal)] : options.Keep, "--keep", (options, name) => options with { Keep = [.. options.Keep, name] });
        Categories = FindAll(columns, options.Category, "--category", (options, name) => options with { Category = [.. options.Category, name] });
        RefuseBoth("--keep", Kept, (options, name) => options with { Keep = [.. options.Keep.Except([name], StringComparer.Ordinal)] });
        RefuseBoth("--category", Categories, (options, name) => options with { Category = [.. options.Category.Except([name], StringComparer.Ordinal)] });
        if (Label >= 0 && Ignored.Contains(Label))
        {
            problems.Add(new Problem($"{table.Source}: column '{FilePlace.OneLine(names[Label])}': the label cannot be ignored", options => options));
            Ignored = [.. Ignored.Where(column => column != Label)];
        }

        Options = options with
        {
            Label = Label < 0 ? null : names[Label],
            Ignore = NamesOf(Ignored),
            Keep = KeepsAll ? [ColumnOptions.All] : NamesOf(Kept),
            Category = NamesOf(Categories),
        };
    }

    /// <summary>The label's place; −1 where there is none.</summary>
    public int Label { get; }

    public IReadOnlyList<int> Ignored { get; }

    public IReadOnlyList<int> Kept { get; }

    /// <summary>Columns used beside the features, and their places; −1 where there is no such column.</summary>
    public IReadOnlyList<(BesideRequest Request, int Place)> Beside { get; }

    public IReadOnlyList<int> Categories { get; }

    /// <summary>Whether nothing is left out that need not be.</summary>
    public bool KeepsAll { get; }

    /// <summary>The options with the columns' own names.</summary>
    public ColumnOptions Options { get; }

    /// <summary>Names that are no columns, and others that cannot be.</summary>
    public IReadOnlyList<Problem> Problems => problems;

    private IReadOnlyList<string> NamesOf(IReadOnlyList<int> columns) => [.. columns.Select(column => names[column])];

    // To use a column and to leave it out.
    private void RefuseBoth(string option, IReadOnlyList<int> columns, Func<ColumnOptions, string, ColumnOptions> remove)
    {
        foreach (var name in NamesOf([.. columns.Where(Ignored.Contains)]))
        {
            problems.Add(new Problem($"{table.Source}: {option} '{FilePlace.OneLine(name)}' and --ignore '{FilePlace.OneLine(name)}' contradict each other: the column is either used or not", options => remove(options, name)));
        }
    }

    private int FindLabel(NamedColumns columns, ColumnOptions options)
    {
        if (options.Label is null)
        {
            if (table.LabelColumn < 0 && options.NeedsLabel)
            {
                var likely = LikelyLabel();
                problems.Add(new Problem(
                    $"{table.Source}: --label is missing: which column holds the class? It may be '{FilePlace.OneLine(likely)}'",
                    options => options with { Label = likely })
                { ListsColumns = true });
            }

            return table.LabelColumn;
        }

        var place = columns.Find(options.Label);
        if (place < 0)
        {
            var nearest = nearestName.Value.To(options.Label);
            problems.Add(Unknown(options.Label, "--label", nearest, options => options with { Label = nearest ?? LikelyLabel() }));
        }

        return place;
    }

    private int FindBeside(NamedColumns columns, BesideRequest request)
    {
        var place = columns.Find(request.Column);
        if (place < 0)
        {
            problems.Add(Unknown(request.Column, request.Option, nearestName.Value.To(request.Column), null));
        }
        else if (place == Label)
        {
            problems.Add(new Problem($"{table.Source}: {request.Option} '{FilePlace.OneLine(names[place])}': that is the label", null));
        }
        else if (table.Columns[place].Kind == RawColumnKind.Texts)
        {
            problems.Add(new Problem($"{table.Source}: {request.Option} '{FilePlace.OneLine(names[place])}': the column has more than 65,536 distinct texts; numbers may be more", null));
        }

        return place;
    }

    private IReadOnlyList<int> FindAll(NamedColumns columns, IReadOnlyList<string> values, string option, Func<ColumnOptions, string, ColumnOptions> add)
    {
        var (found, unknown) = columns.FindAll(values);
        foreach (var name in unknown)
        {
            var nearest = nearestName.Value.To(name);
            problems.Add(Unknown(name, option, nearest, options => nearest is null || string.Equals(nearest, options.Label, StringComparison.Ordinal) ? options : add(options, nearest)));
        }

        return found;
    }

    private Problem Unknown(string name, string option, string? nearest, Func<ColumnOptions, ColumnOptions>? remedy) => new(
        $"{table.Source}: {option} '{FilePlace.OneLine(name)}': no such column{(nearest is null ? "" : $"; the nearest is '{FilePlace.OneLine(nearest)}'")}",
        remedy)
    { ListsColumns = true };

    private string LikelyLabel()
    {
        foreach (var likely in LabelNames)
        {
            var place = Array.FindIndex(names, name => name.Equals(likely, StringComparison.OrdinalIgnoreCase));
            if (place >= 0)
            {
                return names[place];
            }
        }

        return names[^1];
    }
}
