using Counterweight.Losses.Point;
using PublicApiGenerator;
using Xunit;

namespace Counterweight.Tests.PublicApi;

/// <summary>A change of the public surface is a change of a text, made on purpose.</summary>
[Trait("Registers", "any")]
public sealed class PublicApiTests
{
    private static readonly string Approved = Path.Combine(SourceTree.Root, "tests", "Counterweight.Tests", "PublicApi", "Counterweight.approved.txt");

    [Fact]
    public void SurfaceIsTheApprovedOne() => Assert.Equal(File.ReadAllText(Approved), Surface());

    [Fact(Explicit = true)]
    public void WriteApprovedSurface() => File.WriteAllText(Approved, Surface());

    private static string Surface() => typeof(PointLoss).Assembly.GeneratePublicApi(new() { IncludeAssemblyAttributes = false, ExcludeAttributes = ["System.Diagnostics.DebuggerDisplayAttribute"] }).ReplaceLineEndings("\n") + "\n";
}
