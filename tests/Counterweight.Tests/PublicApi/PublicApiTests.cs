using Counterweight.Losses.Point;
using Xunit;

namespace Counterweight.Tests.PublicApi;

/// <summary>A change of the public surface is a change of a text, made on purpose.</summary>
[Trait("Registers", "any")]
public sealed class PublicApiTests
{
    private static readonly ApprovedSurface Surface = new(typeof(PointLoss).Assembly);

    [Fact]
    public void SurfaceIsTheApprovedOne() => Surface.Check();

    [Fact(Explicit = true)]
    public void WriteApprovedSurface() => Surface.Write();
}
