using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Counterweight.Mutation;

/// <summary>A project compiled in memory, parsed once: each fault replaces one tree.</summary>
internal sealed class MutatedProject
{
    private readonly CSharpCompilation compilation;
    private readonly CSharpCommandLineArguments arguments;
    private readonly Dictionary<string, SyntaxTree> trees;

    private MutatedProject(string projectFile, CSharpCommandLineArguments arguments)
    {
        this.arguments = arguments;
        AssemblyFile = Path.GetFileNameWithoutExtension(projectFile) + ".dll";
        trees = arguments.SourceFiles
            .Select(source => Parse(source.Path, File.ReadAllText(source.Path)))
            .ToDictionary(tree => tree.FilePath, StringComparer.Ordinal);
        compilation = WithGenerated(CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(projectFile),
            trees.Values,
            arguments.MetadataReferences.Select(reference => MetadataReference.CreateFromFile(Built(reference.Reference), reference.Properties)),
            arguments.CompilationOptions.WithConcurrentBuild(false).WithGeneralDiagnosticOption(ReportDiagnostic.Suppress)));
    }

    /// <summary>Name of the assembly's file.</summary>
    public string AssemblyFile { get; }

    /// <summary>Asks the build for the compiler's command line.</summary>
    public static MutatedProject Load(string projectFile)
    {
        var folder = Path.GetDirectoryName(projectFile)!;
        var text = Tool.Require(
            folder,
            "dotnet",
            "msbuild", projectFile, "-nologo", "-t:PrepareResources;Compile", "-p:Configuration=Release", "-p:ProvideCommandLineArgs=true", "-p:SkipCompilerExecution=true",
            "-p:BuildProjectReferences=false", "-p:DesignTimeBuild=true", $"-p:IntermediateOutputPath={Path.Combine("obj", "mutation")}/", $"-p:OutDir={Path.Combine("obj", "mutation", "out")}/", "-getItem:CscCommandLineArgs");
        using var json = JsonDocument.Parse(text[text.IndexOf('{', StringComparison.Ordinal)..]);
        var line = json.RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray()
            .Select(item => item.GetProperty("Identity").GetString()!)
            // References to other projects lie where the ordinary build left them.
            .Select(argument => argument.Replace(Path.Combine("obj", "mutation", "ref"), Path.Combine("obj", "Release", "net10.0", "ref"), StringComparison.Ordinal));
        return new(projectFile, CSharpCommandLineParser.Default.Parse(line, folder, sdkDirectory: null));
    }

    /// <summary>The assembly with a fault, or null and the compiler's errors; a null <paramref name="fault"/> plants none.</summary>
    public byte[]? Emit(string? path, Fault? fault, out string errors)
    {
        var mutated = compilation;
        if (fault is not null)
        {
            var tree = trees[path!];
            mutated = compilation.ReplaceSyntaxTree(tree, Parse(path!, fault.Plant(SourceFiles.Text(path!))));
        }

        using var image = new MemoryStream();
        var result = mutated.Emit(image, manifestResources: arguments.ManifestResources, options: arguments.EmitOptions.WithDebugInformationFormat(Microsoft.CodeAnalysis.Emit.DebugInformationFormat.Embedded));
        errors = string.Join('\n', result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        return result.Success ? image.ToArray() : null;
    }

    /// <summary>With what source generators add to the sources as they are: no fault changes it.</summary>
    private CSharpCompilation WithGenerated(CSharpCompilation sources)
    {
        var loader = new GeneratorLoader();
        var generators = arguments.AnalyzerReferences.SelectMany(reference => new AnalyzerFileReference(reference.FilePath, loader).GetGenerators(LanguageNames.CSharp));
        CSharpGeneratorDriver.Create(generators, parseOptions: arguments.ParseOptions).RunGeneratorsAndUpdateCompilation(sources, out var all, out _);
        return (CSharpCompilation)all;
    }

    /// <summary>The build asks projects that are referenced for the same intermediate folder, where nothing was compiled: theirs is that of the tests' build.</summary>
    private static string Built(string reference) =>
        reference.Replace(Path.Combine("obj", "mutation"), Path.Combine("obj", "Release", "net10.0"), StringComparison.Ordinal);

    private SyntaxTree Parse(string path, string text) =>
        CSharpSyntaxTree.ParseText(SourceText.From(text, System.Text.Encoding.UTF8), arguments.ParseOptions, path);
}
