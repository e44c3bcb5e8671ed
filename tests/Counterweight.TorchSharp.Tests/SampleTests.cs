using Counterweight.Samples;
using Counterweight.TorchSharp.Tests.Torch;
using Xunit;

namespace Counterweight.TorchSharp.Tests;

/// <summary>The program of docs/samples/TorchSharp.</summary>
[Collection(Libtorch.Collection)]
public sealed class SampleTests
{
    private static readonly SampleProgram Sample = new("TorchSharp");

    [Fact]
    public void ItHasAtMost40Lines() => Sample.CheckLength();

    [Fact]
    public async Task WeightsOfClassesRaiseBalancedAccuracy()
    {
        Libtorch.Need();

        // The copy beside the tests: there libtorch is.
        var printed = await Sample.RunAsync(AppContext.BaseDirectory);
        Assert.Equal(["before", "after"], printed.Select(line => line.Name), StringComparer.Ordinal);
        Assert.True(printed[1].BalancedAccuracy > printed[0].BalancedAccuracy + 0.05);
    }
}
