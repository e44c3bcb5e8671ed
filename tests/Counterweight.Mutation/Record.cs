namespace Counterweight.Mutation;

/// <summary>The last result of every fault, kept beside the sources: results.tsv, and Results.md for people.</summary>
internal sealed class Record(string folder)
{
    private const string Header = "name\tedit\toutcome\tkiller\tcommit";

    private readonly SortedDictionary<string, Result> results = new(StringComparer.Ordinal);

    public static Record Read(string folder)
    {
        var record = new Record(folder);
        var path = Path.Combine(folder, "results.tsv");
        foreach (var line in File.Exists(path) ? File.ReadLines(path).Skip(1) : [])
        {
            if (line.Split('\t') is not [var name, var edit, var outcome, var killer, var commit] || !Enum.TryParse<Outcome>(outcome, out var parsed))
            {
                throw new MutationException($"'{line}' is no line of {path}.");
            }

            record.Set(new(name, edit, parsed, killer, commit));
        }

        return record;
    }

    public void Set(Result result) => results[result.Name] = result;

    /// <summary>The result of this very edit, null where it has not been planted.</summary>
    public Result? Of(Fault fault) =>
        results.TryGetValue(fault.Name, out var result) && string.Equals(result.Edit, fault.Edit, StringComparison.Ordinal) ? result : null;

    /// <summary>Writes both files; results of faults that are gone go too.</summary>
    public void Write(IReadOnlyList<Fault> faults)
    {
        var known = faults.Select(fault => (Fault: fault, Result: Of(fault))).Where(pair => pair.Result is not null).ToList();
        Directory.CreateDirectory(folder);
        File.WriteAllLines(Path.Combine(folder, "results.tsv"), [Header, .. known
            .Select(pair => pair.Result!)
            .OrderBy(result => result.Name, StringComparer.Ordinal)
            .Select(result => $"{result.Name}\t{result.Edit}\t{result.Outcome}\t{result.Killer}\t{result.Commit}")]);
        File.WriteAllLines(Path.Combine(folder, "Results.md"), [
            "# Planted faults",
            "",
            Summary.Of(faults, this).Line + ". Written by the runner; see ARCHITECTURE.md, Tests.",
            "",
            "| fault | file | found by | test |",
            "|---|---|---|---|",
            .. known.Select(pair => $"| {Cell(pair.Fault.Name)} | {pair.Fault.File} | {Found(pair.Result!)} | {Cell(Test(pair.Fault, pair.Result!))} |"),
        ]);
    }

    private static string Found(Result result) => result.Outcome switch
    {
        Outcome.Narrow => "its tests",
        Outcome.Whole => "the whole project",
        _ => "**SURVIVED**",
    };

    private static string Test(Fault fault, Result result) => result.Outcome != Outcome.Survived
        ? result.Killer.Replace("Counterweight.", "", StringComparison.Ordinal)
        : fault.Explanation ?? "not explained";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
