namespace Counterweight.Mutation;

/// <summary>The sources that faults are planted in: those under src and bench.</summary>
internal sealed class SourceFiles
{
    private static readonly string[] Folders = ["src", "bench"];

    private readonly ILookup<string, string> paths;

    public SourceFiles(string root)
    {
        Root = root;
        paths = Folders
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories))
            .Where(path => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin"))
            .ToLookup(path => Path.GetFileName(path), StringComparer.Ordinal);
    }

    /// <summary>The folder of Kernels.sln.</summary>
    public string Root { get; }

    /// <summary>The checkout that the program was built in.</summary>
    public static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Kernels.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new MutationException("The program runs outside its checkout.");
    }

    /// <summary>All files of a name, below a folder where the name begins with one.</summary>
    public IReadOnlyList<string> Paths(string name) => [.. paths[name.Split('/')[^1]].Where(path => path.Replace('\\', '/').EndsWith('/' + name, StringComparison.Ordinal))];

    public static string Text(string path) => File.ReadAllText(path).ReplaceLineEndings("\n");

    /// <summary>The project file of the folder that holds a source.</summary>
    public static string ProjectOf(string path)
    {
        for (var folder = Path.GetDirectoryName(path); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Directory.EnumerateFiles(folder, "*.csproj").FirstOrDefault() is { } project)
            {
                return project;
            }
        }

        throw new MutationException($"{path} is in no project.");
    }
}
