using Xunit;

namespace Counterweight.Tests.Sources;

/// <summary>What the documents name is there.</summary>
[Trait("Registers", "any")]
public sealed class DocumentTests
{
    public static TheoryData<string> Documents => [.. SourceTree.Documents()];

    [Theory]
    [MemberData(nameof(Documents))]
    public void EveryPathAndLinkIsThere(string document) =>
        Assert.Empty(DocumentPaths.Dead(document, File.ReadAllText(Path.Combine(SourceTree.Root, document))));

    [Fact]
    public void TheDocumentsAreFound() =>
        Assert.Superset(new HashSet<string>(["README.md", "docs/glossary.md", ".github/pull_request_template.md"], StringComparer.Ordinal), SourceTree.Documents().ToHashSet(StringComparer.Ordinal));

    [Theory]
    [InlineData("README.md", "See [this](docs/nothing.md).", "docs/nothing.md")]
    [InlineData("README.md", "See [this](NOTHING.md).", "NOTHING.md")]
    [InlineData("docs/glossary.md", "See [this](README.md).", "README.md")]
    [InlineData("README.md", "See [this](CHANGELOG.md#nothing).", "CHANGELOG.md#nothing")]
    [InlineData("README.md", "# One\nSee [two](#two).", "#two")]
    [InlineData("README.md", "The file `src/Counterweight/Engine/PointLoop.cs` has it.", "src/Counterweight/Engine/PointLoop.cs")]
    [InlineData("README.md", "Run `dotnet test tests/Counterweight.Nothing`.", "tests/Counterweight.Nothing")]
    [InlineData("README.md", "All of `tests/Counterweight.Tests/Readme/*.txt`.", "tests/Counterweight.Tests/Readme/*.txt")]
    [InlineData("README.md", "Add `src/Counterweight/Nothing/NewLoss.cs`.", "src/Counterweight/Nothing/NewLoss.cs")]
    [InlineData("docs/glossary.md", "CI runs .ci/go.", ".ci/go")]
    public void ADeadPathIsFound(string document, string text, string target) =>
        Assert.Equal(target, Assert.Single(DocumentPaths.Dead(document, text)));

    [Theory]
    [InlineData("README.md", "See [this](docs/model-format.md), [that](https://example.org/src/x.cs) and [there](#a-loss-of-your-own).\n### A loss of your own")]
    [InlineData("docs/glossary.md", "See [this](../README.md), [that](model-format.md) and [the rooms](../ARCHITECTURE.md#tests).")]
    [InlineData("README.md", "`src/Counterweight/Losses/Point/NewLoss.cs`, `tests/Counterweight.Tests/Readme/*.cs`, `src/Counterweight.Cli`, docs/ and src/Counterweight/.")]
    public void LivingPathsPass(string document, string text) => Assert.Empty(DocumentPaths.Dead(document, text));
}
