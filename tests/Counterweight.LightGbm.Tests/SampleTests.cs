using Counterweight.Samples;
using Xunit;

namespace Counterweight.LightGbm.Tests;

/// <summary>The sample program of docs/samples.</summary>
public sealed class SampleTests
{
    private static readonly SampleProgram Sample = new("LightGbm");

    [Fact]
    public async Task TheFocalLossRaisesBalancedAccuracy()
    {
        NativeLibraryHere.IsNeeded();
        var printed = await Sample.RunAsync();
        Assert.Equal(["cross-entropy", "focal loss, positive weight 2.5"], printed.Select(line => line.Name), StringComparer.Ordinal);
        Assert.InRange(printed[1].BalancedAccuracy, printed[0].BalancedAccuracy + 0.02, 1);
    }

    [Fact]
    public void ItHasAtMost40Lines() => Sample.CheckLength();
}
