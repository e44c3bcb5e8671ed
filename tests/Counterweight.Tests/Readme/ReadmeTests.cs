using System.Text.RegularExpressions;

namespace Counterweight.Tests.Readme;

public sealed partial class ReadmeTests
{
    /// <summary>Every C# sample of README.md is, to the letter, one that <see cref="ReadmeSamples"/> compiles and runs, and the other way round.</summary>
    [Fact]
    public void SamplesAreTheTestedOnes()
    {
        var readme = File.ReadAllText(Path.Combine(SourceTree.Root, "README.md"));
        var source = File.ReadAllText(Path.Combine(SourceTree.Root, "tests", "Counterweight.Tests", "Readme", "ReadmeSamples.cs"));
        var shown = CodeBlock().Matches(readme).Select(m => m.Groups[1].Value.TrimEnd()).ToArray();
        var tested = Sample().Matches(source).Select(m => Unindent(m.Groups[1].Value)).ToArray();

        Assert.NotEmpty(shown);
        Assert.Equal(tested.Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
    }

    private static string Unindent(string code)
    {
        var lines = code.TrimEnd().Split('\n');
        var indent = lines.Where(l => l.Length > 0).Min(l => l.Length - l.TrimStart().Length);
        return string.Join('\n', lines.Select(l => l.Length == 0 ? l : l[indent..]));
    }

    [GeneratedRegex("^```csharp\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex("^ *// sample: [^\n]*\n(.*?)^ *// end", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Sample();
}
