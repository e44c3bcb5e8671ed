using Counterweight.Tests.PublicApi;
using Xunit;

namespace Counterweight.LightGbm.Tests.PublicApi;

/// <summary>A change of the public surface is a change of a text, made on purpose.</summary>
public sealed class PublicApiTests
{
    private static readonly ApprovedSurface Surface = new(typeof(LightGbmBooster).Assembly);

    [Fact]
    public void SurfaceIsTheApprovedOne() => Surface.Check();

    [Fact(Explicit = true)]
    public void WriteApprovedSurface() => Surface.Write();
}
