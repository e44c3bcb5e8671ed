using Counterweight.Tests;
using Xunit;

namespace Counterweight.Packages.Tests;

/// <summary>Whoever builds the sources of a package gets its bytes, wherever the sources lie.</summary>
public sealed class ReproducibleTests(PackedFeed feed)
{
    private static readonly string[] Shared = ["Directory.Build.props", "Directory.Packages.props", "global.json", "src/Directory.Build.props"];

    [Fact]
    public async Task TwoFoldersGiveTheSameBytes()
    {
        var (first, second) = (await Built("a"), await Built("another"));
        foreach (var file in (string[])["Counterweight.dll", "Counterweight.pdb", "Counterweight.Training.dll", "Counterweight.Training.pdb"])
        {
            Assert.True(File.ReadAllBytes(Path.Combine(first, file)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(second, file))), $"{file} differs.");
        }
    }

    /// <summary>Builds a copy of the libraries, as packages for others are built.</summary>
    /// <returns>Where the assemblies are.</returns>
    private async Task<string> Built(string name)
    {
        var copy = Path.Combine(feed.Root, name);
        string[] projects = ["src/Counterweight/Counterweight.csproj", "src/Counterweight.Training/Counterweight.Training.csproj"];
        foreach (var file in Shared.Concat(projects).Concat(SourceTree.Files("src/Counterweight")).Concat(SourceTree.Files("src/Counterweight.Training")))
        {
            var target = Path.Combine(copy, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(SourceTree.Root, file), target);
        }

        var built = Path.Combine(copy, "out");
        await DotNet.BuildAsync(copy, "build", projects[^1], "-c", "Release", "-p:ContinuousIntegrationBuild=true", "-o", built).ConfigureAwait(false);
        return built;
    }
}
