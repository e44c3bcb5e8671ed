using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Counterweight.Tests.Sources;

/// <summary>Finds products of 32-bit integers that wrap silently, in C# text.</summary>
internal static class IntProducts
{
    private static readonly CSharpParseOptions Options = new(LanguageVersion.Preview, DocumentationMode.None);

    /// <summary>Each product as "file: operands", files relative to a folder.</summary>
    public static IReadOnlyList<string> In(string folder, params string[] subfolders)
    {
        var trees = subfolders
            .SelectMany(name => Directory.EnumerateFiles(Path.Combine(folder, name), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), Options, Path.GetRelativePath(folder, file)));
        return Of([.. trees]);
    }

    /// <summary>The same of one text.</summary>
    public static IReadOnlyList<string> Of(string text) => Of([CSharpSyntaxTree.ParseText(text, Options, "text")]);

    private static List<string> Of(SyntaxTree[] trees)
    {
        const string Usings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => !Path.GetFileName(file).StartsWith("Counterweight", StringComparison.Ordinal))
            .Select(file => MetadataReference.CreateFromFile(file));
        var compilation = CSharpCompilation.Create(
            "Sources", [.. trees, CSharpSyntaxTree.ParseText(Usings, Options)], references, new(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        return [.. trees.SelectMany(tree => Of(tree, compilation.GetSemanticModel(tree)))];
    }

    private static IEnumerable<string> Of(SyntaxTree tree, SemanticModel model) =>
        from node in tree.GetRoot().DescendantNodes().OfType<ExpressionSyntax>()
        where node.Kind() is SyntaxKind.MultiplyExpression or SyntaxKind.MultiplyAssignmentExpression or SyntaxKind.LeftShiftExpression or SyntaxKind.LeftShiftAssignmentExpression
        where !IsChecked(node) && !model.GetConstantValue(node).HasValue && IsNarrow(model.GetTypeInfo(node).Type)
        select $"{tree.FilePath}: {node.WithoutTrivia().NormalizeWhitespace()}";

    private static bool IsNarrow(ITypeSymbol? type) =>
        type is null or { TypeKind: TypeKind.Error } or { SpecialType: SpecialType.System_Int32 or SpecialType.System_UInt32 };

    private static bool IsChecked(SyntaxNode node) => node.Ancestors().FirstOrDefault(IsContext) is { } context
        && (context.IsKind(SyntaxKind.CheckedExpression) || context.IsKind(SyntaxKind.CheckedStatement));

    private static bool IsContext(SyntaxNode node) =>
        node is CheckedExpressionSyntax or CheckedStatementSyntax or MemberDeclarationSyntax;
}
