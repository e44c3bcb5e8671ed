using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Counterweight.Tests.Sources;

/// <summary>C# texts as the compiler sees them, without this product's own assemblies.</summary>
internal static class Compilations
{
    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview, DocumentationMode.None);

    private static readonly SyntaxTree Usings = CSharpSyntaxTree.ParseText(
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;",
        Options);

    private static readonly MetadataReference[] References = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Where(file => !Path.GetFileName(file).StartsWith("Counterweight", StringComparison.Ordinal))
        .Select(file => MetadataReference.CreateFromFile(file))];

    // Several tests judge the same folder.
    private static readonly ConcurrentDictionary<string, Lazy<CSharpCompilation>> Folders = new(StringComparer.Ordinal);

    /// <summary>The sources of a folder of src, their paths relative to src.</summary>
    public static CSharpCompilation OfFolder(string folder) => Folders.GetOrAdd(folder, name => new(() => OfTexts(SourceTree
        .Files($"src/{name}")
        .Select(file => (file["src/".Length..], File.ReadAllText(Path.Combine(SourceTree.Root, file))))))).Value;

    /// <summary>Texts and the paths that they are taken to have.</summary>
    public static CSharpCompilation OfTexts(params IEnumerable<(string Path, string Text)> texts) => CSharpCompilation.Create(
        "Sources",
        [.. texts.Select(file => CSharpSyntaxTree.ParseText(file.Text, Options, file.Path)), Usings],
        References,
        new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));

    /// <summary>The sources, without the usings that every project has.</summary>
    public static IEnumerable<SyntaxTree> Sources(this Compilation compilation) => compilation.SyntaxTrees.Where(tree => tree.FilePath.Length > 0);
}
