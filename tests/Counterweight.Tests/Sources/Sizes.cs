using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Counterweight.Tests.Sources;

/// <summary>What is too large to be read at one sitting, one line each: see CONTRIBUTING.md, Sizes.</summary>
internal static class Sizes
{
    private const int MostFiles = 30;
    private const int MostLines = 300;
    private const int MostLinesOfMethod = 60;
    private const int MostParameters = 8;

    /// <summary>Folders of too many files.</summary>
    public static IEnumerable<string> Folders(IEnumerable<string> files) => files
        .GroupBy(file => file[..file.LastIndexOf('/')], StringComparer.Ordinal)
        .Where(folder => folder.Count() > MostFiles)
        .Select(folder => $"{folder.Key}: {folder.Count()} files");

    /// <summary>The file, if it has too many lines.</summary>
    public static IEnumerable<string> Lines(string path, string text)
    {
        var lines = text.AsSpan().TrimEnd().Count('\n') + 1;
        return lines > MostLines ? [$"{path}: {lines} lines"] : [];
    }

    /// <summary>Methods, constructors and local functions of too many lines or parameters.</summary>
    public static IEnumerable<string> Methods(string path, string text)
    {
        foreach (var node in CSharpSyntaxTree.ParseText(text).GetRoot().DescendantNodes())
        {
            var (name, parameters) = node switch
            {
                MethodDeclarationSyntax method => (method.Identifier.Text, method.ParameterList),
                LocalFunctionStatementSyntax function => (function.Identifier.Text, function.ParameterList),
                ConstructorDeclarationSyntax constructor => (constructor.Identifier.Text, constructor.ParameterList),
                TypeDeclarationSyntax type and not RecordDeclarationSyntax => (type.Identifier.Text, type.ParameterList),
                _ => ("", null),
            };
            if (parameters?.Parameters.Count > MostParameters)
            {
                yield return $"{path}: {name} has {parameters.Parameters.Count} parameters";
            }

            var span = node.SyntaxTree.GetLineSpan(node.Span);
            var lines = span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
            if (node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax && (lines > MostLinesOfMethod))
            {
                yield return $"{path}: {name} has {lines} lines";
            }
        }
    }
}
