using System.Text.RegularExpressions;
using Xunit;

namespace Counterweight.Tests.Sources;

/// <summary>What the documents name is there.</summary>
[Trait("Registers", "any")]
public sealed partial class DocumentTests
{
    public static TheoryData<string> Documents => [.. SourceTree.Documents()];

    [Theory]
    [MemberData(nameof(Documents))]
    public void EveryPathAndLinkIsThere(string document) =>
        Assert.Empty(Missing(File.ReadAllText(Path.Combine(SourceTree.Root, document)), Path.GetDirectoryName(document)!));

    [Theory]
    [InlineData("see [it](docs/no-such.md)", "docs/no-such.md")]
    [InlineData("in `src/Counterweight/NoSuch.cs`", "src/Counterweight/NoSuch.cs")]
    [InlineData("in `tests/Counterweight.Tests/NoSuch/`,", "tests/Counterweight.Tests/NoSuch/")]
    [InlineData("dotnet run --project bench/NoSuch -c Release", "bench/NoSuch")]
    public void ADeadPathIsFound(string text, string path) => Assert.Equal(path, Assert.Single(Missing(text, "")));

    [Fact]
    public void EveryNameOfTheGlossaryIsInTheSources()
    {
        var words = SourceTree.Files("src").SelectMany(file => Word().Matches(File.ReadAllText(Path.Combine(SourceTree.Root, file))).Select(match => match.Value)).ToHashSet(StringComparer.Ordinal);
        var names = File.ReadLines(Path.Combine(SourceTree.Root, "docs", "glossary.md"))
            .Where(line => line.StartsWith('|'))
            .SelectMany(line => CodeName().Matches(line.Split('|')[4]).Select(match => match.Groups["name"].Value))
            .ToArray();
        Assert.True(names.Length >= 40, $"{names.Length} names.");
        Assert.All(names, name => Assert.Contains(name, words));
    }

    private static IEnumerable<string> Missing(string text, string folder) => Link().Matches(text).Select(match => (match.Groups["path"].Value, folder))
        .Concat(Named().Matches(text).Select(match => (match.Groups["path"].Value, "")))
        .Where(place => !Path.Exists(Path.Combine(SourceTree.Root, place.Item2, place.Item1.TrimEnd('.'))))
        .Select(place => place.Item1)
        .Distinct(StringComparer.Ordinal);

    [GeneratedRegex(@"\]\((?<path>(?!https?:|#|mailto:)[^)#\s]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10000)]
    private static partial Regex Link();

    // A name with a star, or one to be made up, stands for many.
    [GeneratedRegex(@"(?<![\w./])(?<path>(src|tests|bench|docs)/[\w./-]*[\w/])(?![\w*])(?<!/New\w*\.cs)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10000)]
    private static partial Regex Named();

    [GeneratedRegex(@"\w+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10000)]
    private static partial Regex Word();

    [GeneratedRegex(@"`(?<name>\w+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10000)]
    private static partial Regex CodeName();
}
