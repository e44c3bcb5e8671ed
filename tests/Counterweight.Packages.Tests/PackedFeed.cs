using Counterweight.Packages.Tests;
using Counterweight.Tests;
using Xunit;

[assembly: AssemblyFixture(typeof(PackedFeed))]

namespace Counterweight.Packages.Tests;

/// <summary>The packages, made once of what was built beside the tests, in a folder that serves as a source of packages.</summary>
public sealed class PackedFeed : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("counterweight-packages-");

    public string Root => folder.FullName;

    /// <summary>The one version of all packages here.</summary>
    public string Version { get; private set; } = "";

    private string Feed => Path.Combine(Root, "feed");

    public async ValueTask InitializeAsync()
    {
        await DotNet.BuildAsync(SourceTree.Root, "pack", "src/Packages.slnf", "--no-build", "-c", DotNet.Configuration, "-o", Feed).ConfigureAwait(false);
        const string Prefix = "Counterweight.Training.";
        Version = Path.GetFileNameWithoutExtension(Assert.Single(Directory.GetFiles(Feed, Prefix + "*.nupkg")))[Prefix.Length..];

        // An older package of the same version must not be taken for the new one.
        Directory.CreateDirectory(DotNet.PackageCache);
        foreach (var stale in Directory.GetDirectories(DotNet.PackageCache, "counterweight*"))
        {
            Directory.Delete(stale, recursive: true);
        }

        // Packages of others come from where the user has them from.
        await File.WriteAllTextAsync(
            Path.Combine(Root, "nuget.config"),
            $"""<configuration><packageSources><add key="packed" value="{Feed}" /></packageSources></configuration>""").ConfigureAwait(false);
    }

    public ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    /// <summary>The path of a package, or of its symbols.</summary>
    internal string PathOf(string id, string extension = "nupkg") => Path.Combine(Feed, $"{id}.{Version}.{extension}");

    /// <summary>The names of all files of the feed.</summary>
    internal string[] Names() => [.. Directory.GetFiles(Feed).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    /// <summary>A copy of the consumer, which restores from the feed.</summary>
    internal string CopyConsumer(string name)
    {
        var copy = Directory.CreateDirectory(Path.Combine(Root, name)).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "Consumer")))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        return copy;
    }
}
