namespace Counterweight.Mutation.Tests;

public sealed class SummaryTests : IDisposable
{
    private static readonly Fault[] Faults =
    [
        new("narrow", "A.cs", "a", "b", "Some.Tests: *.ATests"),
        new("whole", "A.cs", "c", "d", "Some.Tests: *.ATests"),
        new("survivor", "A.cs", "e", "f", "Some.Tests: *.ATests") { Explanation = "Nothing | shows it." },
        new("not run", "A.cs", "g", "h", "Some.Tests: *.ATests"),
    ];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void CountsAreThoseOfRecordedRows()
    {
        var record = Recorded();
        record.Write(Faults);
        var summary = Summary.Of(Faults, Record.Read(folder.FullName));
        Assert.Equal("planted 3, killed 2 (1 of the list not run)", summary.Line);
        Assert.Equal("survivor", Assert.Single(summary.Survivors).Name);

        var table = File.ReadAllText(Path.Combine(folder.FullName, "Results.md"));
        Assert.Contains("planted 3, killed 2", table, StringComparison.Ordinal);
        Assert.Contains("| whole | A.cs | the whole project | Some.Tests.B.Fails |", table, StringComparison.Ordinal);
        Assert.Contains("| survivor | A.cs | **SURVIVED** | Nothing \\| shows it. |", table, StringComparison.Ordinal);
    }

    [Fact]
    public void AResultOfAnotherEditDoesNotCount()
    {
        var record = Recorded();
        Fault[] changed = [Faults[0] with { Replace = "z" }, Faults[2]];
        Assert.Equal("planted 1, killed 0 (1 of the list not run)", Summary.Of(changed, record).Line);

        // What is gone from the list is gone from the record.
        record.Write(changed);
        Assert.Equal(2, File.ReadAllLines(Path.Combine(folder.FullName, "results.tsv")).Length);
    }

    [Fact]
    public void ALaterResultReplacesTheFormer()
    {
        var record = Recorded();
        record.Set(new("survivor", Faults[2].Edit, Outcome.Narrow, "Some.Tests.A.Fails", "5678"));
        Assert.Equal("planted 3, killed 3", Summary.Of(Faults[..3], record).Line);
    }

    [Fact]
    public void ARecordThatIsNoneIsRefused()
    {
        File.WriteAllLines(Path.Combine(folder.FullName, "results.tsv"), ["name", "narrow\tonly two"]);
        Assert.Throws<MutationException>(() => Record.Read(folder.FullName));
    }

    private Record Recorded()
    {
        var record = new Record(folder.FullName);
        record.Set(new("narrow", Faults[0].Edit, Outcome.Narrow, "Some.Tests.A.Fails", "1234"));
        record.Set(new("whole", Faults[1].Edit, Outcome.Whole, "Some.Tests.B.Fails", "1234"));
        record.Set(new("survivor", Faults[2].Edit, Outcome.Survived, "-", "1234"));
        return record;
    }
}
