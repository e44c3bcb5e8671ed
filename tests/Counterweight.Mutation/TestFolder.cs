using System.Text.RegularExpressions;

namespace Counterweight.Mutation;

/// <summary>A worker's own copy of a test project's output, in which assemblies are exchanged.</summary>
internal sealed partial class TestFolder
{
    private static readonly string[] Repeating =
    [
        "-trait-", "Category=Widths",
        "-class-", "*ChecksumTests",
        "-class-", "*.PublicApiTests",
    ];

    private readonly string folder;
    private readonly string original;
    private readonly string testAssembly;

    public TestFolder(string root, int worker, string project)
    {
        original = Path.Combine(root, "tests", project, "bin", "Release", "net10.0");
        // Below the checkout: tests look for their sources.
        folder = Path.Combine(root, "artifacts", "mutation", $"{worker}", project);
        testAssembly = Path.Combine(folder, project + ".dll");
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        foreach (var path in Directory.EnumerateFiles(original, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(folder, Path.GetRelativePath(original, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }
    }

    /// <summary>Puts a faulty assembly in place.</summary>
    public void Exchange(string assemblyFile, byte[] image) => File.WriteAllBytes(Path.Combine(folder, assemblyFile), image);

    /// <summary>Puts the built assembly back.</summary>
    public void Restore(string assemblyFile) => File.Copy(Path.Combine(original, assemblyFile), Path.Combine(folder, assemblyFile), overwrite: true);

    /// <summary>Runs classes of tests up to the first that fails; no class means all. Checksums and the approved surface are never asked: they know what was, not what is right.</summary>
    public TestResult Run(IReadOnlyList<string> classes, string settings, TimeSpan limit)
    {
        var filter = classes.SelectMany(pattern => (string[])["-class", pattern]);
        var (code, text) = Tool.Run(folder, limit, settings, "dotnet", [testAssembly, .. filter, .. Repeating, "-stopOnFail", "-noColor", "-noLogo"]);
        if (code is null)
        {
            return new(0, "(hang)");
        }

        var failed = Failure().Match(text);
        if (failed.Success)
        {
            return new(1, failed.Groups["test"].Value);
        }

        var total = Total().Match(text);
        if (!total.Success || code != 0)
        {
            return new(0, $"(crash: exit code {code})");
        }

        return new(int.Parse(total.Groups["total"].Value, System.Globalization.CultureInfo.InvariantCulture), null);
    }

    [GeneratedRegex(@"^\s+(?<test>\S+?)(\(.*)? \[FAIL\]", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 10000)]
    private static partial Regex Failure();

    [GeneratedRegex(@"Total: (?<total>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10000)]
    private static partial Regex Total();
}
