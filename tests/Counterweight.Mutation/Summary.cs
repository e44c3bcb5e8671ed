namespace Counterweight.Mutation;

/// <summary>Counts of the last recorded run.</summary>
/// <param name="Planted">Faults with a result.</param>
/// <param name="Killed">Those that a test found.</param>
/// <param name="NotRun">Faults of the list without one.</param>
/// <param name="Survivors">Faults that no test found.</param>
internal sealed record Summary(int Planted, int Killed, int NotRun, IReadOnlyList<Fault> Survivors)
{
    public string Line => $"planted {Planted}, killed {Killed}" + (NotRun > 0 ? $" ({NotRun} of the list not run)" : "");

    public static Summary Of(IReadOnlyList<Fault> faults, Record record)
    {
        var results = faults.Select(fault => (Fault: fault, Result: record.Of(fault))).ToList();
        var planted = results.Count(pair => pair.Result is not null);
        List<Fault> survivors = [.. results.Where(pair => pair.Result?.Outcome == Outcome.Survived).Select(pair => pair.Fault)];
        return new(planted, planted - survivors.Count, faults.Count - planted, survivors);
    }
}
