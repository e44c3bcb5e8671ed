using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Counterweight.Tests.Sources;

/// <summary>The glossary names code that exists.</summary>
[Trait("Registers", "any")]
public sealed partial class GlossaryTests
{
    private static readonly string[] Folders = ["src", "tests/Counterweight.Reference", "bench/Counterweight.Benchmarks"];

    private static readonly Lazy<HashSet<string>> Declared = new(() => Folders
        .SelectMany(SourceTree.Files)
        .SelectMany(file => CSharpSyntaxTree.ParseText(File.ReadAllText(Path.Combine(SourceTree.Root, file))).GetRoot().DescendantNodes().OfType<BaseTypeDeclarationSyntax>())
        .SelectMany(type => MembersOf(type).Select(member => $"{type.Identifier.ValueText}.{member}").Prepend(type.Identifier.ValueText))
        .ToHashSet(StringComparer.Ordinal));

    [Fact]
    public void EveryNameIsATypeOrAMember()
    {
        var rows = Rows(File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "glossary.md")));
        Assert.InRange(rows.Count, 25, 90);
        Assert.All(rows, row => Assert.Equal(5, row.Length));
        Assert.All(rows, row => Assert.True(Names(row).Any(), $"{row[0]} has no name in the code."));
        Assert.Empty(rows.SelectMany(Missing));
    }

    [Fact]
    public void EveryTermStandsOnce() => Assert.Distinct(Rows(File.ReadAllText(Path.Combine(SourceTree.Root, "docs", "glossary.md"))).Select(row => row[0]), StringComparer.OrdinalIgnoreCase);

    [Theory]
    [InlineData("`NoSuchLoss`", "NoSuchLoss")]
    [InlineData("`PointLoss`, `PointLoss.NoSuchMember`", "PointLoss.NoSuchMember")]
    [InlineData("`Evaluate`", "Evaluate")]
    [InlineData("`LossWeights.Rows`", "LossWeights.Rows")]
    public void AMissingNameIsFound(string code, string name) =>
        Assert.Equal(name, Assert.Single(Rows($"| term | symbol | meaning | code | source |\n|---|---|---|---|---|\n| a | | b | {code} | |").SelectMany(Missing)));

    private static IEnumerable<string> Missing(string[] row) => Names(row).Where(name => !Declared.Value.Contains(name));

    private static IEnumerable<string> Names(string[] row) => Quoted().Matches(row[3]).Select(name => name.Groups["name"].Value);

    /// <summary>The cells of all tables, heads left out.</summary>
    private static List<string[]> Rows(string text)
    {
        string[] lines = [.. text.Split('\n').Select(line => line.TrimEnd('\r'))];
        return [.. lines
            .Where((line, i) => line.StartsWith('|') && !IsRule(line) && !(i + 1 < lines.Length && IsRule(lines[i + 1])))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))];
    }

    private static bool IsRule(string line) => line.StartsWith("|--", StringComparison.Ordinal);

    private static IEnumerable<string> MembersOf(BaseTypeDeclarationSyntax type) => type switch
    {
        EnumDeclarationSyntax choices => choices.Members.Select(member => member.Identifier.ValueText),
        TypeDeclarationSyntax { Members: var members } declared =>
        [
            .. members.OfType<MethodDeclarationSyntax>().Select(method => method.Identifier.ValueText),
            .. members.OfType<PropertyDeclarationSyntax>().Select(property => property.Identifier.ValueText),
            .. members.OfType<FieldDeclarationSyntax>().SelectMany(field => field.Declaration.Variables.Select(variable => variable.Identifier.ValueText)),
            .. declared is RecordDeclarationSyntax { ParameterList.Parameters: var parameters } ? parameters.Select(parameter => parameter.Identifier.ValueText) : [],
        ],
        _ => [],
    };

    [GeneratedRegex("`(?<name>[A-Za-z0-9_.]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10000)]
    private static partial Regex Quoted();
}
