using Xunit;

namespace Counterweight.Tests.Sources;

/// <summary>Folders, files and methods that can be taken in at a glance.</summary>
[Trait("Registers", "any")]
public sealed class SizeTests
{
    /// <summary>Larger than that, each with the reason. Where a step is hot, a comment at the method says the same.</summary>
    private static readonly (string Violation, string Reason)[] Known =
    [
        ("src/Counterweight.LightGbm/Native/LightGbmLibrary.cs: LGBM_BoosterPredictForMat has 12 parameters", "a function of LightGBM"),
        ("src/Counterweight/Losses/Point/AsymmetricLoss.cs: Shifted has 9 parameters", "a hot step: a struct of blocks would go through memory"),
        ("src/Counterweight/Losses/Point/AsymmetricLoss.cs: ShiftedCalled has 9 parameters", "its twin that is called"),
        ("src/Counterweight/Losses/Softmax/LongRowExponentials.cs: SumPart has 77 lines", "a hot step: calls would spill its vectors"),
        ("src/Counterweight/Losses/Softmax/RowPerLane/ColumnSums.cs: Sum has 80 lines", "a hot step: calls would spill its vectors"),
        ("src/Counterweight/Losses/Softmax/SoftmaxLoss.cs: Evaluate has 9 parameters", "a public entry: where the scores are a tensor, so are gradient and Hessian"),
        ("src/Counterweight/Losses/Softmax/SoftmaxLoss.cs: EvaluateTensor has 9 parameters", "what its entries for ints and for longs share"),
        ("src/Counterweight/Neighbors/NearestNeighbors.cs: SearchRows has 9 parameters", "a public entry: both lists of rows beside what a search has"),
    ];

    private static IEnumerable<string> AllFiles => SourceTree.Files("src").Concat(SourceTree.Files("tests")).Concat(SourceTree.Files("bench"));

    private static IEnumerable<(string Path, string Text)> AllTexts => AllFiles.Select(file => (file, File.ReadAllText(Path.Combine(SourceTree.Root, file))));

    [Fact]
    public void NoFolderHasTooManyFiles() => None(Sizes.Folders(AllFiles));

    [Fact]
    public void NoFileHasTooManyLines() => None(AllTexts.SelectMany(file => Sizes.Lines(file.Path, file.Text)));

    [Fact]
    public void NoMethodOfTheLibraryButTheKnownHasTooManyLinesOrParameters()
    {
        var found = AllTexts.Where(file => file.Path.StartsWith("src/", StringComparison.Ordinal)).SelectMany(file => Sizes.Methods(file.Path, file.Text)).ToHashSet(StringComparer.Ordinal);
        None(found.Except(Known.Select(known => known.Violation), StringComparer.Ordinal));
        None(Known.Select(known => known.Violation).Except(found, StringComparer.Ordinal));
    }

    [Fact]
    public void TheFileTooManyIsFound()
    {
        string[] files = [.. Enumerable.Range(0, 30).Select(i => $"house/a/{i}.cs"), .. Enumerable.Range(0, 30).Select(i => $"house/a/b/{i}.cs")];
        Assert.Empty(Sizes.Folders(files));
        Assert.Equal("house/a/b: 31 files", Assert.Single(Sizes.Folders([.. files, "house/a/b/last.cs"])));
    }

    [Fact]
    public void TheLineTooManyIsFound()
    {
        var text = string.Concat(Enumerable.Repeat("//\n", 300));
        Assert.Empty(Sizes.Lines("a.cs", text));
        Assert.Equal("a.cs: 301 lines", Assert.Single(Sizes.Lines("a.cs", text + "//")));
    }

    [Theory]
    [InlineData("class A { void B(PARAMETERS) { } }", "B has 9 parameters")]
    [InlineData("class A { A(PARAMETERS) { } }", "A has 9 parameters")]
    [InlineData("struct A(PARAMETERS);", "A has 9 parameters")]
    [InlineData("class A { void C() { void B(PARAMETERS) { } } }", "B has 9 parameters")]
    [InlineData("class A { void B() {LINES} }", "B has 61 lines")]
    [InlineData("class A { A() {LINES} }", "A has 61 lines")]
    [InlineData("class A { int C { get { int B() {LINES} return B(); } } }", "B has 61 lines")]
    public void TheLargeMethodIsFound(string text, string violation)
    {
        Assert.Empty(Sizes.Methods("a.cs", Filled(8, 59)));
        Assert.Equal($"a.cs: {violation}", Assert.Single(Sizes.Methods("a.cs", Filled(9, 60))));

        string Filled(int parameters, int lines) => text
            .Replace("PARAMETERS", string.Join(", ", Enumerable.Range(0, parameters).Select(i => $"int p{i}")), StringComparison.Ordinal)
            .Replace("LINES", new string('\n', lines), StringComparison.Ordinal);
    }

    private static void None(IEnumerable<string> violations)
    {
        var found = string.Join('\n', violations);
        Assert.True(found.Length == 0, found);
    }
}
