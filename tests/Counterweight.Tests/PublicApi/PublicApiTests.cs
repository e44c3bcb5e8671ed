using Counterweight.Losses;

namespace Counterweight.Tests.PublicApi;

public sealed class PublicApiTests
{
    /// <summary>A change of the public surface is a change of this text, made on purpose.</summary>
    [Fact]
    public void SurfaceIsTheApprovedOne()
    {
        var file = Path.Combine(SourceTree.Root, "tests", "Counterweight.Tests", "PublicApi", "Counterweight.approved.txt");
        var actual = PublicApiText.Of(typeof(PointLoss).Assembly);
        if (string.Equals(Environment.GetEnvironmentVariable("APPROVE"), "1", StringComparison.Ordinal))
        {
            File.WriteAllText(file, actual);
        }

        Assert.Equal(File.ReadAllText(file), actual);
    }
}
