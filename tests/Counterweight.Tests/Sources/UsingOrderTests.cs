using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Counterweight.Tests.Sources;

/// <summary>Using directives stand in one order: System first, then by name. The build judges all other style.</summary>
[Trait("Registers", "any")]
public sealed class UsingOrderTests
{
    [Fact]
    public void EveryFileHasItsUsingsInOrder() => Assert.Empty(
        from folder in (string[])["src", "tests", "bench"]
        from file in SourceTree.Files(folder)
        from fault in Unordered(File.ReadAllText(Path.Combine(SourceTree.Root, file)))
        select $"{file}: {fault}");

    [Theory]
    [InlineData("using Xunit; using Counterweight.Losses;", "Counterweight.Losses")]
    [InlineData("using Counterweight.Losses; using System.Text;", "System.Text")]
    [InlineData("using System.Text; using System;", "System")]
    [InlineData("using System; using A.B; using A;", "A")]
    [InlineData("using X = System.Text.StringBuilder; using A;", "A")]
    [InlineData("using static System.Math; using A;", "A")]
    [InlineData("using A.SoftTarget; using A.Softmax;", "A.Softmax")]
    public void TheReaderSeesThem(string source, string name) => Assert.Equal(name, Assert.Single(Unordered(source)));

    [Theory]
    [InlineData("")]
    [InlineData("using System; using System.Text; using A; using A.B; using static System.Math; using X = System.Text.StringBuilder;")]
    public void OrderedOnesPass(string source) => Assert.Empty(Unordered(source));

    private static IEnumerable<string> Unordered(string source)
    {
        var usings = CSharpSyntaxTree.ParseText(source).GetCompilationUnitRoot().Usings;
        return usings.Zip(usings.Skip(1)).Where(pair => string.Compare(Key(pair.First), Key(pair.Second), StringComparison.OrdinalIgnoreCase) > 0).Select(pair => pair.Second.NamespaceOrType.ToString());
    }

    // The dot sorts before all letters, so that A.B comes before AB.
    private static string Key(UsingDirectiveSyntax directive)
    {
        var name = (directive.Alias?.Name ?? directive.NamespaceOrType).ToString();
        var kind = directive.Alias is not null ? 2 : directive.StaticKeyword.ValueText.Length > 0 ? 1 : 0;
        return $"{kind}{(name.Split('.')[0] is "System" ? 0 : 1)}{name.Replace('.', '\u0001')}";
    }
}
