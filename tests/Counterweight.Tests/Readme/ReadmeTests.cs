namespace Counterweight.Tests.Readme;

[Trait("Registers", "any")]
public sealed class ReadmeTests
{
    private const string Consumer = "tests/Counterweight.Packages.Tests/Consumer/";

    /// <summary>Every C# sample of a README is, to the letter, one that its sources compile and run, and the other way round.</summary>
    [Theory]
    [InlineData(
        "README.md",
        "tests/Counterweight.Tests/Readme/ReadmeSamples.cs",
        "tests/Counterweight.Tests/Readme/ReadmeRowsSamples.cs",
        "tests/Counterweight.Tests/Readme/ReadmeDecisionSamples.cs",
        "tests/Counterweight.Tests/Readme/ReadmeTreeSample.cs",
        "tests/Counterweight.Training.Tests/ReadmeSamples.cs",
        "tests/Counterweight.Training.Tests/ReadmeRequestSample.cs",
        "tests/Counterweight.Training.Tests/CubicImpurity.cs")]
    [InlineData("src/Counterweight/README.md", Consumer + "KernelSample.cs")]
    [InlineData("src/Counterweight.Training/README.md", Consumer + "TrainerSample.cs")]
    [InlineData("src/Counterweight.LightGbm/README.md", "tests/Counterweight.LightGbm.Tests/ReadmeSample.cs")]
    [InlineData("src/Counterweight.ML/README.md", "tests/Counterweight.ML.Tests/ReadmeSamples.cs")]
    [InlineData("src/Counterweight.Onnx/README.md", "tests/Counterweight.Onnx.Tests/ReadmeSample.cs")]
    [InlineData("src/Counterweight.TorchSharp/README.md", "tests/Counterweight.TorchSharp.Tests/ReadmeSamples.cs")]
    public void SamplesAreTheTestedOnes(string document, params string[] sources)
    {
        var shown = Between(document, "```csharp", "```");
        List<string> tested = [.. sources.SelectMany(source => Between(source, "// sample:", "// end"))];

        Assert.NotEmpty(shown);
        Assert.Equal(tested.Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
    }

    /// <summary>What stands between the lines that start with the markers, unindented.</summary>
    private static List<string> Between(string file, string start, string end)
    {
        var samples = new List<string>();
        List<string>? sample = null;
        foreach (var line in File.ReadLines(Path.Combine(SourceTree.Root, file)))
        {
            if (sample is null)
            {
                sample = line.TrimStart().StartsWith(start, StringComparison.Ordinal) ? [] : null;
            }
            else if (line.TrimStart().StartsWith(end, StringComparison.Ordinal))
            {
                var indent = sample.Where(l => l.Length > 0).Min(l => l.Length - l.TrimStart().Length);
                samples.Add(string.Join('\n', sample.Select(l => l.Length == 0 ? l : l[indent..])));
                sample = null;
            }
            else
            {
                sample.Add(line);
            }
        }

        return samples;
    }
}
