namespace Counterweight.Mutation.Tests;

public sealed class FaultListTests : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory();

    public FaultListTests()
    {
        Directory.CreateDirectory(Path.Combine(root.FullName, "bench"));
        Write("src/Sums/Sum.cs", "a + b; a - b; twice + twice;\r\nend");
        Write("src/Sums/obj/Sum.cs", "made by the build");
        Write("src/One/Same.cs", "x");
        Write("src/Two/Same.cs", "x");
    }

    public void Dispose() => root.Delete(recursive: true);

    [Fact]
    public void FaultsThatFitAreNoProblem() => Assert.Empty(Problems(
        Of("a minus", "Sum.cs", "a + b", "a - a"),
        Of("two lines", "Sum.cs", ";\nend", ""),
        Of("one of two files", "Two/Same.cs", "x", "y")));

    [Theory]
    [InlineData("Sum.cs", "a * b", "c", "occurs 0 times")]
    [InlineData("Sum.cs", "twice", "c", "occurs 2 times")]
    [InlineData("Sum.cs", "a + b", "a + b", "changes nothing")]
    [InlineData("Gone.cs", "a", "b", "0 files are named")]
    [InlineData("Same.cs", "x", "y", "2 files are named")]
    [InlineData("wo/Same.cs", "x", "y", "0 files are named")]
    public void StaleFaultsAreNamed(string file, string find, string replace, string problem)
    {
        var found = Assert.Single(Problems(Of("the stale one", file, find, replace)));
        Assert.StartsWith("the stale one: ", found, StringComparison.Ordinal);
        Assert.Contains(problem, found, StringComparison.Ordinal);
    }

    [Fact]
    public void TwoFaultsOfOneNameAndTestsWithoutClassesAreNamed()
    {
        Assert.Contains("another fault", Assert.Single(Problems(Of("one", "Sum.cs", "a + b", ""), Of("one", "Sum.cs", "a - b", ""))), StringComparison.Ordinal);
        Assert.Contains("is not 'project: classes'", Assert.Single(Problems(Of("one", "Sum.cs", "a + b", "") with { Tests = "Counterweight.Tests" })), StringComparison.Ordinal);
    }

    [Fact]
    public void PlantingChangesTheOnePlace() =>
        Assert.Equal("a - b; a - b", Of("one", "Sum.cs", "a + b", "a - b").Plant("a + b; a - b"));

    private static Fault Of(string name, string file, string find, string replace) => new(name, file, find, replace, "Some.Tests: *.SumTests *.OtherTests");

    private IReadOnlyList<string> Problems(params IReadOnlyList<Fault> faults) => FaultList.Problems(faults, new SourceFiles(root.FullName));

    private void Write(string path, string text)
    {
        var full = Path.Combine(root.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
