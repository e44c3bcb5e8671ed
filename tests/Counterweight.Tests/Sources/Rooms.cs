using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Counterweight.Tests.Sources;

/// <summary>What breaks the rule of where a file lives, one line each: see ARCHITECTURE.md, Rooms.</summary>
internal static class Rooms
{
    private const string Core = "Core";

    /// <summary>Violations in sources whose paths begin with the project's name, which is the root namespace too.</summary>
    public static IEnumerable<string> Violations(CSharpCompilation compilation, string project)
    {
        foreach (var tree in compilation.Sources())
        {
            var here = FolderOf(tree, project);
            var expected = string.Join('.', (string[])[project, .. here.Split('/', StringSplitOptions.RemoveEmptyEntries)]);
            foreach (var name in tree.GetRoot().DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().Select(declaration => declaration.Name.ToString()))
            {
                if (!string.Equals(name, expected, StringComparison.Ordinal))
                {
                    yield return $"{tree.FilePath}: namespace {name}, not {expected}";
                }
            }

            foreach (var (type, there) in Used(tree, compilation.GetSemanticModel(tree), project))
            {
                if (IsWithin(here, Core) && !IsWithin(there, Core) && there.Length > 0)
                {
                    yield return $"{tree.FilePath}: Core names {type} of {there}";
                }

                if (string.Equals(type, "Vector512Block", StringComparison.Ordinal) && !string.Equals(here, there, StringComparison.Ordinal))
                {
                    yield return $"{tree.FilePath}: {type} is chosen outside {there}";
                }

                if (IsInner(type) && !IsWithin(there, Core) && !IsWithin(here, there))
                {
                    yield return $"{tree.FilePath}: {type} is used outside {there}";
                }
            }
        }
    }

    private static IEnumerable<(string Type, string Folder)> Used(SyntaxTree tree, SemanticModel model, string project) => tree.GetRoot()
        .DescendantNodes()
        .OfType<SimpleNameSyntax>()
        .Select(name => model.GetSymbolInfo(name).Symbol)
        .OfType<INamedTypeSymbol>()
        .Where(type => type.ContainingType is null)
        .SelectMany(type => type.DeclaringSyntaxReferences.Take(1).Select(reference => (type.Name, FolderOf(reference.SyntaxTree, project))))
        .Distinct();

    /// <summary>The suffixes of what no other room may call.</summary>
    private static bool IsInner(string type) => type.EndsWith("Loop", StringComparison.Ordinal) || type.EndsWith("Job", StringComparison.Ordinal);

    private static bool IsWithin(string folder, string room) => room.Length == 0 || string.Equals(folder, room, StringComparison.Ordinal) || folder.StartsWith(room + "/", StringComparison.Ordinal);

    private static string FolderOf(SyntaxTree tree, string project)
    {
        var folder = Path.GetRelativePath(project, Path.GetDirectoryName(tree.FilePath)!);
        return string.Equals(folder, ".", StringComparison.Ordinal) ? "" : folder.Replace('\\', '/');
    }
}
