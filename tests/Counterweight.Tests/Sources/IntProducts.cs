using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Counterweight.Tests.Sources;

/// <summary>Finds products of 32-bit integers that wrap silently, in C# text.</summary>
internal static class IntProducts
{
    /// <summary>Each product of a folder of src as "file: operands", files relative to src.</summary>
    public static IReadOnlyList<string> In(string folder) => Of(Compilations.OfFolder(folder));

    /// <summary>The same of one text.</summary>
    public static IReadOnlyList<string> Of(string text) => Of(Compilations.OfTexts(("text", text)));

    private static List<string> Of(CSharpCompilation compilation) => [.. compilation.Sources().SelectMany(tree => Of(tree, compilation.GetSemanticModel(tree)))];

    private static IEnumerable<string> Of(SyntaxTree tree, SemanticModel model) =>
        from node in tree.GetRoot().DescendantNodes().OfType<ExpressionSyntax>()
        where node.Kind() is SyntaxKind.MultiplyExpression or SyntaxKind.MultiplyAssignmentExpression or SyntaxKind.LeftShiftExpression or SyntaxKind.LeftShiftAssignmentExpression
        where !IsChecked(node) && IsNarrow(model.GetTypeInfo(node).Type) && !IsSmall(node, model)
        select $"{tree.FilePath}: {node.WithoutTrivia().NormalizeWhitespace()}";

    private static bool IsNarrow(ITypeSymbol? type) =>
        type is null or { TypeKind: TypeKind.Error } or { SpecialType: SpecialType.System_Int32 or SpecialType.System_UInt32 };

    /// <summary>Constants, lanes of a block, and products of them: no data decides these.</summary>
    private static bool IsSmall(ExpressionSyntax node, SemanticModel model) => node switch
    {
        _ when model.GetConstantValue(node).HasValue => true,
        ParenthesizedExpressionSyntax inner => IsSmall(inner.Expression, model),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.MultiplyExpression } product => IsSmall(product.Left, model) && IsSmall(product.Right, model),
        _ => model.GetSymbolInfo(node).Symbol switch
        {
            // TBlock.Count, Vector<T>.Count, LaneSums.Lanes and the digits of a sort key.
            IPropertySymbol { IsStatic: true, Name: "Count" or "Lanes" or "Digits" } => true,
            ILocalSymbol local => local.DeclaringSyntaxReferences is [var only] && only.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } value }
                && !IsAssigned(local, only.GetSyntax(), model) && IsSmall(value, model),
            IParameterSymbol { RefKind: RefKind.None } parameter => parameter.ContainingSymbol is IMethodSymbol { DeclaredAccessibility: not Accessibility.Public } method
                && !IsAssigned(parameter, parameter.DeclaringSyntaxReferences[0].GetSyntax(), model) && IsSmallInAllCalls(parameter, method, model.Compilation),
            _ => false,
        },
    };

    private static bool IsSmallInAllCalls(IParameterSymbol parameter, IMethodSymbol method, Compilation compilation)
    {
        var arguments = compilation.SyntaxTrees
            .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>().Where(call => string.Equals(NameOf(call), method.Name, StringComparison.Ordinal)).Select(call => (call, model: compilation.GetSemanticModel(tree))))
            .Where(pair => SymbolEqualityComparer.Default.Equals(pair.model.GetSymbolInfo(pair.call).Symbol?.OriginalDefinition, method.OriginalDefinition))
            .Select(pair => (argument: pair.call.ArgumentList.Arguments.ElementAtOrDefault(parameter.Ordinal), pair.model))
            .ToArray();
        return arguments.Length > 0 && arguments.All(pair => pair.argument is { NameColon: null } argument && IsSmall(argument.Expression, pair.model));
    }

    private static string? NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        SimpleNameSyntax name => name.Identifier.Text,
        MemberAccessExpressionSyntax access => access.Name.Identifier.Text,
        _ => null,
    };

    private static bool IsAssigned(ISymbol local, SyntaxNode declarator, SemanticModel model)
    {
        return declarator.Ancestors().OfType<MemberDeclarationSyntax>().First().DescendantNodes().Any(node => node switch
        {
            AssignmentExpressionSyntax assignment => Names(assignment.Left),
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } step => Names(step.Operand),
            PostfixUnaryExpressionSyntax step => Names(step.Operand),
            ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword or (int)SyntaxKind.OutKeyword } argument => Names(argument.Expression),
            _ => false,
        });

        bool Names(ExpressionSyntax expression) => expression.DescendantNodesAndSelf(node => node is TupleExpressionSyntax or ArgumentSyntax or ParenthesizedExpressionSyntax).OfType<IdentifierNameSyntax>()
            .Any(name => string.Equals(name.Identifier.Text, local.Name, StringComparison.Ordinal) && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name).Symbol, local));
    }

    private static bool IsChecked(SyntaxNode node) => node.Ancestors().FirstOrDefault(IsContext) is { } context
        && (context.IsKind(SyntaxKind.CheckedExpression) || context.IsKind(SyntaxKind.CheckedStatement));

    private static bool IsContext(SyntaxNode node) =>
        node is CheckedExpressionSyntax or CheckedStatementSyntax or MemberDeclarationSyntax;
}
