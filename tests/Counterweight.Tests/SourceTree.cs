namespace Counterweight.Tests;

/// <summary>The checkout that the tests were built from.</summary>
internal static class SourceTree
{
    /// <summary>The folder of Kernels.sln.</summary>
    public static string Root { get; } = Find();

    /// <summary>The C# files below one of its folders, what a build made left out: paths from the root, with slashes.</summary>
    public static IEnumerable<string> Files(string folder) => Directory
        .EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
        .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    /// <summary>The documents that belong to it: paths from the root, with slashes. Whatever else lies beside them is not looked at.</summary>
    public static IEnumerable<string> Documents() => Directory.EnumerateFiles(Root, "*.md")
        .Concat(((string[])[".github", "bench", "docs", "src", "tests"]).SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.md", SearchOption.AllDirectories)))
        .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
        .Where(file => !file.Split('/').Any(part => part is "obj" or "bin"))
        .Order(StringComparer.Ordinal);

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Kernels.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside their checkout.");
    }
}
