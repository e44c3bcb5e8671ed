using Counterweight.Losses.Point;

namespace Counterweight.Tests.PublicApi;

[Trait("Registers", "any")]
public sealed class PublicApiTests
{
    private static readonly string Approved = Path.Combine(SourceTree.Root, "tests", "Counterweight.Tests", "PublicApi", "Counterweight.approved.txt");

    /// <summary>A change of the public surface is a change of this text, made on purpose.</summary>
    [Fact]
    public void SurfaceIsTheApprovedOne() => Assert.Equal(File.ReadAllText(Approved), PublicApiText.Of(typeof(PointLoss).Assembly));

    [Fact(Explicit = true)]
    public void WriteApprovedSurface() => File.WriteAllText(Approved, PublicApiText.Of(typeof(PointLoss).Assembly));
}
