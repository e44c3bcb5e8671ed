using Counterweight.Tests;
using Counterweight.TorchSharp;
using PublicApiGenerator;
using Xunit;

namespace Counterweight.TorchSharp.Tests.PublicApi;

/// <summary>A change of the public surface is a change of a text, made on purpose.</summary>
public sealed class PublicApiTests
{
    private static readonly string Approved = Path.Combine(SourceTree.Root, "tests", "Counterweight.TorchSharp.Tests", "PublicApi", "Counterweight.TorchSharp.approved.txt");

    [Fact]
    public void SurfaceIsTheApprovedOne() => Assert.Equal(File.ReadAllText(Approved), Surface());

    [Fact(Explicit = true)]
    public void WriteApprovedSurface() => File.WriteAllText(Approved, Surface());

    private static string Surface() => typeof(TensorLoss).Assembly.GeneratePublicApi(new() { IncludeAssemblyAttributes = false, ExcludeAttributes = ["System.Diagnostics.DebuggerDisplayAttribute"] }).ReplaceLineEndings("\n") + "\n";
}
